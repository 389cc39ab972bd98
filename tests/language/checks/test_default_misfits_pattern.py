import pytest

from ssmdsl import Document, Parameter
from ssmdsl.actions import Sleep
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.default_misfits_pattern import CHECK, find

ALL_THE_SAME = (
    "; SSM takes the default all the same, and refuses the same value from whoever starts the"
    " automation"
)


def found(parameter: Parameter) -> list[tuple[object, str]]:
    document = Document(
        "Wait", parameters=[parameter], steps=[Sleep("Wait", duration="PT1M")], assume_role=None
    )
    return [(each.path, each.message) for each in find(CheckedDocument(document))]


@pytest.mark.parametrize(
    ("parameter", "message"),
    [
        (
            Parameter("Name", default="my-vpc", allowed_pattern="^vpc-[0-9a-f]+$"),
            '"my-vpc" does not match the allowed pattern "^vpc-[0-9a-f]+$"',
        ),
        (
            Parameter("Name", "StringList", default=["vpc-1", "b"], allowed_pattern="vpc-.*"),
            '"b" does not match the allowed pattern "vpc-.*"',
        ),
        (
            Parameter("Name", default="abc", max_chars=2),
            "3 characters; there may be at most 2",
        ),
        (
            Parameter("Name", "StringList", default=["a", "b"], max_items=1),
            "2 items; there may be at most 1",
        ),
    ],
)
def test_the_default_is_what_the_parameter_would_refuse(parameter: Parameter, message: str) -> None:
    assert found(parameter) == [(("parameters", "Name", "default"), message + ALL_THE_SAME)]


@pytest.mark.parametrize(
    "parameter",
    [
        Parameter("Name", default="", allowed_pattern="^vpc-[0-9a-f]+$"),
        Parameter("Name", "StringList", default=[""], allowed_pattern="vpc-.*"),
        Parameter("Name", "StringList", default=[], min_items=1),
        Parameter("Name", default="{{ global:ACCOUNT_ID }}", allowed_pattern="[0-9]+"),
        Parameter("Name", default="x", allowed_pattern=r"[\p{L}]"),
        Parameter("Name", default="vpc-1", allowed_pattern="vpc-.*"),
        Parameter("Name", default="", min_chars=1),
        Parameter("Name", "AWS::EC2::Instance::Id", default="none"),
        Parameter("Name", allowed_pattern="vpc-.*"),
    ],
)
def test_nothing_is_said_of_what_fits_or_cannot_be_told(parameter: Parameter) -> None:
    assert found(parameter) == []


def test_it_is_a_warning() -> None:
    assert CHECK.severity == "warning"
