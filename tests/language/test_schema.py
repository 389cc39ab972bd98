import copy
import json
import runpy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from ssmdsl import (
    AssertAwsResourceProperty,
    Attachment,
    Branch,
    Document,
    ExecuteAwsApi,
    ExecuteScript,
    Loop,
    LoopName,
    Output,
    Parameter,
    Sleep,
    UpdateVariable,
    Variable,
    compile_document,
    when,
)
from ssmdsl.compiler import document_content
from ssmdsl.known_actions import ACTIONS
from ssmdsl.loader import load
from ssmdsl.schema import document_schema
from ssmdsl.text import TextError

PROJECT = Path(__file__).parents[2]
CORPUS = PROJECT / ".." / "shared" / "corpus"
"""Documents that people have published, where somebody has put them beside the project."""

SCHEMA = document_schema()
VALIDATOR = Draft7Validator(SCHEMA)


def findings(content: Any) -> list[str]:
    return [
        f"{'.'.join(map(str, error.absolute_path))}: {error.message}"
        for error in sorted(VALIDATOR.iter_errors(content), key=lambda error: [*error.path])
    ]


def everything() -> Document:
    """Return a document that has every property there is, and every action that is special."""
    vpc = Parameter(
        "VpcId",
        description="The VPC.",
        allowed_values=["vpc-1", "vpc-2"],
        allowed_pattern="vpc-.*",
        default="vpc-1",
        min_chars=1,
        max_chars=30,
        display_type="textfield",
    )
    ids = Parameter("Ids", "StringList", default=["a"], min_items=1, max_items=9)
    tags = Parameter("Tags", "MapList", default=[{"Key": "a"}])
    flag = Parameter("Flag", "Boolean", default=False)
    bucket = Parameter("Bucket", "AWS::S3::Bucket::Name", default="mine")
    options = Parameter("Options", "StringMap", default={"a": 1})
    tries = Variable("Tries", "Integer", default=0, description="How many.")
    end = ExecuteAwsApi("Quit", service="ec2", api="DescribeVpcs", is_end=True)
    item = LoopName("Each", "StringMap")
    attached = Attachment("code.zip", sha256="a" * 64, size=3)
    steps = [
        ExecuteAwsApi(
            "Look",
            service="ec2",
            api="DescribeVpcs",
            inputs={"VpcIds": [vpc], "DryRun": flag},
            description="Looks.",
            max_attempts=2,
            timeout_seconds=60,
            on_failure=end,
            on_cancel=end,
            is_critical=False,
            outputs=[Output("Cidr", "$.Vpcs[0].CidrBlock"), Output("All", "$.Vpcs", "MapList")],
        ),
        AssertAwsResourceProperty(
            "Check",
            service="s3",
            api="GetBucketVersioning",
            inputs={"Bucket": bucket},
            property_selector="$.Status",
            desired_values=["Enabled"],
            on_failure="Continue",
            on_cancel="Abort",
        ),
        Loop(
            item,
            iterators=tags,
            max_iterations=5,
            steps=[
                ExecuteScript(
                    "Run",
                    "def handler(events, context): return 1",
                    handler="handler",
                    input_payload={"item": item.iterator_value, "o": options},
                ),
                UpdateVariable("Count", variable=tries, value=item.iteration),
            ],
        ),
        Loop(
            "Until",
            loop_condition=(tries < 3) & ~(vpc == "vpc-2"),
            steps=[
                ExecuteScript("Attached", runtime="PowerShell 7.4", attachment=attached),
            ],
        ),
        Branch(
            "Choose",
            [when(flag).go_to(end), when((vpc == bucket) | vpc.starts_with("a")).go_to(end)],
            default=end,
        ),
        Sleep("Doze", timestamp="2030-01-31T12:00:00Z"),
        Sleep("Wait", duration=f"PT{tries}M", next_step=end),
        end,
    ]
    return Document(
        "Mine",
        description="Everything.",
        parameters=[vpc, ids, tags, flag, bucket, options],
        variables=[tries],
        steps=steps,
        outputs=[steps[0].output("Cidr")],
        files=[attached],
    )


CONTENT = json.loads(compile_document(everything()))


def test_it_is_a_schema() -> None:
    Draft7Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert document_schema() == SCHEMA


def references(part: Any) -> Iterator[str]:
    for member in part.values() if isinstance(part, dict) else part:
        if isinstance(member, dict | list):
            yield from references(member)
    if isinstance(part, dict) and "$ref" in part:
        assert part.keys() == {"$ref"}  # what stands beside it is not looked at
        yield part["$ref"].removeprefix("#/definitions/")


def test_every_definition_is_used_and_every_one_used_is_there() -> None:
    assert set(references(SCHEMA)) == set(SCHEMA["definitions"])


