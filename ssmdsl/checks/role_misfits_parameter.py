"""A role given to a parameter that no ARN of a role fits."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_remediation import CheckedRemediation
from ssmdsl.checks._resource_fit import refused_by
from ssmdsl.checks._resource_ids import ResourceId
from ssmdsl.errors import one_of, quoted
from ssmdsl.parameter import Parameter
from ssmdsl.remediation import Role

_EXAMPLES = tuple(
    f"arn:{partition}:iam::123456789012:role/my-role"
    for partition in ("aws", "aws-cn", "aws-us-gov")
)
_ARN = ResourceId("ARN", "the ARN of a role", _EXAMPLES)


def find(checked: CheckedRemediation) -> Iterator[Found]:
    """Yield the parameters that refuse the ARN of the role that the module makes."""
    declared = {own.name: own for own in checked.remediation.document.all_parameters}
    for parameter, argument in checked.remediation.arguments.items():
        if isinstance(argument, Role):
            why = _why(declared[parameter.name])
            if why is not None:
                message = f"it is given the ARN of a role ({quoted(_EXAMPLES[0])}), and {why}"
                yield Found(("Parameters", parameter.name), message)


def _why(parameter: Parameter) -> str | None:
    """Return why a parameter takes no role's ARN, if that is sure."""
    shown = f"parameter {quoted(parameter.name)}"
    shortest = min(map(len, _EXAMPLES)) - len("my-rol")
    if parameter.allowed_values:
        return f"{shown} takes only {one_of(parameter.allowed_values)}"
    if parameter.max_chars is not None and parameter.max_chars < shortest:
        return f"{shown} takes at most {parameter.max_chars} characters"
    return next(refused_by(parameter, _ARN), None)


CHECK = Check(
    code="SSM504",
    name="role-misfits-parameter",
    severity="error",
    means="A parameter is given the ARN of a role, and its type, pattern or values refuse it.",
    why="The automation is not started: its parameters do not fit.",
    wrong="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation, Role
from ssmdsl.actions import ExecuteAwsApi

function = Parameter("FunctionName")
role = Parameter("RoleArn", allowed_pattern="[A-Za-z0-9_-]+")
set_role = ExecuteAwsApi(
    "SetRole",
    service="lambda",
    api="UpdateFunctionConfiguration",
    inputs={"FunctionName": function, "Role": role},
)
remediation = Remediation(
    rule=ManagedRule("LAMBDA_INSIDE_VPC"),
    document=Document("SetFunctionRole", parameters=[function, role], steps=[set_role]),
    resource=function,
    arguments={role: Role("lambda.amazonaws.com", allow=["logs:PutLogEvents"])},
    allow=["lambda:UpdateFunctionConfiguration"],
)
""",
    right="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation, Role
from ssmdsl.actions import ExecuteAwsApi

function = Parameter("FunctionName")
role = Parameter("RoleArn", "AWS::IAM::Role::Arn")
set_role = ExecuteAwsApi(
    "SetRole",
    service="lambda",
    api="UpdateFunctionConfiguration",
    inputs={"FunctionName": function, "Role": role},
)
remediation = Remediation(
    rule=ManagedRule("LAMBDA_INSIDE_VPC"),
    document=Document("SetFunctionRole", parameters=[function, role], steps=[set_role]),
    resource=function,
    arguments={role: Role("lambda.amazonaws.com", allow=["logs:PutLogEvents"])},
    allow=["lambda:UpdateFunctionConfiguration"],
)
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
    find_in_remediation=find,
)
