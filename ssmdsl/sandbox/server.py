"""The sandbox's server: moto's, behind a layer that suits the clients of this project.

* Every failure of the server's own becomes an HTTP 400 that names the call. The provider's
  client would repeat a call that gets a 500 for minutes.
* No answer leaves earlier than 3 ms after its request. The provider's client loses replies
  that come faster when many calls are under way, and then repeats what has been done already.

Run as `python -m ssmdsl.sandbox.server --port NUMBER`; it listens on the loopback address only.
"""

import argparse
import io
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Iterable
from typing import Any

from moto.config.models import ConfigRule
from moto.core.utils import convert_to_flask_response
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from ssmdsl.sandbox.config import SandboxConfigResponse
from ssmdsl.sandbox.failure import Failure, failure_response
from ssmdsl.sandbox.lifecycle import STATUS_PATH

RESPONSE_FLOOR_SECONDS = 0.003
"""No answer leaves earlier than this after its request."""
CONFIG_RULES = 1000
"""AWS's own limit of rules in a Region; moto's is 150."""

Environ = dict[str, Any]


class SandboxApplication:
    """The WSGI application: moto's dispatcher with our plug-in, failures retold, answers floored."""

    def __init__(self) -> None:
        """Make moto's dispatcher; the services' applications are made on first use."""
        ConfigRule.MAX_RULES = CONFIG_RULES
        self._moto = DomainDispatcherApplication(_create_app)

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        started = time.monotonic()
        if environ.get("PATH_INFO") == STATUS_PATH:
            status = json.dumps({"server": "ssmflow sandbox", "pid": os.getpid()})
            return Response(status, mimetype="application/json")(environ, start_response)
        _keep_body(environ)
        response = self._answer(environ)
        time.sleep(max(0.0, RESPONSE_FLOOR_SECONDS - (time.monotonic() - started)))
        return response(environ, start_response)

    def _answer(self, environ: Environ) -> Response:
        try:
            response = Response.from_app(self._moto, environ, buffered=True)
        except NotImplementedError as error:
            return self._fail(environ, "UnsupportedBySandbox", f"not in the sandbox: {error}")
        except Exception as error:  # noqa: BLE001 - whatever it is, the client must get an answer
            traceback.print_exc()
            return self._fail(environ, "SandboxFailure", f"{type(error).__name__}: {error}")
        if response.status_code >= 500:
            return self._fail(environ, "SandboxFailure", f"moto answered {response.status}")
        return response

    def _fail(self, environ: Environ, code: str, reason: str) -> Response:
        failure = Failure.of(environ, code, reason)
        print(failure.message, file=sys.stderr, flush=True)  # noqa: T201 - it is the server's log
        return failure_response(failure)


def _keep_body(environ: Environ) -> None:
    """Read the body into memory, so that a failure can be told in the words of the call."""
    length = environ.get("CONTENT_LENGTH", "")
    if length.isdigit():
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(length)))


def _create_app(service: Any) -> Any:
    """Return moto's application of a service, with our responses in the place of its own."""
    if service is None:
        message = "no such service"
        raise NotImplementedError(message)
    app = create_backend_app(service)
    if service == "config":
        for endpoint in app.view_functions:
            app.view_functions[endpoint] = convert_to_flask_response(SandboxConfigResponse.dispatch)
    return app


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="ssmdsl.sandbox.server")
    parser.add_argument("--port", type=int, required=True)
    port = parser.parse_args().port
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = make_server(
        "127.0.0.1",
        port,
        SandboxApplication(),
        threaded=True,
        request_handler=_QuietRequestHandler,
    )
    server.serve_forever()


class _QuietRequestHandler(MotoRequestHandler):  # type: ignore[misc]
    """Leaves the log to failures."""

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        """Say nothing of a request that was answered."""


if __name__ == "__main__":
    main()
