"""A role that the automation hands on and may not."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ssmdsl.api_call import ApiCall
from ssmdsl.checks._allowed import is_allowed
from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_remediation import CheckedRemediation
from ssmdsl.checks._request_values import request_values
from ssmdsl.errors import quoted
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.remediation import Remediation, Role
from ssmdsl.step import Step

_ROLE_MEMBER = re.compile(r"(?:.*[a-z])?(?:RoleArn|RoleARN|roleArn|roleARN)|.*PermissionArn")
"""The parameters of requests that hand a role to a service."""
_PLAIN_ROLE_MEMBERS = {"codebuild": "serviceRole", "lambda": "Role"}
_HAND_NOTHING_ON = ("iam", "sts")
"""The services that are told of roles and do not act as them."""
_READING = ("Describe", "Get", "List", "describe", "get", "list")
_ROLE_ARN = re.compile(r"arn:[^:]*:iam::[^:]*(?::[A-Z_]+[^:]*)?:role/.*")


def find(checked: CheckedRemediation) -> Iterator[Found]:
    """Yield the roles for which nothing allows `iam:PassRole`."""
    path = ("Parameters", AUTOMATION_ASSUME_ROLE.name)
    remediation = checked.remediation
    for parameter, argument in remediation.arguments.items():
        if isinstance(argument, Role) and parameter.name in checked.unpassed:
            its_arn = {"Fn::GetAtt": [checked.unpassed[parameter.name], "Arn"]}
            statement = {"Effect": "Allow", "Action": "iam:PassRole", "Resource": its_arn}
            message = (
                "the role that the automation acts as has no statement that lets it pass the role"
                f" in parameter {quoted(parameter.name)} to {quoted(argument.service)}; write"
                f" {json.dumps(statement)}"
            )
            yield Found(path, message)
    if not remediation.allow:
        return
    told = set()
    for step in checked.document.steps:
        for where, role in _handed_on(step, remediation):
            if role in told or is_allowed(remediation.statements, "iam:PassRole", role.arn):
                continue
            told.add(role)
            message = (
                f"the automation may not pass {role.said}, as step {quoted(step.name)}, {where},"
                f' does; add a statement that allows "iam:PassRole" on {role.name}'
            )
            yield Found(path, message)


@dataclass(frozen=True)
class _Passed:
    """A role that the module does not make."""

    said: str
    """What it is called where it is passed."""
    name: str
    """What it is called thereafter."""
    arn: str | None = None
    """Its ARN, as far as that is known."""


_OWN = _Passed("its own role", "it")
_OF_PROFILE = _Passed("the role of the instance profile", "that role")


def _handed_on(step: Step, remediation: Remediation) -> Iterator[tuple[str, _Passed]]:
    """Yield where a step hands a role to a service, and which."""
    if isinstance(step, ApiCall):
        service = step.service.lower()
        if service in _HAND_NOTHING_ON or step.api.startswith(_READING):
            return
        if service == "ec2" and "IamInstanceProfile" in step.inputs:
            yield "inputs.IamInstanceProfile", _OF_PROFILE
        plain = _PLAIN_ROLE_MEMBERS.get(service, "")
        values = request_values(step.inputs)
    elif step.action == "aws:executeAutomation":
        plain = AUTOMATION_ASSUME_ROLE.name
        values = request_values(step.action_inputs())
    elif step.action == "aws:runInstances":
        for key in step.action_inputs():
            if key.startswith("IamInstanceProfile"):
                yield f"inputs.{key}", _OF_PROFILE
        return
    else:
        return
    for path, member, value in values:
        if member == plain or _ROLE_MEMBER.fullmatch(member):
            role = _role(value, remediation)
            if role is not None:
                yield path, role


def _role(value: str | Reference, remediation: Remediation) -> _Passed | None:
    """Return which role a value is, if it is one that the module does not make."""
    text: Any = str(value) if isinstance(value, Reference) else value
    whole = REFERENCE.fullmatch(text.strip())
    if whole is not None:
        name = whole[1]
        if name == AUTOMATION_ASSUME_ROLE.name:
            return _OWN
        given = {own.name: argument for own, argument in remediation.arguments.items()}
        if remediation.resource is not None and remediation.resource.name == name:
            return None
        defaults = {own.name: own.default for own in remediation.document.all_parameters}
        text = given[name] if name in given else defaults.get(name)
    if isinstance(text, str) and _ROLE_ARN.fullmatch(text):
        return _Passed(f"the role {quoted(text)}", quoted(text), text)
    return None


CHECK = Check(
    code="SSM401",
    name="pass-role-missing",
    severity="error",
    means="The automation hands a role to a service, and nothing allows it to (`iam:PassRole`).",
    why="The step fails with AccessDenied each time it runs. A `Role` among the arguments needs no"
    " statement of its own in a module, but the ARN of a role that exists already does.",
    wrong="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.actions import ExecuteAwsApi

trail = Parameter("TrailName")
role = Parameter("LogsRoleArn")
send_logs = ExecuteAwsApi(
    "SendLogs",
    service="cloudtrail",
    api="UpdateTrail",
    inputs={
        "Name": trail,
        "CloudWatchLogsLogGroupArn": "arn:aws:logs:eu-west-1:123456789012:log-group:trails:*",
        "CloudWatchLogsRoleArn": role,
    },
)
remediation = Remediation(
    rule=ManagedRule("CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED"),
    document=Document("SendTrailLogs", parameters=[trail, role], steps=[send_logs]),
    resource=trail,
    arguments={role: "arn:aws:iam::123456789012:role/TrailLogs"},
    allow=["cloudtrail:UpdateTrail"],
)
""",
    right="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation, Statement
from ssmdsl.actions import ExecuteAwsApi

trail = Parameter("TrailName")
role = Parameter("LogsRoleArn")
send_logs = ExecuteAwsApi(
    "SendLogs",
    service="cloudtrail",
    api="UpdateTrail",
    inputs={
        "Name": trail,
        "CloudWatchLogsLogGroupArn": "arn:aws:logs:eu-west-1:123456789012:log-group:trails:*",
        "CloudWatchLogsRoleArn": role,
    },
)
remediation = Remediation(
    rule=ManagedRule("CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED"),
    document=Document("SendTrailLogs", parameters=[trail, role], steps=[send_logs]),
    resource=trail,
    arguments={role: "arn:aws:iam::123456789012:role/TrailLogs"},
    allow=[
        "cloudtrail:UpdateTrail",
        Statement(["iam:PassRole"], ["arn:aws:iam::123456789012:role/TrailLogs"]),
    ],
)
""",
    source="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    find_in_remediation=find,
)
