"""botocore's models of the AWS services: the authority on the names and types of their APIs.

A model is read from botocore's data on first use and kept; nothing of botocore's sessions,
credentials or network is touched.
"""

import gzip
import keyword
import os
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic_core import from_json  # over large models it takes half of the time of Python's

from ssmdsl.errors import DefinitionError, Problem, did_you_mean
from ssmdsl.shape import Shape, Shapes

NO_SUCH_OPERATION = "SSM601"
"""The check of a service, or an operation of it, that there is not."""


class Operation:
    """An operation of a service."""

    def __init__(
        self, name: str, service: str, described: Mapping[str, Any], shapes: Shapes
    ) -> None:
        """Keep the description.

        Args:
            name: its name, as boto3 has it.
            service: boto3's name of the service.
            described: what the model says of it.
            shapes: the service's.
        """
        self.name = name
        self.service = service
        self._described = described
        self._shapes = shapes

    @property
    def documentation(self) -> str:
        """What it does, in HTML."""
        documentation: str = self._described.get("documentation", "")
        return documentation

    @property
    def http(self) -> Mapping[str, Any]:
        """The verb and the path of its requests."""
        http: Mapping[str, Any] = self._described.get("http", {})
        return http

    @cached_property
    def input_shape(self) -> Shape | None:
        """What it takes, if anything."""
        return self._shape("input")

    @cached_property
    def output_shape(self) -> Shape | None:
        """What it returns, if anything."""
        return self._shape("output")

    def _shape(self, key: str) -> Shape | None:
        reference = self._described.get(key)
        return None if reference is None else self._shapes.referred(reference)

    @cached_property
    def error_shapes(self) -> Sequence[Shape]:
        """The errors that it answers with."""
        return [self._shapes.referred(error) for error in self._described.get("errors", ())]


class ServiceModel:
    """A service: its operations and shapes."""

    def __init__(self, name: str, described: Mapping[str, Any]) -> None:
        """Keep what botocore's file says of it.

        Args:
            name: boto3's name of it.
            described: the content of the file.
        """
        self.name = name
        self._described = described
        self._shapes = Shapes(described.get("shapes", {}))
        self._operations: dict[str, Operation] = {}
        self.metadata: Mapping[str, Any] = described["metadata"]
        self.operation_names: Sequence[str] = list(described.get("operations", ()))

    @property
    def documentation(self) -> str:
        """What it is for, in HTML."""
        documentation: str = self._described.get("documentation", "")
        return documentation

    @property
    def signing_name(self) -> str:
        """The name that its requests are signed for."""
        name: str = self.metadata.get("signingName") or self.metadata["endpointPrefix"]
        return name

    @property
    def shape_names(self) -> Sequence[str]:
        """The names of all its shapes."""
        return list(self._described.get("shapes", ()))

    def operation_model(self, name: str) -> Operation:
        """Return the operation of this name, made once."""
        if name not in self._operations:
            described = self._described["operations"][name]
            self._operations[name] = Operation(name, self.name, described, self._shapes)
        return self._operations[name]

    def shape_for(self, name: str) -> Shape:
        """Return the shape of this name."""
        return self._shapes.named(name)


def _data() -> Path:
    """Return the folder in which botocore has one for each service; botocore is not imported."""
    (folder,) = find_spec("botocore").submodule_search_locations  # type: ignore[union-attr, misc]
    return Path(folder, "data")


@cache
def service_names() -> tuple[str, ...]:
    """Return the names of all services, as boto3 takes them."""
    return tuple(sorted(folder.name for folder in os.scandir(_data()) if folder.is_dir()))


@cache
def _file(service: str, kind: str = "service-2") -> Path | None:
    """Return the newest file of a kind that there is for a service."""
    return max(_data().glob(f"{service}/*/{kind}.json*"), default=None)


def _content(service: str, kind: str = "service-2") -> dict[str, Any]:
    """Return what the newest file of a kind says, with what botocore adds to it."""
    path = _file(service, kind)
    if path is None:
        return {}
    content: dict[str, Any] = from_json(_bytes(path), cache_strings="keys")
    extras = path.with_name(f"{kind}.sdk-extras.json")
    if extras.exists():
        _merge(content, from_json(extras.read_bytes()).get("merge", {}))
    return content


