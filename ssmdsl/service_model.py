"""botocore's models of the AWS services: the authority on the names and types of their APIs.

A model is read from botocore's data on first use and kept; nothing of botocore's sessions,
credentials or network is touched.
"""

import gzip
import json
import keyword
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from ssmdsl.errors import DefinitionError, Problem, did_you_mean

NO_SUCH_OPERATION = "SSM601"
"""The check of a service, or an operation of it, that there is not."""


class Operation(Protocol):
    """What is used of a botocore operation model."""

    name: str
    documentation: str
    input_shape: Any
    output_shape: Any
    error_shapes: list[Any]
    service_model: "ServiceModel"


class ServiceModel(Protocol):
    """What is used of a botocore service model."""

    service_name: str
    operation_names: list[str]
    shape_names: list[str]
    documentation: str

    def operation_model(self, operation_name: str) -> Operation:
        """Return the operation of this name."""
        ...

    def shape_for(self, shape_name: str) -> Any:
        """Return the shape of this name."""
        ...


@cache
def _loader() -> Any:
    from botocore.loaders import Loader

    # Only what botocore ships: a model in the user's home would change what a file means.
    return Loader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)


def _data() -> Path:
    """Return the folder in which botocore has one for each service; botocore is not imported."""
    (folder,) = find_spec("botocore").submodule_search_locations  # type: ignore[union-attr, misc]
    return Path(folder, "data")


@cache
def service_names() -> tuple[str, ...]:
    """Return the names of all services, as boto3 takes them."""
    return tuple(sorted(folder.name for folder in _data().iterdir() if folder.is_dir()))


def _file(service: str) -> Path:
    """Return the file with the newest version of a service's model."""
    return max(_data().glob(f"{service}/*/service-2.json*"))


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
    from botocore.loaders import ExtrasProcessor
    from botocore.model import ServiceModel as BotocoreServiceModel

    # Read here and not by botocore's loader, which takes four times as long over large models.
    content = json.loads(model_text(service))
    extras = _file(service).with_name("service-2.sdk-extras.json")
    if extras.exists():
        ExtrasProcessor().process(content, [json.loads(extras.read_bytes())])
    model: ServiceModel = BotocoreServiceModel(content, service_name=service)
    return model


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
    # Read from the file and let go: whoever only asks for a name does not keep a large model.
    return {name.lower(): name for name in json.loads(model_text(service))["operations"]}


def model_text(service: str, characters: int = -1) -> str:
    """Return a service's model as botocore's file has it: what is sought in all is read so.

    Args:
        service: boto3's name of the service.
        characters: how much of it is read; all, where it is negative.
    """
    path = _file(service)
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8") as file:
        return file.read(characters)


def results_in_pages(service: str, operation: str) -> tuple[str, ...]:
    """Return the parts of a response that come page by page; none where all of it comes at once."""
    from botocore.exceptions import UnknownServiceError

    try:
        pages = _loader().load_service_model(service, "paginators-1")["pagination"]
    except UnknownServiceError:
        return ()
    results = pages.get(operation, {}).get("result_key", ())
    return (results,) if isinstance(results, str) else tuple(results)
