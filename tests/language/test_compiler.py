import json
import os
import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl import (
    DefinitionError,
    Document,
    ExecuteAwsApi,
    ExecuteScript,
    Output,
    Parameter,
    compile_document,
)

vpc = Parameter("VpcId", allowed_values=["vpc-1"], default="vpc-1")


def test_a_document_is_compiled_in_the_order_aws_documents() -> None:
    describe = ExecuteAwsApi(
        "Describe",
        service="ec2",
        api="DescribeVpcs",
        inputs={"VpcIds": [vpc]},
        description="Look.",
        max_attempts=3,
        timeout_seconds=20,
        on_failure="Abort",
        is_critical=True,
        outputs=[Output("Cidr", "$.Vpcs[0].CidrBlock")],
    )
    last = ExecuteAwsApi("Last", service="ec2", api="DescribeVpcs", is_end=True)
    first = ExecuteAwsApi(
        "First", service="ec2", api="DescribeVpcs", on_failure=last, next_step=describe
    )
    document = Document(
        "Mine",
        description="Größe",
        parameters=[vpc],
        steps=[first, describe, last],
        outputs=[describe.output("Cidr")],
    )

    content = compile_document(document)

    assert content.decode().endswith("}\n")
    assert "Größe" in content.decode()
    loaded = json.loads(content)
    assert list(loaded) == [
        "schemaVersion",
        "description",
        "assumeRole",
        "parameters",
        "mainSteps",
        "outputs",
    ]
    assert loaded["parameters"]["VpcId"] == {
        "type": "String",
        "default": "vpc-1",
        "allowedValues": ["vpc-1"],
    }
    assert loaded["mainSteps"][0] == {
        "name": "First",
        "action": "aws:executeAwsApi",
        "onFailure": "step:Last",
        "inputs": {"Service": "ec2", "Api": "DescribeVpcs"},
        "nextStep": "Describe",
    }
    assert list(loaded["mainSteps"][1]) == [
        "name",
        "description",
        "action",
        "maxAttempts",
        "timeoutSeconds",
        "onFailure",
        "isCritical",
        "inputs",
        "outputs",
    ]
    assert loaded["mainSteps"][1]["inputs"]["VpcIds"] == ["{{ VpcId }}"]
    assert loaded["mainSteps"][2]["isEnd"] is True
    assert loaded["outputs"] == ["Describe.Cidr"]


def test_a_document_without_a_role_has_none() -> None:
    step = ExecuteAwsApi("Do", service="ec2", api="DescribeVpcs")

    loaded = json.loads(compile_document(Document("Mine", assume_role=None, steps=[step])))

    assert "assumeRole" not in loaded
    assert "parameters" not in loaded


def test_a_document_over_64_kb_is_refused_with_its_largest_step() -> None:
    small = ExecuteAwsApi("Small", service="s", api="A")
    large = ExecuteAwsApi("Large", service="s", api="A", inputs={"Text": "x" * 70_000})

    with pytest.raises(DefinitionError) as caught:
        compile_document(Document("Mine", steps=[small, large]))

    assert str(caught.value) == (
        'document "Mine": its JSON has 70374 bytes, and SSM takes at most 65536; the largest'
        ' step is "Large" with 70090 bytes. Split the document, or shorten what it carries.'
    )


def test_a_document_that_only_fits_without_indentation_has_none() -> None:
    steps = [
        ExecuteAwsApi(f"Step{n}", service="ec2", api="DescribeVpcs", inputs={"VpcIds": ["v"] * 300})
        for n in range(40)
    ]
    content = compile_document(Document("Mine", steps=steps))

    assert b"\n" not in content
    assert len(content) <= 65536


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**63), max_value=2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20).filter(lambda text: "{" not in text),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=5).filter(lambda text: "{" not in text), inner, max_size=3
        )
    ),
    max_leaves=10,
)


names = st.text(min_size=1, max_size=8).filter(lambda text: "{" not in text)


@given(st.dictionaries(names, json_values, max_size=4))
def test_inputs_survive_compilation(inputs: dict[str, object]) -> None:
    for reserved in ("Service", "Api"):
        inputs.pop(reserved, None)
    step = ExecuteAwsApi("Do", service="ec2", api="Any", inputs=inputs)

    loaded = json.loads(compile_document(Document("Mine", steps=[step])))

    assert loaded["mainSteps"][0]["inputs"] == {"Service": "ec2", "Api": "Any", **inputs}


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_the_bytes_are_the_same_under_every_hash_seed(seed: str) -> None:
    program = (
        "import sys; from ssmdsl import *; from ssmdsl.aws import ec2\n"
        "p = Parameter('VpcId')\n"
        "s = ec2.CreateFlowLogs(ResourceIds=[p], ResourceType='VPC', LogGroupName='g',"
        " TrafficType='ALL')\n"
        "sys.stdout.buffer.write(compile_document(Document('Mine', parameters=[p], steps=[s])))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    from ssmdsl.aws import ec2

    parameter = Parameter("VpcId")
    step = ec2.CreateFlowLogs(
        ResourceIds=[parameter], ResourceType="VPC", LogGroupName="g", TrafficType="ALL"
    )
    document = Document("Mine", parameters=[parameter], steps=[step])
    assert result.stdout == compile_document(document)


def test_yaml_says_what_json_says_with_scripts_in_lines() -> None:
    text = "def handler(events, context):\n\treturn {'a': 'é'}\n"
    script = ExecuteScript("Run", text, handler="handler")
    document = Document("Mine", description="Größe", parameters=[vpc], steps=[script])

    content = compile_document(document, format="yaml")

    assert yaml.safe_load(content) == json.loads(compile_document(document))
    written = content.decode()
    assert written.startswith("schemaVersion: '0.3'\ndescription: Größe\n")
    assert "      Script: |\n        def handler(events, context):\n" in written
    assert written.endswith("\n")
    assert not written.endswith("\n\n")


def test_the_size_of_yaml_is_that_of_the_json() -> None:
    fits = "x\n" * 21_000  # 63 KB as JSON, and more as lines that are indented
    large = "x\n" * 22_000

    content = compile_document(
        Document("Mine", steps=[ExecuteScript("Run", fits, handler="x")]), format="yaml"
    )
    with pytest.raises(DefinitionError) as caught:
        compile_document(
            Document("Mine", steps=[ExecuteScript("Run", large, handler="x")]), format="yaml"
        )

    assert len(content) > 64 * 1024
    assert str(caught.value).startswith('document "Mine": its JSON has 66')


def test_json_goes_without_what_writes_yaml() -> None:
    program = (
        "import sys\nfrom ssmdsl import Document, Sleep, compile_document\n"
        "compile_document(Document('Mine', steps=[Sleep('Wait', duration='PT1S')]))\n"
        "print([name for name in ('yaml', 'ssmdsl.text') if name in sys.modules])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout == "[]\n"
