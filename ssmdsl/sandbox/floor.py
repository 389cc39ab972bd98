"""The least time that an answer takes.

The provider's client loses replies that come sooner than some 1.5 ms after the request when many
calls are under way, and then repeats what has been done already: its second CreateRole finds the
role of the first. Held back to 3 ms, no reply was lost in 10 applies of 200 remediations.
"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from werkzeug.wrappers import Response

RESPONSE_FLOOR_SECONDS = 0.003
"""No answer leaves earlier than this after its request."""


class ResponseFloor:
    """A WSGI application whose answers are another's, none of them too early."""

    def __init__(
        self,
        application: Any,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take the application that answers, and a clock to measure it by."""
        self._application = application
        self._clock = clock
        self._sleep = sleep

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request, not too early."""
        earliest = self._clock() + RESPONSE_FLOOR_SECONDS
        response = Response.from_app(self._application, environ, buffered=True)
        self._sleep(max(0.0, earliest - self._clock()))
        return response(environ, start_response)