def test_every_action_is_in_it_with_words_for_each_of_its_inputs() -> None:
    step = SCHEMA["definitions"]["step"]

    assert step["properties"]["action"]["enum"] == list(ACTIONS)
    assert all(step["properties"]["action"]["enumDescriptions"])
    for name in ACTIONS:
        inputs = SCHEMA["definitions"][f"{name.removeprefix('aws:')}Inputs"]
        assert inputs["description"]
        for key, part in inputs["properties"].items():
            assert part.get("description"), f"{name}, {key}"


def test_no_words_of_python_are_said_to_whoever_writes_yaml() -> None:
    said = json.dumps(SCHEMA)

    assert not [word for word in ("`None`", "`True`", "`False`", "f-string") if word in said]


def test_what_all_steps_have_is_described_by_their_class() -> None:
    properties = SCHEMA["definitions"]["step"]["properties"]

    assert list(properties) == [
        "name",
        "action",
        "description",
        "maxAttempts",
        "timeoutSeconds",
        "onFailure",
        "onCancel",
        "isCritical",
        "nextStep",
        "isEnd",
        "outputs",
        "inputs",
    ]
    assert properties["maxAttempts"] == {
        "description": "How often the step is tried in all; absence means once.",
        "type": "integer",
        "minimum": 1,
    }
    assert properties["onFailure"] == {
        "description": 'What a failure leads to; absence means `"Abort"`.',
        "anyOf": [
            {"enum": ["Abort", "Continue"]},
            {"type": "string", "pattern": r"^step:\s*[a-zA-Z0-9_]+$"},
        ],
    }


def test_what_has_everything_is_valid() -> None:
    assert findings(CONTENT) == []


@pytest.mark.parametrize(
    "file", sorted((PROJECT / "examples").glob("*.py")), ids=lambda file: file.stem
)
def test_every_example_is_valid(file: Path) -> None:
    for value in runpy.run_path(str(file)).values():
        document = getattr(value, "document", value)
        if isinstance(document, Document):
            assert findings(json.loads(compile_document(document))) == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="there is no folder of published documents")
def test_every_published_document_that_is_read_is_valid() -> None:
    count = 0
    for path in sorted(CORPUS.iterdir()):
        try:
            documents = load(path.read_bytes(), name="Mine").documents
        except TextError:
            continue
        for document in documents:
            count += 1
            assert findings(document_content(document)) == [], path.name
    assert count


LOOK, CHECK, EACH, UNTIL, CHOOSE, DOZE, WAIT = (("mainSteps", index) for index in range(7))
RUN = (*EACH, "inputs", "Steps", 0)
GONE = object()


