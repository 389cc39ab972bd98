"""botocore's models, read by ssmdsl as botocore's own loader and classes read them."""

from typing import Any

import pytest
from botocore.loaders import Loader
from botocore.model import ServiceModel as BotocoreServiceModel

from ssmdsl.service_model import results_in_pages, service_model, service_names
from ssmdsl.shape import Shape

SERVICES = (
    "ec2",
    "s3",
    "rds",
    "logs",
    "lambda",
    "iam",
    "dynamodb",
    "sqs",
    "cloudfront",
    "lexv2-runtime",
)
"""Of each protocol one; and s3 and rds, to whose models botocore adds, and one with streams."""

_METADATA = ("min", "max", "pattern", "idempotencyToken")
_SERIALIZATION = ("name", "queryName", "location", "payload", "eventstream", "jsonvalue")


@pytest.fixture(scope="module")
def loader() -> Any:
    return Loader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)


def own_words(shape: Any) -> dict[str, Any]:
    """Return what is said of a shape itself."""
    return {
        "type": shape.type_name,
        "documentation": shape.documentation,
        "metadata": {key: shape.metadata[key] for key in _METADATA if key in shape.metadata},
        "serialization": {
            key: shape.serialization[key] for key in _SERIALIZATION if key in shape.serialization
        },
        "required": list(shape.required_members),
        "enum": list(getattr(shape, "enum", ())),
        "document": bool(getattr(shape, "is_document_type", False)),
        "union": bool(getattr(shape, "is_tagged_union", False)),
        "error": getattr(shape, "error_code", None),
        "members": list(getattr(shape, "members", ())),
    }


def assert_same(own: Shape | None, wanted: Any, seen: set[str]) -> None:
    """Compare two shapes and all in them; what is below a name is looked at once."""
    assert (own is None) == (wanted is None)
    if own is None:
        return
    assert (own.name, own_words(own)) == (wanted.name, own_words(wanted))
    if own.name in seen:
        return
    seen.add(own.name)
    if own.type_name == "structure":
        for name, member in own.members.items():
            assert_same(member, wanted.members[name], seen)
    elif own.type_name == "list":
        assert_same(own.member, wanted.member, seen)
    elif own.type_name == "map":
        assert_same(own.key, wanted.key, seen)
        assert_same(own.value, wanted.value, seen)


@pytest.mark.parametrize("service", SERVICES)
def test_a_model_is_what_botocore_makes_of_it(service: str, loader: Any) -> None:
    wanted = BotocoreServiceModel(loader.load_service_model(service, "service-2"), service)
    own = service_model(service)
    seen: set[str] = set()

    assert own.operation_names == wanted.operation_names
    assert own.shape_names == wanted.shape_names
    assert own.documentation == wanted.documentation
    assert own.signing_name == wanted.signing_name
    assert own.metadata == wanted.metadata
    for name in own.operation_names:
        operation, other = own.operation_model(name), wanted.operation_model(name)
        assert operation.name == other.name
        assert operation.documentation == other.documentation
        assert operation.http == other.http
        assert_same(operation.input_shape, other.input_shape, seen)
        assert_same(operation.output_shape, other.output_shape, seen)
        assert len(operation.error_shapes) == len(other.error_shapes)
        for error, theirs in zip(operation.error_shapes, other.error_shapes, strict=True):
            assert_same(error, theirs, seen)
    for name in own.shape_names:
        assert_same(own.shape_for(name), wanted.shape_for(name), seen)


@pytest.mark.parametrize("service", [*SERVICES, "sagemaker-a2i-runtime", "importexport"])
def test_what_comes_in_pages_is_what_botocore_says(service: str, loader: Any) -> None:
    listed = service in loader.list_available_services("paginators-1")
    content = loader.load_service_model(service, "paginators-1") if listed else {"pagination": {}}
    for operation in service_model(service).operation_names:
        wanted = content["pagination"].get(operation, {}).get("result_key", ())
        own = results_in_pages(service, operation)
        assert own == ((wanted,) if isinstance(wanted, str) else tuple(wanted))


def test_a_shape_is_made_once() -> None:
    model = service_model("logs")

    assert model.shape_for("LogGroup") is model.shape_for("LogGroup")
    assert model.operation_model("CreateLogGroup") is model.operation_model("CreateLogGroup")


def test_there_are_the_services_that_botocores_loader_lists(loader: Any) -> None:
    assert service_names() == tuple(loader.list_available_services("service-2"))
