from collections.abc import Callable

import pytest

from ssmdsl import Document
from ssmdsl.actions.execute_script import ExecuteScript
from ssmdsl.checks import check_document
from ssmdsl.errors import fix_of

Told = Callable[..., list[tuple[str, str]]]
SCRIPT = "def handler(events, context):\n    return {}\n"
KNOWN = 'there are "python3.10", "python3.11", "python3.12", "PowerShell 7.4"'


@pytest.mark.parametrize("runtime", ["python3.6", "python3.7", "python3.8", "python3.9"])
def test_a_retired_python_is_told(told_of_script: Told, runtime: str) -> None:
    assert told_of_script("SSM804", SCRIPT, runtime=runtime) == [
        ("inputs.Runtime", f'"{runtime}" is retired; {KNOWN}; write "python3.11"')
    ]


@pytest.mark.parametrize("runtime", ["python3.10", "python3.11", "python3.12"])
def test_a_python_of_today_is_not_told(told_of_script: Told, runtime: str) -> None:
    assert told_of_script("SSM804", SCRIPT, runtime=runtime) == []


@pytest.mark.parametrize("runtime", ["PowerShell Core 6.0", "PowerShell 7.0"])
def test_a_retired_powershell_is_told(runtime: str) -> None:
    document = Document(
        "Example", assume_role=None, steps=[ExecuteScript("Run", "Write-Host 1", runtime=runtime)]
    )
    (finding,) = [each for each in check_document(document) if each.code == "SSM804"]
    assert finding.message == f'"{runtime}" is retired; {KNOWN}; write "PowerShell 7.4"'
    assert fix_of(finding.message) == "PowerShell 7.4"
