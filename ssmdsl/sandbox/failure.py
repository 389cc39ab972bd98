"""Answers for calls that the sandbox cannot do: HTTP 400, in the protocol of the call.

Never a 5xx: the provider's client repeats a call that gets one for minutes.

Sources: https://smithy.io/2.0/aws/protocols/index.html and
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

import json
from dataclasses import dataclass
from xml.sax.saxutils import escape

from werkzeug.wrappers import Response

from ssmdsl.sandbox.call import Call


@dataclass(frozen=True)
class Failure:
    """A call that failed, and why."""

    call: Call
    """What was asked for."""
    code: str
    """The error's code."""
    reason: str
    """What happened, behind the name of the call."""

    @property
    def message(self) -> str:
        """The sentence that the client shows."""
        return f"{self.call}: {self.reason}"


def failure_response(failure: Failure) -> Response:
    """Return the answer that tells the client of a failure."""
    code, message = escape(failure.code), escape(failure.message)
    error = f"<Code>{code}</Code><Message>{message}</Message>"
    match failure.call.protocol:
        case "ec2":
            body = f"<Response><Errors><Error>{error}</Error></Errors></Response>"
        case "query":
            body = f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error></ErrorResponse>"
        case "rest-xml":
            body = _rest_xml(failure.call.service, error)
        case "smithy-rpc-v2-cbor":
            members = ("__type", failure.code, "message", failure.message)
            content = b"\xa2" + b"".join(map(_cbor_text, members))  # a map of two members
            headers = {"smithy-protocol": "rpc-v2-cbor"}
            return Response(content, 400, headers, content_type="application/cbor")
        case _:
            answer = {"__type": failure.code, "message": failure.message}
            headers = {"x-amzn-errortype": failure.code}
            content_type = "application/x-amz-json-1.1"
            return Response(json.dumps(answer), 400, headers, content_type=content_type)
    return Response(body, 400, content_type="text/xml")


def _rest_xml(service: str, error: str) -> str:
    """Return an error of the REST protocol in XML: bare in S3, wrapped in every other service."""
    if service in ("s3", "?"):
        return f"<Error>{error}</Error>"
    return f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error></ErrorResponse>"


def _cbor_text(text: str) -> bytes:
    encoded = text.encode()
    return b"\x79" + len(encoded).to_bytes(2) + encoded  # a text with a length of two bytes
