import pytest
from botocore.loaders import Loader

from ssmdsl.service_model import operation_of, service_model, service_names


def test_the_services_are_those_that_botocore_ships() -> None:
    shipped = Loader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)

    assert list(service_names()) == shipped.list_available_services("service-2")


@pytest.mark.parametrize("service", ["cloudfront", "rds", "s3", "sts"])
def test_an_operation_is_found_in_another_case(service: str) -> None:
    for operation in service_model(service).operation_names:
        words = "".join(f"_{letter}" if letter.isupper() else letter for letter in operation)
        assert operation_of(service, operation.lower()) == operation
        assert operation_of(service, words.lower().removeprefix("_")) == operation


def test_an_operation_that_is_not_there_is_not_found() -> None:
    assert operation_of("sts", "get_caller_identities") is None
