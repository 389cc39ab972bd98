from collections.abc import Callable, Mapping
from typing import Any

import pytest

from ssmdsl import (
    REGION,
    Automatic,
    DefinitionError,
    Document,
    ManagedRule,
    Parameter,
    Remediation,
    Role,
    Sleep,
    Statement,
)
from ssmdsl.errors import SHOWN_CHARACTERS
from ssmdsl.remediation import static_values

rule = ManagedRule("VPC_FLOW_LOGS_ENABLED")
vpc = Parameter("VpcId")
role_arn = Parameter("RoleArn", "AWS::IAM::Role::Arn")
days = Parameter("Days", "Integer", default=30)
flag = Parameter("Flag", "Boolean", default=False)
zones = Parameter("Zones", "StringList", default=["a"], max_items=30)
tags = Parameter("Tags", "StringMap", default={})
traffic = Parameter("Traffic", allowed_values=["ALL", "REJECT"], default="ALL")
bucket = Parameter("Bucket", "AWS::S3::Bucket::Name", default="", allowed_pattern="^logs-.*$")


def document(*parameters: Parameter, **properties: Any) -> Document:
    wait = Sleep("Wait", duration="PT1S")
    return Document("Mine", parameters=parameters, steps=[wait], **properties)


whole = document(vpc, role_arn, days, flag, zones, tags, traffic, bucket)


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def remediation(arguments: Mapping[Any, Any], **properties: Any) -> Remediation:
    role = {} if role_arn in arguments else {role_arn: Role("ec2.amazonaws.com", allow=["a:B"])}
    given = {**role, **arguments}
    return Remediation(rule=rule, document=whole, resource=vpc, arguments=given, **properties)


def test_a_remediation_has_the_name_of_its_rule() -> None:
    assert remediation({}).name == "vpc-flow-logs-enabled"


def test_actions_given_alone_are_one_statement_on_everything() -> None:
    whole_statement = Statement(["s3:GetObject"], ["arn:aws:s3:::b/*"])
    made = remediation({}, allow=["ec2:DescribeVpcs", whole_statement, "logs:*"])

    assert made.statements == (Statement(["ec2:DescribeVpcs", "logs:*"]), whole_statement)
    assert Role("ec2.amazonaws.com", allow=[]).statements == ()


@pytest.mark.parametrize(
    "given",
    [
        {days: 60},
        {flag: True},
        {zones: ["a", "b"]},
        {zones: ["only"]},
        {traffic: "REJECT"},
        {bucket: "logs-here"},
        {role_arn: "arn:aws-us-gov:iam::123456789012:role/path/name"},
    ],
)
def test_a_fixed_value_has_the_type_of_its_parameter(given: dict[Parameter, Any]) -> None:
    (parameter,) = given

    value = given[parameter]
    kept = tuple(value) if isinstance(value, list) else value
    assert remediation(given).arguments[parameter] == kept


@pytest.mark.parametrize(
    ("parameter", "value", "told"),
    [
        (days, "60", ': "60" is not of the parameter\'s type Integer'),
        (days, True, ": True is not of the parameter's type Integer"),
        (days, 1.5, ": 1.5 is not of the parameter's type Integer"),
        (days, None, ": None is not of the parameter's type Integer"),
        (flag, "true", ': "true" is not of the parameter\'s type Boolean'),
        (flag, 1, ": 1 is not of the parameter's type Boolean"),
        (traffic, "NONE", ': "NONE" is not one of "ALL", "REJECT".'),
        (traffic, "all", ': "all" is not one of "ALL", "REJECT". Did you mean "ALL"?'),
        (traffic, ["ALL"], ": ['ALL'] is not of the parameter's type String"),
        (zones, "a", ': "a" is not of the parameter\'s type StringList'),
        (zones, ["a", 1], "[1]: 1 is not an item of the parameter's type StringList"),
        (zones, [], ": 0 values; AWS Config hands over 1 to 25"),
        (zones, ["z"] * 26, ": 26 values; AWS Config hands over 1 to 25"),
        (zones, ["z"] * 31, ": 31 items; there may be at most 30"),
        (zones, ["a", ""], "[1]: 0 characters; AWS Config hands over 1 to 256"),
        (zones, ["z" * 257], ": 257 characters; AWS Config hands over 1 to 256"),
        (bucket, "other", ': "other" does not match the allowed pattern "^logs-.*$"'),
        (
            role_arn,
            "my-role",
            ': "my-role" is not an AWS::IAM::Role::Arn, which matches'
            ' "arn:aws[a-z-]*:iam::[0-9]{12}:role/.+"',
        ),
        (
            tags,
            {"a": "b"},
            ": AWS Config hands over texts, and the parameter is of type StringMap;"
            " give it a default in the document",
        ),
        (
            traffic,
            f"{REGION}",
            ': "{{ global:REGION }}": Automation fills nothing in where a document is started;'
            " refer to it in the document instead",
        ),
        (
            zones,
            ["a", f"zone-{vpc}"],
            ": \"['a', 'zone-{{ VpcId }}']\": Automation fills nothing in where a document is"
            " started; refer to it in the document instead",
        ),
        (
            traffic,
            vpc,
            ': "{{ VpcId }}": Automation fills nothing in where a document is started;'
            " refer to it in the document instead",
        ),
        (
            zones,
            Role("ec2.amazonaws.com", allow=[]),
            ": a role's ARN is text, and the parameter is of type StringList",
        ),
    ],
)
def test_a_fixed_value_that_would_not_arrive_is_refused(
    parameter: Parameter, value: Any, told: str
) -> None:
    assert problems(lambda: remediation({parameter: value})) == [
        f'remediation of "vpc-flow-logs-enabled", arguments.{parameter.name}{told}'
    ]


