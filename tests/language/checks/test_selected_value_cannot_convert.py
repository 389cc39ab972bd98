import pytest

from ssmdsl.actions import ExecuteAwsApi, RunCommand
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.selected_value_cannot_convert import find
from ssmdsl.document import Document
from ssmdsl.output import Output
from ssmdsl.value_type import ValueType

PATH = ("mainSteps", 0, "outputs", 0, "Type")


def messages(
    selector: str, kind: ValueType, service: str = "ec2", api: str = "DescribeInstances"
) -> list[str]:
    outputs = [Output("Found", selector, kind)]
    step = ExecuteAwsApi("Find", service=service, api=api, outputs=outputs)
    found = list(find(CheckedDocument(Document("Example", steps=[step]))))
    assert all(one.path == PATH for one in found)
    return [one.message for one in found]


INSTANCE = "$.Reservations[0].Instances[0]"


@pytest.mark.parametrize(
    ("selector", "kind", "message"),
    [
        (
            "$.Reservations",
            "StringMap",
            '$.Reservations is a list of structures, which becomes "String", "StringList",'
            ' "MapList", not "StringMap"; write "MapList"',
        ),
        (
            INSTANCE,
            "StringList",
            f'{INSTANCE} is a structure, which becomes "String", "StringMap", not "StringList";'
            ' write "StringMap"',
        ),
        (
            f"{INSTANCE}.EbsOptimized",
            "Integer",
            f'{INSTANCE}.EbsOptimized is a Boolean, which becomes "String", "StringList",'
            ' "Boolean", not "Integer"; write "Boolean"',
        ),
        (
            f"{INSTANCE}.AmiLaunchIndex",
            "Boolean",
            f'{INSTANCE}.AmiLaunchIndex is a number, which becomes "String", "StringList",'
            ' "Integer", not "Boolean"; write "Integer"',
        ),
        (
            f"{INSTANCE}.InstanceId",
            "MapList",
            f'{INSTANCE}.InstanceId is text, which becomes "String", "StringList", "Integer",'
            ' "Boolean", not "MapList"; write "String"',
        ),
        (
            f"{INSTANCE}.State.Name",
            "Boolean",
            f'{INSTANCE}.State.Name is text, which becomes "String", "StringList", not "Boolean";'
            ' write "String"',
        ),
        (
            "$.Reservations..InstanceId",
            "MapList",
            '$.Reservations..InstanceId is a list of single values, which becomes "String",'
            ' "StringList", "Integer", "Boolean", not "MapList"; write "StringList"',
        ),
        (
            f"{INSTANCE}.Tags[?(@.Key == 'x')]",
            "StringMap",
            f"{INSTANCE}.Tags[?(@.Key == 'x')] is a list of structures, which becomes"
            ' "String", "StringList", "MapList", not "StringMap"; write "MapList"',
        ),
    ],
)
def test_what_cannot_be_converted_is_told(selector: str, kind: ValueType, message: str) -> None:
    assert messages(selector, kind) == [message]


@pytest.mark.parametrize(
    ("selector", "kind"),
    [
        ("$", "StringMap"),
        ("$.Reservations", "MapList"),
        (INSTANCE, "StringMap"),
        (INSTANCE, "String"),  # warned about by another check
        (f"{INSTANCE}.InstanceId", "String"),
        (f"{INSTANCE}.InstanceId", "StringList"),
        (f"{INSTANCE}.ClientToken", "Integer"),
        (f"{INSTANCE}.ClientToken", "Boolean"),
        (f"{INSTANCE}.LaunchTime", "String"),
        (f"{INSTANCE}.EbsOptimized", "Boolean"),
        (f"{INSTANCE}.EbsOptimized", "String"),
        (f"{INSTANCE}.AmiLaunchIndex", "Integer"),
        (f"{INSTANCE}.AmiLaunchIndex", "StringList"),
        ("$.Reservations..InstanceId", "StringList"),
        (f"{INSTANCE}.Tags[?(@.Key == 'x')].Value", "String"),
        (f"{INSTANCE}.Tags", "MapList"),
        ("$.Nonsense", "MapList"),  # a check of its own
        ("$.*", "MapList"),
    ],
)
def test_what_can_be_converted_is_left(selector: str, kind: ValueType) -> None:
    assert messages(selector, kind) == []


@pytest.mark.parametrize(
    ("service", "api", "selector", "kind"),
    [
        ("sqs", "GetQueueAttributes", "$.Attributes", "StringMap"),
        ("dynamodb", "DescribeTable", "$.Table.ItemCount", "Integer"),
        ("cloudwatch", "DescribeAlarms", "$.MetricAlarms[0].Threshold", "Integer"),
        ("iam", "GetRole", "$.Role.AssumeRolePolicyDocument", "StringMap"),
        ("lambda", "Invoke", "$.Payload", "StringMap"),
    ],
)
def test_other_shapes_are_known(service: str, api: str, selector: str, kind: ValueType) -> None:
    assert messages(selector, kind, service, api) == []


def test_what_other_actions_give_has_types_too() -> None:
    step = RunCommand(
        "Run",
        document_name="AWS-RunShellScript",
        instance_ids=["i-1"],
        outputs=[Output("Code", "$.ResponseCode", "StringMap")],
    )
    found = list(find(CheckedDocument(Document("Example", steps=[step]))))
    assert [(one.path, one.message) for one in found] == [
        (
            PATH,
            '$.ResponseCode is a number, which becomes "String", "StringList", "Integer", not'
            ' "StringMap"; write "Integer"',
        )
    ]


def test_a_moment_is_neither_true_nor_false() -> None:
    assert messages("$.Volumes[0].CreateTime", "Integer", "ec2", "DescribeVolumes") == []
    assert messages("$.Volumes[0].CreateTime", "Boolean", "ec2", "DescribeVolumes") == [
        '$.Volumes[0].CreateTime is a time, which becomes "String", "StringList", "Integer", not'
        ' "Boolean"; write "String"'
    ]
