import pytest

from ssmdsl import Document, ManagedRule, Parameter, Remediation, Role
from ssmdsl.actions import Sleep
from ssmdsl.checks import check_remediation

GIVEN = 'it is given the ARN of a role ("arn:aws:iam::123456789012:role/my-role"), and parameter'


def found(parameter: Parameter) -> list[tuple[str, object, str]]:
    remediation = Remediation(
        rule=ManagedRule("LAMBDA_INSIDE_VPC"),
        document=Document("Wait", parameters=[parameter], steps=[Sleep("Wait", duration="PT1M")]),
        arguments={parameter: Role("ec2.amazonaws.com", allow=["logs:PutLogEvents"])},
    )
    return [(own.code, own.path, own.message) for own in check_remediation(remediation)]


@pytest.mark.parametrize(
    ("parameter", "why"),
    [
        (Parameter("Given", "AWS::S3::Bucket::Name"), "is of type AWS::S3::Bucket::Name"),
        (Parameter("Given", allowed_pattern="^[a-z-]+$"), 'takes "^[a-z-]+$"'),
        (Parameter("Given", allowed_values=["a", "b"]), 'takes only "a", "b"'),
        (Parameter("Given", max_chars=20), "takes at most 20 characters"),
    ],
)
def test_the_parameter_refuses_an_arn(parameter: Parameter, why: str) -> None:
    assert found(parameter) == [("SSM504", ("Parameters", "Given"), f'{GIVEN} "Given" {why}')]


@pytest.mark.parametrize(
    "parameter",
    [
        Parameter("Given"),
        Parameter("Given", "AWS::IAM::Role::Arn"),
        Parameter("Given", allowed_pattern="^arn:aws:iam::[0-9]+:role/service-role/.*$"),
        Parameter("Given", allowed_pattern=r"^arn:[\p{L}]+:.*$"),
        Parameter("Given", max_chars=64),
    ],
)
def test_the_parameter_may_take_it(parameter: Parameter) -> None:
    assert found(parameter) == []