def test_everything_wrong_with_a_remediation_is_told_at_once() -> None:
    unknown = Parameter("Unknown")
    role = Parameter("AutomationAssumeRole", "AWS::IAM::Role::Arn")
    arguments: dict[Any, Any] = {vpc: "vpc-1", unknown: "x", role: "arn", "Days": 5, flag: "no"}

    assert problems(
        lambda: Remediation(rule=rule, document=whole, resource=vpc, arguments=arguments)
    ) == [
        'remediation of "vpc-flow-logs-enabled", arguments: "Days" is not a Parameter: the'
        " variable, not its name",
        'remediation of "vpc-flow-logs-enabled", arguments: "VpcId" is the resource; it cannot have'
        " a fixed value too",
        'remediation of "vpc-flow-logs-enabled", arguments.Unknown: the document has no such'
        ' parameter, only "AutomationAssumeRole", "VpcId", "RoleArn", "Days", "Flag", "Zones",'
        ' "Tags", "Traffic", "Bucket"',
        'remediation of "vpc-flow-logs-enabled", arguments.AutomationAssumeRole: it is the role'
        " that the module makes; leave it out",
        'remediation of "vpc-flow-logs-enabled", arguments.Flag: "no" is not of the parameter\'s'
        " type Boolean",
        'remediation of "vpc-flow-logs-enabled", arguments: the document requires "RoleArn", which'
        " nothing gives",
    ]


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        (
            {"rule": "VPC_FLOW_LOGS_ENABLED"},
            'remediation, rule: "VPC_FLOW_LOGS_ENABLED" is not a rule; write ManagedRule("…")',
        ),
        (
            {"document": "Mine"},
            'remediation of "vpc-flow-logs-enabled", document: "Mine" is not a Document',
        ),
        (
            {"resource": "VpcId"},
            'remediation of "vpc-flow-logs-enabled", resource: "VpcId" is not a Parameter:'
            " the variable, not its name",
        ),
        (
            {"automatic": True},
            'remediation of "vpc-flow-logs-enabled", automatic: True is not an Automatic;'
            " write Automatic(maximum_attempts=…, retry_seconds=…)",
        ),
        (
            {"allow": "ec2:DescribeVpcs"},
            'remediation of "vpc-flow-logs-enabled", allow: "ec2:DescribeVpcs" is not a list;'
            ' write ["ec2:DescribeVpcs"]',
        ),
        (
            {"allow": ["DescribeVpcs"]},
            'remediation of "vpc-flow-logs-enabled", allow[0]: "DescribeVpcs" is neither a'
            ' Statement nor an IAM action, as "ec2:StopInstances" is',
        ),
        (
            {"arguments": [vpc]},
            'remediation of "vpc-flow-logs-enabled", arguments: [Parameter("VpcId")] is not a'
            " dictionary",
        ),
    ],
)
def test_a_property_of_another_kind_is_told(properties: dict[str, Any], told: str) -> None:
    given = {"rule": rule, "document": document(vpc), "resource": vpc, **properties}

    assert problems(lambda: Remediation(**given)) == [told]


def test_a_document_may_do_without_the_resource() -> None:
    made = Remediation(rule=rule, document=document(days))

    assert (made.resource, made.automatic, made.statements) == (None, None, ())


def test_the_resource_is_a_parameter_of_the_document_that_takes_text() -> None:
    other = Parameter("Other")
    same_name = Parameter("Days")

    assert problems(lambda: Remediation(rule=rule, document=document(days), resource=other)) == [
        'remediation of "vpc-flow-logs-enabled", resource: the document has no parameter "Other",'
        ' only "AutomationAssumeRole", "Days"'
    ]
    assert problems(
        lambda: Remediation(rule=rule, document=document(days), resource=same_name)
    ) == [
        'remediation of "vpc-flow-logs-enabled", resource: parameter "Days" is of type Integer, and'
        ' Config gives the id of a resource: "String", "StringList" or one of AWS\'s own types'
    ]
    assert Remediation(rule=rule, document=document(zones), resource=zones).resource == zones