@pytest.mark.parametrize(
    ("path", "value", "finding"),
    [
        # Keys that there are not.
        (("mainStep",), [], "Additional properties are not allowed ('mainStep' was unexpected)"),
        ((*LOOK, "isENd"), True, "Additional properties are not allowed ('isENd' was unexpected)"),
        (
            (*DOZE, "inputs", "timestamp"),
            "",
            "Additional properties are not allowed ('timestamp' was unexpected)",
        ),
        (
            (*RUN, "inputs", "Payload"),
            {},
            "Additional properties are not allowed ('Payload' was unexpected)",
        ),
        (
            ("parameters", "VpcId", "Default"),
            "",
            "Additional properties are not allowed ('Default' was unexpected)",
        ),
        (
            (*CHOOSE, "inputs", "Choices", 0, "IsTrue"),
            True,
            "Additional properties are not allowed ('IsTrue' was unexpected)",
        ),
        # Types.
        ((*LOOK, "timeoutSeconds"), "60", "'60' is not of type 'integer'"),
        ((*LOOK, "isCritical"), "true", "'true' is not of type 'boolean'"),
        (("description",), 1, "1 is not of type 'string'"),
        (("parameters", "VpcId", "maxChars"), "9", "'9' is not of type 'integer'"),
        (("parameters", "Flag", "default"), "yes", "'yes' is not valid under any of the given"),
        (("parameters", "Ids", "default"), "a", "'a' is not valid under any of the given"),
        (("parameters", "Bucket", "default"), 1, "1 is not of type 'string'"),
        (("variables", "Tries", "default"), "1", "'1' is not valid under any of the given"),
        ((*EACH, "inputs", "MaxIterations"), "5", "'5' is not valid under any of the given"),
        ((*EACH, "inputs", "Iterators"), "a", "'a' is not valid under any of the given"),
        (
            (*CHECK, "inputs", "DesiredValues"),
            [True],
            "[True] is not valid under any of the given",
        ),
        (("outputs",), "Look.Cidr", "'Look.Cidr' is not of type 'array'"),
        # Words.
        (("schemaVersion",), "0.2", "'0.3' was expected"),
        ((*LOOK, "action"), "aws:executeApi", "'aws:executeApi' is not one of ["),
        ((*LOOK, "onFailure"), "Quit", "'Quit' is not valid under any of the given"),
        ((*LOOK, "onCancel"), "Continue", "'Continue' is not valid under any of the given"),
        ((*LOOK, "outputs", 0, "Type"), "Text", "'Text' is not one of ["),
        (("parameters", "VpcId", "type"), "Text", "'Text' is not one of ["),
        ((*RUN, "inputs", "Runtime"), "python2", "'python2' is not one of ["),
        # Limits.
        ((*LOOK, "maxAttempts"), 0, "0 is less than the minimum of 1"),
        ((*EACH, "inputs", "MaxIterations"), 101, "101 is not valid under any of the given"),
        (("mainSteps",), [], "[] should be non-empty"),
        ((*LOOK, "name"), "Look it up", "'Look it up' does not match "),
        ((*WAIT, "inputs", "Duration"), "1m", "'1m' is not valid under any of the given"),
        (("files", "code.zip", "checksums", "sha256"), "0", "'0' does not match "),
        # What is required.
        (("schemaVersion",), GONE, "'schemaVersion' is a required property"),
        ((*LOOK, "action"), GONE, "'action' is a required property"),
        ((*LOOK, "inputs"), GONE, "'inputs' is a required property"),
        ((*LOOK, "inputs", "Api"), GONE, "'Api' is a required property"),
        ((*CHECK, "inputs", "PropertySelector"), GONE, "'PropertySelector' is a required"),
        ((*RUN, "inputs", "Handler"), GONE, "'Handler' is a required property"),
        ((*RUN, "inputs", "Script"), GONE, "is not valid under any of the given"),
        ((*EACH, "inputs", "Steps"), GONE, "'Steps' is a required property"),
        ((*EACH, "inputs", "Iterators"), GONE, "is not valid under any of the given"),
        ((*DOZE, "inputs", "Timestamp"), GONE, "is not valid under any of the given"),
        ((*CHOOSE, "inputs", "Choices", 0, "NextStep"), GONE, "'NextStep' is a required property"),
        (
            (*CHOOSE, "inputs", "Choices", 0, "Variable"),
            GONE,
            "is not valid under any of the given",
        ),
        ((*CHOOSE, "inputs", "Choices", 0, "BooleanEquals"), GONE, "is not valid under any of the"),
        (("parameters", "VpcId", "type"), GONE, "'type' is a required property"),
        # What goes together.
        ((*DOZE, "inputs", "Duration"), "PT1S", "is valid under each of"),
        ((*EACH, "inputs", "LoopCondition"), {"Not": {}}, "is valid under each of"),
        ((*UNTIL, "inputs", "Steps", 0, "inputs", "Handler"), "x", "should not be valid under"),
        ((*RUN, "action"), "aws:loop", "should not be valid under {'const': 'aws:loop'}"),
        (
            (*CHOOSE, "inputs", "Choices", 0, "StringEquals"),
            "x",
            "is valid under each of",
        ),
        ((*CHOOSE, "inputs", "Choices", 0, "Not"), {}, "is valid under each of"),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else None,
)
def test_what_is_wrong_is_refused(path: tuple[str | int, ...], value: Any, finding: str) -> None:
    content = copy.deepcopy(CONTENT)
    holder = content
    for part in path[:-1]:
        holder = holder[part]
    if value is GONE:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value

    assert finding in "\n".join(findings(content))


@pytest.mark.parametrize(
    "path",
    [
        (*LOOK, "inputs", "Service"),
        (*LOOK, "inputs", "DryRun"),
        (*CHECK, "inputs", "DesiredValues"),
        (*CHECK, "inputs", "PropertySelector"),
        (*EACH, "inputs", "Iterators"),
        (*EACH, "inputs", "MaxIterations"),
        (*RUN, "inputs", "InputPayload"),
        (*DOZE, "inputs", "Timestamp"),
        (*WAIT, "inputs", "Duration"),
        (*CHOOSE, "inputs", "Choices", 0, "BooleanEquals"),
        ("parameters", "Flag", "default"),
        ("parameters", "Tags", "default"),
    ],
    ids=lambda path: str(path[-1]),
)
@pytest.mark.parametrize("reference", ["{{ VpcId }}", "{{Look.Cidr}}", " {{ variable:Tries }} "])
def test_a_reference_may_stand_for_a_value(path: tuple[str | int, ...], reference: str) -> None:
    content = copy.deepcopy(CONTENT)
    holder = content
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = reference

    assert findings(content) == []
