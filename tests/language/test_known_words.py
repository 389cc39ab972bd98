"""Whether a word that a model does not have is surely wrong, or may be new."""

import pytest

from ssmdsl.known_words import is_surely_unknown
from ssmdsl.service_model import operation_model


def enum_of(service: str, operation: str, member: str) -> tuple[str, ...]:
    shape = operation_model(service, operation).input_shape
    assert shape is not None
    return tuple(shape.members[member].enum)


TYPES = enum_of("ec2", "RunInstances", "InstanceType")
RUNTIMES = enum_of("lambda", "CreateFunction", "Runtime")
RESOURCES = enum_of("config", "ListDiscoveredResources", "resourceType")
VOLUMES = enum_of("ec2", "CreateVolume", "VolumeType")
STATES = ("Enabled", "Suspended")


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("Off", STATES),
        ("enabled", STATES),
        ("T3.Micro", TYPES),
        ("t3micro", TYPES),
        ("Python3.11", RUNTIMES),
        ("aws::s3::bucket", RESOURCES),
        ("AWS::S3::Buckets", RESOURCES),
        ("AWS::S3::Buckte", RESOURCES),
        ("AWS::S3::Bucke", RESOURCES),
        ("WS::S3::Bucket", RESOURCES),
    ],
)
def test_what_no_service_comes_to_know_is_surely_wrong(word: str, known: tuple[str, ...]) -> None:
    assert is_surely_unknown(word, known)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("m99i.large", TYPES),
        ("python3.99", RUNTIMES),
        ("dotnet99", RUNTIMES),
        ("io3", VOLUMES),
        ("AWS::EJS::Service", RESOURCES),
        ("AWS::Latest::Thing", RESOURCES),
    ],
)
def test_what_may_be_new_is_not(word: str, known: tuple[str, ...]) -> None:
    assert not is_surely_unknown(word, known)
