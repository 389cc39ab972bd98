"""Answers for calls that the sandbox cannot do: HTTP 400, in the protocol of the call.

Sources: https://smithy.io/2.0/aws/protocols/index.html and
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response

XML_SERVICES = ("s3", "s3control", "cloudfront", "route53")
"""Services that are called with bare HTTP verbs and answer in XML."""


@dataclass(frozen=True)
class Failure:
    """A call that failed, and why."""

    service: str
    """The name that the call is signed for; `?` where it is not signed."""
    operation: str
    """The operation; its HTTP verb and path where the protocol has no name for it."""
    protocol: str
    """`json`, `query`, `ec2`, `rest-xml` or `cbor`."""
    code: str
    """The error's code."""
    reason: str
    """What happened, behind the name of the call."""

    @classmethod
    def of(cls, environ: dict[str, Any], code: str, reason: str) -> "Failure":
        """Return the failure of the request that this WSGI environment describes."""
        scope = re.search(
            r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", environ.get("HTTP_AUTHORIZATION", "")
        )
        service = scope[1] if scope else "?"
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        path = environ.get("PATH_INFO", "/")
        if target:
            return cls(service, target.rpartition(".")[2], "json", code, reason)
        if "cbor" in environ.get("HTTP_SMITHY_PROTOCOL", ""):
            return cls(service, path.rpartition("/")[2], "cbor", code, reason)
        action = _action(environ)
        if action:
            return cls(service, action, "ec2" if service == "ec2" else "query", code, reason)
        protocol = "rest-xml" if service in XML_SERVICES or service == "?" else "json"
        verb = environ.get("REQUEST_METHOD", "GET")
        return cls(service, f"{verb} {path}", protocol, code, reason)

    @property
    def message(self) -> str:
        """The sentence that the client shows."""
        return f"{self.service} {self.operation}: {self.reason}"


def failure_response(failure: Failure) -> Response:
    """Return the answer that tells the client of a failure."""
    code, message = escape(failure.code), escape(failure.message)
    error = f"<Code>{code}</Code><Message>{message}</Message>"
    if failure.protocol == "ec2":
        body = f"<Response><Errors><Error>{error}</Error></Errors></Response>"
    elif failure.protocol == "query":
        body = f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error></ErrorResponse>"
    elif failure.protocol == "rest-xml":
        body = f"<Error>{error}</Error>"
    elif failure.protocol == "cbor":
        members = ("__type", failure.code, "message", failure.message)
        content = b"\xa2" + b"".join(map(_cbor_text, members))  # a map of two members
        headers = {"smithy-protocol": "rpc-v2-cbor"}
        return Response(content, 400, headers, content_type="application/cbor")
    else:
        content_type = "application/x-amz-json-1.1"
        headers = {"x-amzn-errortype": failure.code}
        answer = {"__type": failure.code, "message": failure.message, "Message": failure.message}
        return Response(json.dumps(answer), 400, headers, content_type=content_type)
    return Response(body, 400, content_type="text/xml")


def _cbor_text(text: str) -> bytes:
    encoded = text.encode()
    return b"\x79" + len(encoded).to_bytes(2) + encoded  # a text with a length of two bytes


def _action(environ: dict[str, Any]) -> str:
    """Return the `Action` of a request of the query protocol, from its form or its address."""
    text = environ.get("QUERY_STRING", "")
    body = environ.get("wsgi.input")
    if "x-www-form-urlencoded" in environ.get("CONTENT_TYPE", "") and hasattr(body, "getvalue"):
        text = body.getvalue().decode(errors="replace")
    return parse_qs(text).get("Action", [""])[0]
