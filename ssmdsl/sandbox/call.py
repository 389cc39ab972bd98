"""Which call of AWS's a request is: its service, its operation and its protocol.

Sources: https://smithy.io/2.0/aws/protocols/index.html and
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
"""

import functools
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl

from ssmdsl.service_model import ServiceModel, service_model, service_names


@dataclass(frozen=True)
class Call:
    """A call of AWS's."""

    service: str
    """The name that the call is signed for; `?` where it is not signed."""
    operation: str
    """The operation; the HTTP verb and path where no operation has them."""
    protocol: str
    """botocore's word for how the answer is written: `json`, `query`, `ec2`, `rest-json`,
    `rest-xml` or `smithy-rpc-v2-cbor`."""

    def __str__(self) -> str:
        return f"{self.service} {self.operation}"

    @classmethod
    def of(cls, environ: dict[str, Any], served_by: str = "") -> "Call":
        """Return the call that a request makes.

        Args:
            environ: the WSGI environment of the request, with its body in memory.
            served_by: moto's name of the service, which is mostly botocore's; what a call is
                signed for may be a third name.
        """
        scope = re.search(
            r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", environ.get("HTTP_AUTHORIZATION", "")
        )
        service = scope[1] if scope else "?"
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        if target:
            return cls(service, target.rpartition(".")[2], "json")
        path = environ.get("PATH_INFO", "/")
        if environ.get("HTTP_SMITHY_PROTOCOL", "").endswith("cbor"):
            return cls(service, path.rpartition("/")[2], "smithy-rpc-v2-cbor")
        action = _action(environ)
        if action:
            return cls(service, action, "ec2" if service == "ec2" else "query")
        verb = environ.get("REQUEST_METHOD", "GET")
        protocol = "rest-xml" if service == "?" else "rest-json"  # moto takes it for S3, too
        for model in _service_models(served_by, service):
            protocol = str(model.metadata["protocol"])
            operation = _operation(model, verb, path, environ.get("QUERY_STRING", ""))
            if operation is not None:
                return cls(service, operation, protocol)
        return cls(service, f"{verb} {path}", protocol)


def _action(environ: dict[str, Any]) -> str:
    """Return the `Action` of a request of the query protocol, from its form or its address."""
    text = str(environ.get("QUERY_STRING", ""))
    body = environ.get("wsgi.input")
    is_form = "x-www-form-urlencoded" in environ.get("CONTENT_TYPE", "")
    if is_form and isinstance(body, io.BytesIO):
        text = body.getvalue().decode(errors="replace")
    return parse_qs(text).get("Action", [""])[0]


def _service_models(*names: str) -> Iterator[ServiceModel]:
    """Yield botocore's models of the services of these names, with or without hyphens."""
    for name in dict.fromkeys(names):
        known = _names_without_hyphens().get(name.replace("-", ""))
        if known:
            yield service_model(known)


@functools.cache
def _names_without_hyphens() -> dict[str, str]:
    return {name.replace("-", ""): name for name in service_names()}


def _operation(model: ServiceModel, verb: str, path: str, query: str) -> str | None:
    """Return the operation whose verb, path and fixed query fit, the most particular of many.

    Where headers alone tell two apart, it is the one with the shorter name: PutObject, not
    CopyObject.
    """
    given = set(parse_qsl(query, keep_blank_values=True))
    fitting: list[tuple[int, int, int, str]] = []
    for name in model.operation_names:
        http = model.operation_model(name).http
        template, _, fixed = http["requestUri"].partition("?")
        wanted = set(parse_qsl(fixed, keep_blank_values=True))
        literal = re.sub(r"{[^}]*}", "", template)
        if http["method"] == verb and wanted <= given and _pattern(template).fullmatch(path):
            fitting.append((len(wanted), len(literal), -len(name), name))
    return max(fitting)[-1] if fitting else None


def _pattern(template: str) -> re.Pattern[str]:
    """Return what the paths of a template look like: `{Name}` is a segment, `{Name+}` many."""
    parts = re.split(r"({[^}]*})", template.rstrip("/"))
    texts = (
        re.escape(part) if not part.startswith("{") else ".+" if part.endswith("+}") else "[^/]+"
        for part in parts
    )
    return re.compile("".join(texts) + "/?")
