from pathlib import Path
from typing import Any

import pytest

from ssmdsl import Document, ManagedRule, Parameter, Remediation, Role, Statement
from ssmdsl.actions import ExecuteAutomation, ExecuteAwsApi, RunInstances
from ssmdsl.checks import check_remediation
from ssmdsl.loader import load
from ssmdsl.step import Step

ROLE = Parameter("RoleArn")
ARN = "arn:aws:iam::123456789012:role/Delivery"
RULE = ManagedRule("LAMBDA_INSIDE_VPC")
PATH = ("Parameters", "AutomationAssumeRole")
CALLED = "ec2:CreateFlowLogs"


def call(service: str = "ec2", api: str = "CreateFlowLogs", **inputs: Any) -> ExecuteAwsApi:
    return ExecuteAwsApi("Call", service=service, api=api, inputs=inputs)


def found(
    step: Step, given: Any = ARN, *allow: Statement | str, role: Parameter = ROLE
) -> list[str]:
    document = Document("Call", parameters=[role], steps=[step])
    remediation = Remediation(
        rule=RULE,
        document=document,
        arguments={} if given is None else {role: given},
        allow=allow or (CALLED,),
    )
    findings = [own for own in check_remediation(remediation) if own.code == "SSM401"]
    assert all(own.path == PATH for own in findings)
    return [own.message for own in findings]


def message(arn: str, key: str) -> str:
    return (
        f'the automation may not pass the role "{arn}", as step "Call", inputs.{key}, does; add a'
        f' statement that allows "iam:PassRole" on "{arn}"'
    )


def test_the_arn_of_a_role_that_exists_needs_a_statement() -> None:
    step = call(DeliverLogsPermissionArn=ROLE)
    assert found(step) == [message(ARN, "DeliverLogsPermissionArn")]


def test_an_arn_in_the_document_needs_a_statement() -> None:
    assert found(call("lambda", "Update", Role=ARN), "x") == [message(ARN, "Role")]
    built = "arn:aws:iam::{{ global:ACCOUNT_ID }}:role/Delivery"
    assert found(call(RoleArn=built), "x") == [message(built, "RoleArn")]


def test_a_default_needs_a_statement() -> None:
    role = Parameter("RoleArn", default=ARN)
    assert found(call("states", "Update", roleArn=role), None, role=role) == [
        message(ARN, "roleArn")
    ]


def test_a_statement_on_another_role_does_not_do() -> None:
    other = Statement(["iam:PassRole"], ["arn:aws:iam::123456789012:role/Other"])
    step = call(DeliverLogsPermissionArn=ROLE)
    assert found(step, ARN, other) == [message(ARN, "DeliverLogsPermissionArn")]


@pytest.mark.parametrize(
    "statement",
    [
        "iam:PassRole",
        "iam:*",
        "*",
        Statement(["iam:passrole"], ["arn:aws:iam::*:role/Deliver*"]),
        Statement(["iam:PassRole"], [ARN], conditions={"StringEquals": {"a:b": "c"}}),
        Statement(["iam:PassRole"], ["arn:aws:iam::{{ global:ACCOUNT_ID }}:role/Delivery"]),
    ],
)
def test_a_statement_that_may_allow_it_does(statement: Statement | str) -> None:
    assert found(call(DeliverLogsPermissionArn=ROLE), ARN, statement) == []


@pytest.mark.parametrize(
    ("step", "given"),
    [
        (call(RoleArn=ROLE), Role("ec2.amazonaws.com", allow=["logs:PutLogEvents"])),
        (call("sts", "AssumeRole", RoleArn=ROLE), ARN),
        (call("lambda", "ListFunctions", RoleArn=ROLE), ARN),
        (call(TopicArn=ROLE), ARN),
        (call(RoleArn=ROLE), "not-an-arn"),
        (call(RoleArn=ROLE), "arn:aws:sns:eu-west-1:123456789012:topic"),
    ],
)
def test_nothing_is_said_where_none_is_needed(step: Step, given: Any) -> None:
    assert found(step, given) == []


def test_the_own_role_is_handed_to_a_child() -> None:
    role = Parameter("AutomationAssumeRole")
    step = ExecuteAutomation(
        "Call", document_name="Child", runtime_parameters={"AutomationAssumeRole": [role]}
    )
    assert found(step, "x") == [
        'the automation may not pass its own role, as step "Call",'
        " inputs.RuntimeParameters.AutomationAssumeRole[0], does; add a statement that allows"
        ' "iam:PassRole" on it'
    ]
    assert found(step, "x", "iam:PassRole") == []


@pytest.mark.parametrize(
    "step",
    [
        call("ec2", "AssociateIamInstanceProfile", IamInstanceProfile={"Name": "Profile"}),
        RunInstances("Call", image_id="ami-0a1b2c3d", iam_instance_profile_name="Profile"),
    ],
)
def test_the_role_of_an_instance_profile_is_handed_on(step: Step) -> None:
    (told,) = found(step, "x")
    assert told.startswith(
        'the automation may not pass the role of the instance profile, as step "Call",'
        " inputs.IamInstanceProfile"
    )
    assert told.endswith('; add a statement that allows "iam:PassRole" on that role')
    assert found(step, "x", "iam:PassRole") == []


def test_a_remediation_that_allows_nothing_has_its_role_from_elsewhere() -> None:
    document = Document("Call", parameters=[ROLE], steps=[call(RoleArn=ROLE)])
    remediation = Remediation(rule=RULE, document=document, arguments={ROLE: ARN})
    assert check_remediation(remediation) == ()


TEMPLATE = (Path(__file__).parents[1] / "loader" / "vpc_flow_logs.yaml").read_text()
PASSING = """
              - Effect: Allow
                Action: iam:PassRole
                Resource: {}
"""


def found_in_template(*, passing: str = "", old: str = "", new: str = "") -> list[str]:
    before, separator, after = TEMPLATE.partition("                  - ec2:CreateFlowLogs\n")
    resource = '                Resource:\n                  - "*"'
    statement = PASSING.format(passing).rstrip() if passing else ""
    source = before + separator + after.replace(resource, resource + statement, 1)
    loaded = load(source.replace(old, new).encode() if old else source.encode(), name="Nameless")
    (remediation,) = loaded.remediations
    unpassed = loaded.unpassed.get(remediation.name, {})
    findings = check_remediation(remediation, unpassed=unpassed)
    return [own.message for own in findings if own.code == "SSM401"]


def test_a_template_whose_role_may_not_pass_the_other() -> None:
    told = (
        "the role that the automation acts as has no statement that lets it pass the role in"
        ' parameter "DeliverLogsPermissionArn" to "vpc-flow-logs.amazonaws.com"; write'
        ' {"Effect": "Allow", "Action": "iam:PassRole",'
        ' "Resource": {"Fn::GetAtt": ["IAMRoleForVPCFlowLog", "Arn"]}}'
    )
    assert found_in_template() == [told]
    assert found_in_template(passing="!GetAtt IAMRoleForSSM.Arn") == [told]


@pytest.mark.parametrize(
    "resource",
    ["!GetAtt IAMRoleForVPCFlowLog.Arn", '"*"', "arn:aws:iam::123456789012:role/*"],
)
def test_a_template_whose_role_may_pass_the_other(resource: str) -> None:
    assert found_in_template(passing=resource) == []


def test_what_a_policy_elsewhere_allows_is_not_known() -> None:
    old = "      Description: What the automation acts as.\n"
    new = old + "      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/AdministratorAccess\n"
    assert found_in_template(old=old, new=new) == []
