"""The options that the commands which run terraform share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import click

from ssmflow.project import WRITTEN_IN
from ssmflow_terraform.choices import Choices

Command = TypeVar("Command", bound=Callable[..., Any])


def _file_name(ctx: click.Context, parameter: click.Parameter, given: Path) -> Path:
    """Refuse what has no name of its own: the working folder is called by that name."""
    if given.name in ("", ".."):
        message = f'"{given}" is a folder; {WRITTEN_IN}'
        raise click.BadParameter(message, ctx, parameter)
    return given


PATH_ARGUMENT = click.argument("path", type=click.Path(path_type=Path), callback=_file_name)
"""The user's file."""

DOCUMENT_OPTION = click.option(
    "--document", "name", metavar="NAME", help="Which, if the file has several."
)
"""The document that is meant."""


def _assignment(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    """Refuse what is not NAME=VALUE."""
    for text in given:
        if "=" not in text.lstrip("="):
            message = f'"{text}" is not NAME=VALUE'
            raise click.BadParameter(message, ctx, parameter)
    return given


def _values(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    """Return the values by their names, of which each may be given once."""
    values: dict[str, str] = {}
    for text in _assignment(ctx, parameter, given):
        name, _, value = text.partition("=")
        if name in values:
            message = f'"{name}" is given more than once'
            raise click.BadParameter(message, ctx, parameter)
        values[name] = value
    return values


PARAMETER_OPTION = click.option(
    "-p",
    "--parameter",
    "parameters",
    metavar="NAME=VALUE",
    multiple=True,
    callback=_values,
    help="The value of a parameter of the template, instead of its default.",
)
"""The values of a template's parameters."""


@dataclass(frozen=True)
class TerraformOptions:
    """What the user said about how terraform is to run; its fields are click's parameters."""

    sandbox: bool
    """Work on the local AWS."""
    terraform: str | None
    """The binary."""
    backend: str | None
    """The type of the backend that keeps the state."""
    backend_config: tuple[str, ...]
    """Its settings."""
    variables: tuple[str, ...] = ()
    """Values of the module's variables, as `NAME=VALUE`."""
    variable_files: tuple[Path, ...] = ()
    """Files with such values."""
    targets: tuple[str, ...] = ()
    """The resources to look at; empty means all."""
    parallelism: int | None = None
    """How many resources are worked on at once."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Values of a template's parameters, for where the file is read."""

    @property
    def choices(self) -> Choices:
        """What is passed through to terraform."""
        return Choices(self.variables, self.variable_files, self.targets, self.parallelism)


def _setting(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    for text in given:
        if "=" not in text and not Path(text).is_file():
            message = f'"{text}" is neither KEY=VALUE nor a file of such lines'
            raise click.BadParameter(message, ctx, parameter)
    return given


_TARGET: list[Any] = [
    click.option("--sandbox", is_flag=True, help="Work on the local AWS; start it if need be."),
    click.option("--terraform", metavar="PATH", help="The terraform to run."),
]
_BACKEND: list[Any] = [
    click.option(
        "--backend",
        metavar="TYPE",
        help="Where the state is kept; remembered.  [s3, if there are settings]",
    ),
    click.option(
        "--backend-config",
        metavar="KEY=VALUE",
        multiple=True,
        callback=_setting,
        help="A setting of the backend, or a file of them.",
    ),
]
_CHOICES: list[Any] = [
    click.option(
        "--var",
        "variables",
        metavar="NAME=VALUE",
        multiple=True,
        callback=_assignment,
        help="The value of a variable of the module.",
    ),
    click.option(
        "--var-file",
        "variable_files",
        metavar="FILE",
        multiple=True,
        type=click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path),
        help="A file of such values.",
    ),
    click.option(
        "--target", "targets", metavar="ADDRESS", multiple=True, help="Only this resource."
    ),
    click.option("--parallelism", type=click.IntRange(min=1), help="Resources at a time.  [10]"),
]


def terraform_options(command: Command) -> Command:
    """Give a command all that can be said about a run of terraform."""
    return _decorated(command, [PARAMETER_OPTION, *_TARGET, *_CHOICES, *_BACKEND])


def output_options(command: Command) -> Command:
    """Give a command what can be said about where a deployment is."""
    return _decorated(command, [PARAMETER_OPTION, *_TARGET, *_BACKEND])


def _decorated(command: Command, options: Sequence[Callable[[Command], Command]]) -> Command:
    for option in reversed(options):
        command = option(command)
    return command
