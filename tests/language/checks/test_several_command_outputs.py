from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.several_command_outputs import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def command(name: str, more: str = "commands: [uptime]") -> str:
    parameters = f"Parameters: {{{more}}}"
    inputs = f"DocumentName: AWS-RunShellScript, InstanceIds: [i-1], {parameters}"
    return f"  - {{name: {name}, action: aws:runCommand, inputs: {{{inputs}}}}}\n"


THREE = f"mainSteps:\n{command('First')}{command('Second')}{command('Third')}"


def test_a_second_output_is_told_once() -> None:
    assert found(f"{THREE}outputs: [First.Output, Second.Output, Third.Output]") == [
        (
            ("outputs", 1),
            "{{ Second.Output }} is read here and {{ First.Output }} before, but AWS promises the"
            " output of only one aws:runCommand step in a document",
        )
    ]


def test_a_step_that_reads_it_is_looked_at_too() -> None:
    reads = command("Third", "commands: ['echo {{ First.Output }} {{ Second.Output }}']")
    assert [
        path for path, _ in found(f"mainSteps:\n{command('First')}{command('Second')}{reads}")
    ] == [("mainSteps", 2, "inputs", "Parameters", "commands", 0)]


def test_one_output_and_other_outputs_are_let_be() -> None:
    assert found(f"{THREE}outputs: [First.Output, First.Output, Second.Status]") == []
    assert found(THREE) == []
