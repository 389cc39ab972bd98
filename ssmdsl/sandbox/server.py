"""The sandbox's server: moto's, behind layers that suit the clients of this project.

Run as `python -m ssmdsl.sandbox.server LOG` with a listening socket for its standard input. It
answers every failure of its own as `failure` says, and none of its answers comes too early.
"""

import io
import logging
import os
import re
import signal
import sys
import threading
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from botocore.model import OperationNotFoundError
from flask import Flask, request
from moto.core.utils import convert_to_flask_response
from moto.moto_server import werkzeug_app
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from ssmdsl.sandbox.call import Call
from ssmdsl.sandbox.environment import ACCOUNT_ID
from ssmdsl.sandbox.failure import Failure, failure_response
from ssmdsl.sandbox.floor import ResponseFloor
from ssmdsl.sandbox.state import keep_log
from ssmdsl.sandbox.status import STATUS_PATH, own_status

FIRST_SERVICES = ("sts", "iam", "ssm", "config")
"""The services that a deployment calls first; made ready before it does."""
NO_SERVICE = "the sandbox does not have this service"
NO_CALL = "the sandbox does not have this call"
REASON_CHARACTERS = 1000
"""Most that a client is told of why a call failed."""

Environ = dict[str, Any]


class NotInSandboxError(Exception):
    """The sandbox has no such service or no such call."""


class SandboxApplication:
    """The WSGI application: moto's dispatcher with our plug-in, and its failures retold."""

    def __init__(self, log: Path, log_descriptors: Sequence[int]) -> None:
        """Make moto's dispatcher; the services' applications are made on first use.

        Args:
            log: where the log is that tells who runs.
            log_descriptors: all that this process has open of it.
        """
        self._moto = DomainDispatcherApplication(_create_app)
        self._log = log
        self._log_descriptors = log_descriptors
        self._one_status = threading.Lock()

    def make_ready(self) -> None:
        """Make the applications of the first services, which takes moto most of two seconds."""
        for service in FIRST_SERVICES:
            credential = f"Credential=-/0/us-east-1/{service}/aws4_request"
            self._moto.get_application({"HTTP_AUTHORIZATION": f"AWS4-HMAC-SHA256 {credential}, "})

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        if environ.get("PATH_INFO") == STATUS_PATH:
            with self._one_status:
                keep_log(self._log, self._log_descriptors)
            status = Response(own_status(self._log), mimetype="application/json")
            return status(environ, start_response)
        _keep_body(environ)
        _name_account(environ)
        return self._answer(environ)(environ, start_response)

    def _answer(self, environ: Environ) -> Response:
        try:
            response = Response.from_app(self._moto, environ, buffered=True)
        except NotInSandboxError as error:
            return self._fail(environ, "UnsupportedBySandbox", str(error))
        except OperationNotFoundError:  # a call newer than botocore
            return self._fail(environ, "UnsupportedBySandbox", NO_CALL)
        except NotImplementedError as error:
            return self._fail(environ, "UnsupportedBySandbox", _not_implemented(str(error)))
        except Exception as error:
            traceback.print_exc()
            reason = f"the sandbox failed, and its log says where: {type(error).__name__}: {error}"
            return self._fail(environ, "SandboxFailure", reason)
        body = response.get_data()
        if response.status_code == 404 and not body and environ["REQUEST_METHOD"] != "HEAD":
            return self._fail(environ, "UnsupportedBySandbox", NO_CALL)  # AWS's 404s say of what
        if response.status_code >= 500:
            told = " ".join(body.decode(errors="replace").split())
            reason = f"the sandbox failed with {response.status}: {told}"
            return self._fail(environ, "SandboxFailure", reason)
        return response

    def _fail(self, environ: Environ, code: str, reason: str) -> Response:
        try:
            served_by = self._moto.get_application(environ).service  # type: ignore[attr-defined]
        except Exception:  # nothing that serves it; and moto stumbles over some odd requests
            served_by = ""
        failure = Failure(Call.of(environ, served_by), code, reason[:REASON_CHARACTERS])
        print(failure.message, file=sys.stderr, flush=True)  # noqa: T201 - it is the server's log
        return failure_response(failure)


def _not_implemented(text: str) -> str:
    """Return what moto's word for what it lacks means to the caller."""
    if text.endswith("action has not been implemented"):
        return NO_CALL
    return f"the sandbox does not have all of this call: {text}"


def _keep_body(environ: Environ) -> None:
    """Read the body into memory, so that a failure can be told in the words of the call."""
    length = environ.get("CONTENT_LENGTH", "")
    if environ.get("wsgi.input_terminated"):  # sent in chunks
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read())
    elif length.isdigit():
        environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(length)))


def _name_account(environ: Environ) -> None:
    """Tell moto whose account a request is of.

    moto would look for the access key in every partition of every account, and so make in each
    of them an IAM with all of AWS's managed policies: most of a second for each account. Here
    only those are looked through that are there.
    """
    signature = f"{environ.get('HTTP_AUTHORIZATION', '')}&{environ.get('QUERY_STRING', '')}"
    key = re.search(r"(?:Credential|AWSAccessKeyId)=([^/%&]+)", signature)
    environ.setdefault("HTTP_X_MOTO_ACCOUNT_ID", _account_of(key[1] if key else ""))


def _account_of(access_key: str) -> str:
    from moto.iam.models import iam_backends  # here, so that the server is up before

    for account_id, partitions in list(iam_backends.items()):
        if any(access_key in iam.access_keys for iam in list(partitions.values())):
            return account_id
    return ACCOUNT_ID


def _create_app(service: Any) -> Any:
    """Return moto's application of a service, with our responses in the place of its own."""
    if service is None:
        raise NotInSandboxError(NO_SERVICE)
    app: Flask = create_backend_app(service)
    response = _response_of(service)
    if response is not None:
        for endpoint in app.view_functions:
            app.view_functions[endpoint] = convert_to_flask_response(response.dispatch)

    @app.before_request
    def refuse_unknown_paths() -> None:
        """Tell a path that no call has from a resource that does not exist: both are 404s."""
        if isinstance(request.routing_exception, NotFound | MethodNotAllowed):
            raise NotInSandboxError(NO_CALL)

    return app


def _response_of(service: str) -> Any:
    """Return our class of a service's responses, where we have one.

    Imported on first use: what moto's SSM stands on takes most of a second.
    """
    if service == "config":
        from ssmdsl.sandbox.config import SandboxConfigResponse, complete_moto

        complete_moto()
        return SandboxConfigResponse
    if service == "ssm":
        from ssmdsl.sandbox.ssm import SandboxSsmResponse

        return SandboxSsmResponse
    return None


def main() -> None:
    """Serve on the socket that is the standard input, until told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # there is nothing to save
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # the log is for failures
    log_descriptors = [sys.stdout.fileno(), sys.stderr.fileno()]
    application = SandboxApplication(Path(sys.argv[1]), log_descriptors)
    server = make_server(
        "127.0.0.1",
        0,
        ResponseFloor(application),
        threaded=True,
        request_handler=getattr(werkzeug_app, "MotoRequestHandler", None),  # not in moto 5.2.1
        fd=sys.stdin.fileno(),
    )
    # Above the socket: the log's lock goes last, when it is free.
    log_descriptors.append(os.dup(sys.stdout.fileno()))
    threading.Thread(target=application.make_ready, daemon=True).start()
    server.serve_forever()


if __name__ == "__main__":
    main()