def test_the_role_of_the_automation_cannot_take_the_resource() -> None:
    role = Parameter("AutomationAssumeRole")

    assert problems(
        lambda: Remediation(rule=rule, document=document(role, days), resource=role)
    ) == [
        'remediation of "vpc-flow-logs-enabled", resource: "AutomationAssumeRole" is the role that'
        " the automation acts as"
    ]


@pytest.mark.parametrize("automatic", [None, Automatic(maximum_attempts=5, retry_seconds=60)])
@pytest.mark.parametrize(
    "assume_role",
    [None, "arn:aws:iam::123456789012:role/mine", Parameter("Role", "AWS::IAM::Role::Arn")],
)
def test_the_document_acts_as_the_role_that_config_hands_over(
    automatic: Automatic | None, assume_role: Any
) -> None:
    found = problems(
        lambda: Remediation(
            rule=rule,
            document=document(Parameter("AutomationAssumeRole"), assume_role=assume_role),
            automatic=automatic,
        )
    )
    assert found[0] == (
        'remediation of "vpc-flow-logs-enabled", document "Mine", assume_role: the document is to'
        ' act as the role in its parameter "AutomationAssumeRole", the only name under which AWS'
        " Config hands it over; leave assume_role out of the document"
    )


def test_config_hands_over_twenty_five_parameters() -> None:
    many = [Parameter(f"P{number}") for number in range(25)]

    assert problems(
        lambda: Remediation(rule=rule, document=document(*many), arguments=dict.fromkeys(many, "x"))
    ) == [
        'remediation of "vpc-flow-logs-enabled", arguments: 26 parameters are handed over, and AWS'
        " Config takes at most 25; give some of them defaults in the document"
    ]


def test_a_role_is_for_a_service() -> None:
    assert problems(lambda: Role("ec2", allow=["s3:GetObject", "GetObject", 5])) == [  # type: ignore[list-item]
        'role "ec2", service: "ec2" is not a service principal, as "ec2.amazonaws.com" is',
        'role "ec2", allow[1]: "GetObject" is neither a Statement nor an IAM action, as'
        ' "ec2:StopInstances" is',
        'role "ec2", allow[2]: 5 is neither a Statement nor an IAM action, as'
        ' "ec2:StopInstances" is',
    ]
    assert problems(lambda: Role("ec2.amazonaws.com")) == [  # type: ignore[call-arg]
        'role "ec2.amazonaws.com", allow: is required'
    ]


@pytest.mark.parametrize(
    "service", ["ec2.amazonaws.com", "monitoring.rds.amazonaws.com", "ec2.amazonaws.com.cn"]
)
def test_a_service_may_be_of_any_partition(service: str) -> None:
    assert Role(service, allow=[]).service == service


def test_attempts_and_seconds_have_the_limits_of_config() -> None:
    assert problems(lambda: Automatic(maximum_attempts=26, retry_seconds=0)) == [
        "automatic remediation, maximum_attempts: 26 is too large; at most 25",
        "automatic remediation, retry_seconds: 0 is too small; at least 1",
    ]
    assert problems(lambda: Automatic()) == [  # type: ignore[call-arg]
        "automatic remediation, maximum_attempts: is required",
        "automatic remediation, retry_seconds: is required",
    ]


def test_fixed_values_are_texts() -> None:
    assert static_values(True) == ("true",)
    assert static_values(False) == ("false",)
    assert static_values(60) == ("60",)
    assert static_values("a") == ("a",)
    assert static_values(["a", "b"]) == ("a", "b")


def test_what_the_user_changes_later_does_not_change_the_remediation() -> None:
    arguments: dict[Parameter, Any] = {days: 5, role_arn: Role("ec2.amazonaws.com", allow=[])}
    made = Remediation(rule=rule, document=whole, resource=vpc, arguments=arguments)

    arguments[days] = "five"

    assert made.arguments[days] == 5


def test_what_the_user_adds_to_a_list_later_does_not_change_the_remediation() -> None:
    values = ["a", "b"]
    made = remediation({zones: values})

    values.append("c")

    assert made.arguments[zones] == ("a", "b")


def test_an_integer_longer_than_any_of_aws_is_told() -> None:
    (problem,) = problems(lambda: remediation({days: 10**5000}))

    shown = hex(10**5000)[:SHOWN_CHARACTERS]
    assert problem == (
        f'remediation of "vpc-flow-logs-enabled", arguments.Days: {shown}… has more than 64 bits'
    )
