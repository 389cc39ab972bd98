from ssmdsl import Document, Parameter
from ssmdsl.actions import Sleep
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.allowed_value_misfits_pattern import find


def found(parameter: Parameter) -> list[tuple[object, str]]:
    document = Document("Wait", parameters=[parameter], steps=[Sleep("Wait", duration="PT1M")])
    return [(each.path, each.message) for each in find(CheckedDocument(document))]


def test_a_value_that_the_pattern_refuses_is_never_accepted() -> None:
    parameter = Parameter("Name", allowed_values=["ALL", "Reject"], allowed_pattern="[A-Z]+")
    message = '"Reject" does not match the allowed pattern "[A-Z]+", so the value is never accepted'
    assert found(parameter) == [(("parameters", "Name", "allowedValues", 1), message)]


def test_a_value_that_the_type_refuses_is_never_accepted() -> None:
    parameter = Parameter("Name", "AWS::EC2::Instance::Id", allowed_values=["", "none"])
    message = (
        '"none" is not an AWS::EC2::Instance::Id, which matches'
        ' "m?i-([a-z0-9]{8}|[a-z0-9]{17})", so the value is never accepted'
    )
    assert found(parameter) == [(("parameters", "Name", "allowedValues", 1), message)]


def test_values_that_fit_are_fine() -> None:
    assert found(Parameter("Name", allowed_values=["ALL"], allowed_pattern="[A-Z]+")) == []
    assert found(Parameter("Name", "Integer", allowed_values=[1], allowed_pattern="[A-Z]+")) == []
    assert found(Parameter("Name", allowed_values=["x"], allowed_pattern=r"\p{L}")) == []
