import pytest

from ssmdsl.actions import ExecuteAwsApi, ExecuteScript
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.reference_into_output import find
from ssmdsl.document import Document
from ssmdsl.output import Output

FIND = ExecuteAwsApi(
    "Find",
    service="ec2",
    api="DescribeVpcs",
    outputs=[Output("Vpc", "$.Vpcs[0]", "StringMap")],
)


def found(text: str) -> list[tuple[tuple[str | int, ...], str]]:
    use = ExecuteScript(
        "Use",
        script='def use(e, c):\n    return "{{ Find.Vpc.VpcId }}"',
        handler="use",
        input_payload={"texts": ["x", text]},
    )
    document = Document("Example", steps=[FIND, use])
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


@pytest.mark.parametrize(
    ("text", "shown", "output", "end"),
    [
        ("{{ Find.Vpc.VpcId }}", "{{ Find.Vpc.VpcId }}", "Vpc", ".VpcId"),
        ("the {{Find.Vpc.VpcId}}", "{{Find.Vpc.VpcId}}", "Vpc", ".VpcId"),
        ("{{ Find.Vpc.Tags[0].Key }}", "{{ Find.Vpc.Tags[0].Key }}", "Vpc", ".Tags[0].Key"),
        ("{{ Find.Vpc[0].VpcId }}", "{{ Find.Vpc[0].VpcId }}", "Vpc", "[0].VpcId"),
    ],
)
def test_a_way_into_an_output_is_told(text: str, shown: str, output: str, end: str) -> None:
    assert found(text) == [
        (
            ("mainSteps", 1, "inputs", "InputPayload", "texts", 1),
            f'{shown} is no reference, and stays as it is: what is in the output "{output}" cannot'
            f' be referred to; give step "Find" an output of its own for it, whose selector ends'
            f" in {end}",
        )
    ]


@pytest.mark.parametrize(
    "text", ["{{ Find.Vpc }}", "{{ values.a.b }}", "{ Find.Vpc.VpcId }", "Find.Vpc.VpcId"]
)
def test_references_and_what_names_no_step_are_left(text: str) -> None:
    assert found(text) == []
