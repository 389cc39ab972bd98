from typing import TYPE_CHECKING

import pytest

from ssmdsl import REGION, Document, ExecuteAwsApi, ExecuteScript
from ssmdsl.compiler import document_content
from ssmdsl.source import python_source

if TYPE_CHECKING:
    from tests.language.source.conftest import Check, Made


def test_a_script_that_only_defines_is_a_function(check: "Check") -> None:
    script = "import json\n\n\ndef handle(events, context):\n    return json.dumps(events)\n"
    step = ExecuteScript("Run", script, handler="handle", input_payload={"region": REGION})
    document = Document("Runs", assume_role=None, steps=[step])

    check(document, GOLDEN_A_SCRIPT_THAT_ONLY_DEFINES_IS_A_FUNCTION)


GOLDEN_A_SCRIPT_THAT_ONLY_DEFINES_IS_A_FUNCTION = '''\
"""Runs."""

# The scripts are as they were in the document, untyped. Take these lines out to have them checked.
# mypy: allow-untyped-defs, no-check-untyped-defs, disable-error-code="import-untyped"
# ruff: noqa

from ssmdsl import REGION, Document, ExecuteScript
import json


def handle(events, context):
    return json.dumps(events)


runs = Document(
    "Runs",
    assume_role=None,
    steps=[
        ExecuteScript(
            "Run",
            script=handle,
            runtime="python3.11",
            input_payload={"region": REGION},
        ),
    ],
)
'''


def test_a_script_that_runs_something_when_it_is_loaded_is_a_text(check: "Check") -> None:
    script = (
        "import boto3\nclient = boto3.client('ec2')\n"
        "def handle(events, context):\n    return '\\d'\n"
    )
    step = ExecuteScript("Run", script, handler="handle")
    again = ExecuteScript("Again", script, handler="handle", runtime="python3.12")
    shell = ExecuteScript("Shell", "Get-Date", runtime="PowerShell 7.4")
    document = Document("Runs", assume_role=None, steps=[step, again, shell])

    check(document, GOLDEN_A_SCRIPT_THAT_RUNS_SOMETHING_WHEN_IT_IS)


GOLDEN_A_SCRIPT_THAT_RUNS_SOMETHING_WHEN_IT_IS = '''\
"""Runs."""

from ssmdsl import Document, ExecuteScript

RUN_SCRIPT = \'\'\'\\
import boto3
client = boto3.client('ec2')
def handle(events, context):
    return '\\\\d'
\'\'\'

runs = Document(
    "Runs",
    assume_role=None,
    steps=[
        ExecuteScript("Run", script=RUN_SCRIPT, runtime="python3.11", handler="handle"),
        ExecuteScript(
            "Again",
            script=RUN_SCRIPT,
            runtime="python3.12",
            handler="handle",
        ),
        ExecuteScript("Shell", script="Get-Date", runtime="PowerShell 7.4"),
    ],
)
'''


def test_a_script_that_calls_something_as_the_file_does_is_a_text(check: "Check") -> None:
    script = "def ec2(events, context):\n    return events\n"
    step = ExecuteScript("Run", script, handler="ec2")
    find = ExecuteAwsApi("Find", service="ec2", api="DescribeVpcs")
    document = Document("Runs", assume_role=None, steps=[step, find])

    check(document, GOLDEN_A_SCRIPT_THAT_CALLS_SOMETHING_AS_THE_FIL)


GOLDEN_A_SCRIPT_THAT_CALLS_SOMETHING_AS_THE_FIL = '''\
"""Runs."""

from ssmdsl import Document, ExecuteScript
from ssmdsl.aws import ec2

RUN_SCRIPT = \'\'\'\\
def ec2(events, context):
    return events
\'\'\'

runs = Document(
    "Runs",
    assume_role=None,
    steps=[
        ExecuteScript("Run", script=RUN_SCRIPT, runtime="python3.11", handler="ec2"),
        ec2.DescribeVpcs("Find"),
    ],
)
'''


def test_a_script_of_which_python_warns_is_a_text(check: "Check") -> None:
    script = (
        "import re\n\n\ndef handle(events, context):\n    return re.sub('\\s', '', events['a'])\n"
    )
    step = ExecuteScript("Run", script, handler="handle")
    document = Document("Runs", assume_role=None, steps=[step])

    check(document, GOLDEN_A_SCRIPT_OF_WHICH_PYTHON_WARNS_IS_A_TEXT)


GOLDEN_A_SCRIPT_OF_WHICH_PYTHON_WARNS_IS_A_TEXT = '''\
"""Runs."""

from ssmdsl import Document, ExecuteScript

RUN_SCRIPT = \'\'\'\\
import re


def handle(events, context):
    return re.sub('\\\\s', '', events['a'])
\'\'\'

runs = Document(
    "Runs",
    assume_role=None,
    steps=[
        ExecuteScript("Run", script=RUN_SCRIPT, runtime="python3.11", handler="handle"),
    ],
)
'''


def test_documents_of_one_file_have_names_of_their_own(made: "Made") -> None:
    documents = [
        Document(
            name,
            assume_role=None,
            steps=[ExecuteAwsApi("Find", service="ec2", api="DescribeVpcs")],
        )
        for name in ("Same-Name", "SameName")
    ]
    source = python_source(documents)

    assert "same_name = Document(" in source
    assert "same_name_document = Document(" in source
    assert made(source) == [document_content(document) for document in documents]


@pytest.mark.parametrize(
    ("description", "docstring"),
    [
        ("Tags a VPC.", '"""Tags a VPC."""'),
        ("Tags a VPC", '"""Tags a VPC."""'),
        ("# Heading\n\n**Tags** it!", '"""Tags** it!"""'),
        ('Says "a\\b"', '"""Says \'a/b\'."""'),
        ("\n", '"""Imported."""'),
        (None, '"""Mine."""'),
        ("word " * 40, f'"""{"word " * 15}…"""'),
    ],
)
def test_the_file_s_docstring_is_what_the_document_says_first(
    description: str | None, docstring: str
) -> None:
    step = ExecuteAwsApi("Find", service="ec2", api="DescribeVpcs")
    document = Document("Mine", assume_role=None, description=description, steps=[step])

    assert python_source([document]).splitlines()[0] == docstring
