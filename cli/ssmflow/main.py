"""The command group; errors become exit codes here and nowhere else.

A command's module is imported when the command runs, and not for `--help`.
"""

import gc
import signal
import sys
import traceback
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click

from ssmflow.exit_codes import MISSING, PROBLEMS, WRONG_USAGE

COMMANDS = {
    "apply": "Deploy the remediations of a file: emit the module, then terraform apply.",
    "check": "Tell what would go wrong when the automation runs.",
    "compile": "Print a document as the JSON or YAML that SSM takes.",
    "destroy": "Take down what was deployed from a file.",
    "doctor": "Say what is found on this machine, and what is missing.",
    "emit": "Write the Terraform module, for a repository that you already have.",
    "graph": "Print the graph of a document's steps, as a Mermaid flowchart.",
    "import": "Print the Python of an SSM document, or of a CloudFormation template.",
    "output": "Print the outputs of what was deployed from a file, as JSON.",
    "plan": "Show what apply would change.",
    "schema": "Print the JSON Schema of documents, by which editors complete and check YAML.",
    "sandbox": "Run the local AWS that --sandbox uses, as a server.",
    "stubs": "Write the types of AWS services, by which editors complete and check Python.",
}
"""Each command and what it does, in a line; its module is `ssmflow.commands.NAME`."""


class _Commands(click.Group):
    """Loads each command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"ssmflow.commands.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from ssmdsl.errors import did_you_mean, one_of

            near = did_you_mean(args[0], COMMANDS)
            message = f'there is no command "{args[0]}", only {one_of(sorted(COMMANDS), 20)}.{near}'
            raise click.UsageError(message, ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="ssmflow", message="ssmflow %(version)s")
def group() -> None:
    """Typed Python in, AWS Config remediations out.

    A file says which rule of AWS Config finds the resources that are not as they should be, and
    how they are repaired. ssmflow compiles it to an SSM Automation document, emits a Terraform
    module, and lets terraform apply that: to your account, or with --sandbox to a local AWS.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit code.

    0: fine. 1: the document, the run or the deployment has problems. 2: wrong usage.
    3: something is missing on this machine.
    """
    try:
        code: Any = group.main(args=arguments, prog_name="ssmflow", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        return _exit_code(error)
    return code if isinstance(code, int) else 0


def _exit_code(error: BaseException) -> int:
    """Say what went wrong, and return the exit code for it; a mistake of ours goes on as it is."""
    from ssmdsl.errors import MissingRequirementError, SsmflowError
    from ssmflow import console
    from ssmflow.errors import NotAFileError

    match error:
        case click.UsageError() if error.ctx is not None and error.message == error.ctx.get_help():
            console.say(error.message)  # nothing was said, and the help is all there is to say
            return error.exit_code
        case click.UsageError():
            console.usage_error(error)
            return error.exit_code
        case click.ClickException():
            console.error(error.format_message())
            return error.exit_code
        case click.Abort() | KeyboardInterrupt():
            console.error("stopped")
            return PROBLEMS
        case NotAFileError():
            console.error(str(error))
            return WRONG_USAGE
        case MissingRequirementError():
            console.error(str(error))
            return MISSING
        case SsmflowError():
            console.error(str(error))
            return PROBLEMS
        case BrokenPipeError():
            console.discard_output()
            return PROBLEMS
        case OSError() if _is_from_printing(error):
            console.error(console.output_error(error).format_message())
            return PROBLEMS
        case _:
            console.error("this is a mistake in ssmflow; report it with what follows:")
            raise error


def _is_from_printing(error: OSError) -> bool:
    """Return whether an error comes from click's printing of a help, which it does itself."""
    frames = traceback.walk_tb(error.__traceback__)
    return any(frame.f_code is click.echo.__code__ for frame, _ in frames)


def entry_point() -> None:
    """Run the command as a program."""
    from ssmflow import console

    console.hold_standard_streams()
    for name in ("SIGTERM", "SIGHUP"):  # to end it is to press Ctrl-C, and so is to hang up
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) != signal.SIG_IGN:  # as nohup has it
            signal.signal(number, signal.default_int_handler)
    gc.set_threshold(100_000)  # a tenth of a short command's time would go into collecting
    code = main()
    gc.freeze()  # and so would looking through all that is there, when it ends anyway
    sys.stdout = sys.stderr  # what the user's file has left to be done at the end may print
    sys.exit(code)
