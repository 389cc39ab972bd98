"""`ssmflow check`: what would go wrong when the automation runs."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from ssmdsl.checks import checks
from ssmflow import console
from ssmflow.changes import require_template
from ssmflow.exit_codes import PROBLEMS
from ssmflow.findings import Choice, examine
from ssmflow.options import PARAMETER_OPTION
from ssmflow.project import PYTHON_SUFFIX, require_file_of_documents
from ssmflow.reports import (
    Located,
    NoSuchCheckError,
    explanation,
    find_check,
    github_report,
    json_report,
    sarif_report,
    text_report,
)

_REPORTS: dict[str, Callable[[Sequence[Located]], str]] = {
    "json": json_report,
    "sarif": sarif_report,
    "github": github_report,
}


def _codes(ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> Any:
    """Return codes, or beginnings of codes; a name of a check stands for its code."""
    codes = [part.strip() for text in given for part in text.split(",") if part.strip()]
    named = {check.name: code for code, check in checks().items()}
    found = []
    for code in codes:
        wanted = named.get(code, code.upper())
        if not any(known.startswith(wanted) for known in checks()):
            from ssmdsl.errors import did_you_mean

            near = did_you_mean(code, [*checks(), *named])
            message = f'there is no check "{code}", and none that begins so.{near}'
            raise click.BadParameter(message, ctx, parameter)
        found.append(wanted)
    return tuple(found)


def _explain(ctx: click.Context, parameter: click.Parameter, given: str | None) -> None:
    """Explain a check, and do nothing else."""
    if given is not None:
        try:
            check = find_check(given)
        except NoSuchCheckError as error:
            raise click.BadParameter(str(error), ctx, parameter) from None
        console.print_data(explanation(check).rstrip("\n"))
        ctx.exit()


@click.command("check")
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@PARAMETER_OPTION
@click.option(
    "--format",
    "chosen",
    type=click.Choice(("text", "json", "sarif", "github")),
    default="text",
    show_default=True,
    help="For people, for programs, for code scanning, or for GitHub's log.",
)
@click.option(
    "--select", metavar="CODES", multiple=True, callback=_codes, help="Only these checks."
)
@click.option(
    "--ignore", metavar="CODES", multiple=True, callback=_codes, help="All but these checks."
)
@click.option("--strict", is_flag=True, help="Exit with 1 for a warning, too.")
@click.option(
    "--explain",
    metavar="CODE",
    is_eager=True,
    expose_value=False,
    callback=_explain,
    help="Say what a check is about, and nothing else.",
)
def command(
    paths: tuple[Path, ...],
    parameters: dict[str, str],
    chosen: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
) -> int:
    """Tell what is wrong with documents and remediations, before anything is deployed.

    Exits with 1 if there is an error. CODES are codes, or their beginnings, with commas between
    them: SSM601,SSM9. A comment "# ssmflow: ignore[SSM601]" in its line silences a finding.
    """
    choice = Choice(selected=select, ignored=ignore)
    texts = {path for path in paths if path.suffix != PYTHON_SUFFIX}
    if parameters and not texts:
        require_template(paths[0])
    for path in paths:  # before any of them is looked at, as what is found would be lost
        require_file_of_documents(path)
    found = [
        finding
        for path in dict.fromkeys(paths)
        for finding in examine(
            path, parameters=parameters if path in texts else None, choice=choice
        )
    ]
    if chosen == "text":
        colour = sys.stdout.isatty()
        report = text_report(found, colour=colour, looked_at=len(set(paths)))
    else:
        report = _REPORTS[chosen](found)
    console.print_bytes(report.encode())
    fatal = {"error", "warning"} if strict else {"error"}
    return PROBLEMS if any(finding.severity in fatal for finding in found) else 0
