from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]
HANDLER = "\ndef handler(events, context):\n    return {}\n"
LACKS = "which Automation's Python 3.11 lacks; do without it"


@pytest.mark.parametrize(
    ("statement", "module"),
    [
        ("import pandas", "pandas"),
        ("import os, pandas as p", "pandas"),
        ("from numpy.linalg import norm", "numpy.linalg"),
        ("from . import settings", "."),
        ("def load():\n    import pandas", "pandas"),
        ("try:\n    import tomlkit\nexcept ImportError:\n    import pandas", "pandas"),
    ],
)
def test_a_module_that_is_not_there_is_told(
    told_of_script: Told, statement: str, module: str
) -> None:
    ((field, message),) = told_of_script("SSM805", statement + HANDLER)
    line = next(number for number, text in enumerate(statement.splitlines(), 1) if module in text)
    assert field == "inputs.Script"
    assert message == f"line {line} of the script imports {module}, {LACKS}, or attach it"


def test_the_nearest_of_the_modules_that_are_there_is_told(told_of_script: Told) -> None:
    assert told_of_script("SSM805", "import boto" + HANDLER) == [
        (
            "inputs.Script",
            f'line 1 of the script imports boto, {LACKS}, or attach it. Did you mean "boto3"?',
        )
    ]


def test_a_module_of_another_python_is_told(told_of_script: Told) -> None:
    assert told_of_script("SSM805", "import distutils" + HANDLER) == []
    assert told_of_script("SSM805", "import distutils" + HANDLER, runtime="python3.12") == [
        (
            "inputs.Script",
            "line 1 of the script imports distutils, which Automation's Python 3.12 lacks;"
            " do without it",
        )
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "import boto3, botocore.config, dateutil.parser, urllib3, json",
        "from __future__ import annotations",
        "try:\n    import pandas\nexcept ImportError:\n    pandas = None",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import mypy_boto3_s3",
        "import typing\nif typing.TYPE_CHECKING:\n    import mypy_boto3_s3\nelse:\n    a = 1",
        "text = 'import pandas'",
    ],
)
def test_what_is_there_or_does_not_matter_is_not_told(told_of_script: Told, statement: str) -> None:
    assert told_of_script("SSM805", statement + HANDLER) == []


def test_an_expression_may_be_long(told_of_script: Told) -> None:
    script = f"import pandas\nname = [{', '.join(['pandas.NA'] * 20000)}]{HANDLER}"
    assert told_of_script("SSM805", script) == [
        ("inputs.Script", f"line 1 of the script imports pandas, {LACKS}, or attach it")
    ]


def test_a_script_that_is_too_deep_for_python_is_no_matter(told_of_script: Told) -> None:
    deep = f"name = {'(' * 1000}1{')' * 1000}"
    assert told_of_script("SSM805", f"import pandas\n{deep}{HANDLER}") == []


def test_an_attachment_may_have_any_module(told_of_script: Told) -> None:
    files = {"files": {"code.zip": {"checksums": {"sha256": "0" * 64}}}}
    script = "import pandas" + HANDLER
    assert told_of_script("SSM805", script, Attachment="code.zip", document=files) == []


@pytest.mark.parametrize(
    "statement",
    [
        "import sys\nsys.path.insert(0, '/tmp')",
        "from sys import path\npath.append('/tmp')",
        "import sys\nsys.modules['pandas'] = sys",
        "import importlib\nimportlib.invalidate_caches()",
        "from importlib import import_module",
        "import pip\npip.main(['install', 'pandas'])",
        "import subprocess\nsubprocess.run(['pip', 'install', 'pandas'])",
        "import os\nos.system('pip install -t . pandas')",
    ],
)
def test_a_script_may_bring_its_modules_itself(told_of_script: Told, statement: str) -> None:
    assert told_of_script("SSM805", f"{statement}\nimport pandas{HANDLER}") == []


@pytest.mark.parametrize(
    "statement", ["import subprocess", "import sys, os\nprint(sys.argv)", "text = 'a pip'"]
)
def test_a_script_that_brings_none_is_told(told_of_script: Told, statement: str) -> None:
    line = statement.count("\n") + 2
    assert told_of_script("SSM805", f"{statement}\nimport pandas{HANDLER}") == [
        ("inputs.Script", f"line {line} of the script imports pandas, {LACKS}, or attach it")
    ]