def _bytes(path: Path) -> bytes:
    content = path.read_bytes()
    return gzip.decompress(content) if path.suffix == ".gz" else content


def _merge(content: dict[str, Any], added: Mapping[str, Any]) -> None:
    """Add to a dictionary, and to those in it."""
    for key, value in added.items():
        if isinstance(value, dict) and isinstance(content.get(key), dict):
            _merge(content[key], value)
        else:
            content[key] = value


def service_word(service: str) -> str:
    """Return a service as Python writes it: `application_autoscaling`, `lambda_`."""
    word = service.replace("-", "_")
    return f"{word}_" if keyword.iskeyword(word) else word


def service_of(word: str) -> str:
    """Return the service that Python writes so."""
    return word.removesuffix("_").replace("_", "-")


def proper_service(written: str) -> str:
    """Return a service by boto3's name, where only its letters' case differs; else as it is."""
    return written.lower() if written.lower() in service_names() else written


def proper_operation(service: str, written: str) -> str:
    """Return an operation by the service's name of it, of `describe_vpcs` and `describeVpcs` too.

    SSM takes these, as AWS's own documents write them; whatever else differs is left as it is.
    """
    if service in service_names() and not written[:1].isupper():
        return _operations_folded(service).get(written.replace("_", "").lower(), written)
    return written


PARAMETER_ALIASES = (
    ("ec2", "", "Filter", "Filters"),
    ("logs", "CreateExportTask", "from", "fromTime"),
    ("cloudsearchdomain", "Search", "return", "returnFields"),
)
"""What boto3 takes under another name too: service, operation or any, its name, the other.

Source: botocore.handlers, _add_parameter_aliases
"""


def parameter_aliases(service: str, operation: str) -> dict[str, str]:
    """Return the names that boto3 takes for parameters of an operation beside their own."""
    return {
        alias: name
        for own, only, name, alias in PARAMETER_ALIASES
        if service == own and operation.startswith(only)
    }


@cache
def service_model(service: str) -> ServiceModel:
    """Return the model of a service, loaded once.

    Raises:
        DefinitionError: botocore knows no service of this name.
    """
    if service not in service_names():
        near = did_you_mean(service, service_names())
        message = f"botocore knows no such service.{near}"
        problem = Problem(f'service "{service}"', message, code=NO_SUCH_OPERATION)
        raise DefinitionError(problems=[problem])
    return ServiceModel(service, _content(service))


@cache
def operation_model(service: str, api: str) -> Operation:
    """Return the model of an operation.

    Raises:
        DefinitionError: botocore knows no such service, or the service no such operation.
    """
    model = service_model(service)
    if api not in model.operation_names:
        near = did_you_mean(api, model.operation_names)
        message = f"the service has no such operation among its {len(model.operation_names)}.{near}"
        problem = Problem(f"{service}.{api}", message, code=NO_SUCH_OPERATION)
        raise DefinitionError(problems=[problem])
    return model.operation_model(api)


@cache
def _operations_folded(service: str) -> dict[str, str]:
    return {name.lower(): name for name in service_model(service).operation_names}


def model_text(service: str, characters: int = -1) -> str:
    """Return a service's model as botocore's file has it: what is sought in all is read so.

    Args:
        service: boto3's name of the service.
        characters: how much of it is read; all, where it is negative.
    """
    path = _file(service)
    if path is None:
        return ""
    if characters < 0:
        return _bytes(path).decode()
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as file:
        return file.read(characters)


@cache
def _pages(service: str) -> Mapping[str, Any]:
    pages: Mapping[str, Any] = _content(service, "paginators-1").get("pagination", {})
    return pages


def results_in_pages(service: str, operation: str) -> tuple[str, ...]:
    """Return the parts of a response that come page by page; none where all of it comes at once."""
    results = _pages(service).get(operation, {}).get("result_key", ())
    return (results,) if isinstance(results, str) else tuple(results)
