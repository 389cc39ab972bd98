"""A role that the automation hands on and may not."""

import re
from collections.abc import Iterator

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
    for parameter, role in remediation.arguments.items():
        if isinstance(role, Role) and parameter.name in checked.unpassed:
            message = (
                f"the role that the automation acts as may not pass the role in parameter"
                f" {quoted(parameter.name)} to {quoted(role.service)}; add a statement that allows"
                ' "iam:PassRole" on that role'
            )
            yield Found(path, message)
    if not remediation.allow:
        return
    told = set()
    for step in checked.document.steps:
        for where, arn in _handed_on(step, remediation):
            if arn not in told and not is_allowed(remediation.statements, "iam:PassRole", arn):
                told.add(arn)
                what = "its own role" if arn == _OWN else f"the role {quoted(arn)}"
                which = "it" if arn == _OWN else quoted(arn)
                message = (
                    f"the automation may not pass {what}, as step {quoted(step.name)}, {where},"
                    f' does; add a statement that allows "iam:PassRole" on {which}'
                )
                yield Found(path, message)


_OWN = "arn:*:iam::*:role/*"
"""Stands for the ARN of the automation's own role."""


def _handed_on(step: Step, remediation: Remediation) -> Iterator[tuple[str, str]]:
    """Yield where a step hands a role to a service, and the role's ARN as far as it is known."""
    if isinstance(step, ApiCall):
        service = step.service.lower()
        if service in _HAND_NOTHING_ON or step.api.startswith(_READING):
            return
        plain = _PLAIN_ROLE_MEMBERS.get(service, "")
        values = request_values(step.inputs)
    elif step.action == "aws:executeAutomation":
        plain = AUTOMATION_ASSUME_ROLE.name
        values = request_values(step.action_inputs())
    else:
        return
    for path, member, value in values:
        if member == plain or _ROLE_MEMBER.fullmatch(member):
            arn = _arn(value, remediation)
            if arn is not None and (arn == _OWN or _ROLE_ARN.fullmatch(arn)):
                yield path, arn


def _arn(value: str | Reference, remediation: Remediation) -> str | None:
    """Return the text of a value, if the module does not make that role itself."""
    text = str(value) if isinstance(value, Reference) else value
    whole = REFERENCE.fullmatch(text.strip())
    if whole is None:
        return text
    if whole[1] == AUTOMATION_ASSUME_ROLE.name:
        return _OWN
    if remediation.resource is not None and remediation.resource.name == whole[1]:
        return None
    for parameter, argument in remediation.arguments.items():
        if parameter.name == whole[1]:
            return argument if isinstance(argument, str) else None
    defaults = {own.name: own.default for own in remediation.document.all_parameters}
    default = defaults.get(whole[1])
    return default if isinstance(default, str) else None


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
