"""botocore's models, read by ssmdsl as botocore's own loader reads them."""

import pytest
from botocore.loaders import Loader

from ssmdsl.service_model import service_model, service_names


@pytest.mark.parametrize("service", ["ec2", "s3", "rds", "logs", "lambda"])
def test_a_model_is_what_botocores_loader_makes_of_it(service: str) -> None:
    loader = Loader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)
    wanted = loader.load_service_model(service, "service-2")

    assert service_model(service)._service_description == wanted  # type: ignore[attr-defined]


def test_there_are_the_services_that_botocores_loader_lists() -> None:
    loader = Loader([Loader.BUILTIN_DATA_PATH], include_default_search_paths=False)

    assert service_names() == tuple(loader.list_available_services("service-2"))
