"""Everything that is wrong with the user's file, each with where it stands."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.util import decode_source
from pathlib import Path
from types import MappingProxyType

from ssmdsl import DefinitionError
from ssmdsl.checks import Finding, Severity, check_document, check_remediation, checks
from ssmdsl.recovery import recovering
from ssmflow.errors import NotAFileError, ProjectError, PythonFileError
from ssmflow.place import Place
from ssmflow.project import (
    PYTHON_SUFFIX,
    Project,
    content_of,
    python_project,
    read_text_project,
)
from ssmflow.python_file import run
from ssmflow.reports import Located
from ssmflow.written import Written, camel

_UNREADABLE = "SSM100"
_NOT_TO_THE_END = "SSM110"
_ENDED = "the file is not run beyond this line, so what follows is not checked"
_IGNORED = re.compile(r"#\s*ssmflow:\s*ignore\[([^\]]*)\]")
_SUBJECT = re.compile(
    r'(?:document "[^"]*", )?'
    r'(?:step "(?P<step>[^"]*)"|(?P<kind>parameter|variable|file|attachment) "(?P<name>[^"]*)")'
    r"(?:, (?P<field>[^:]+?))?: (?P<message>.*)",
    re.DOTALL,
)
"""How what is said of a mistake begins: where it is."""
_FIELD = re.compile(
    r'(?:(?:document|remediation of|rule) "[^"]*", )?'
    r"(?P<field>[A-Za-z]\w*(?:\.\w+|\[\d+\])*): (?P<message>.*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Choice:
    """Which checks the user wants."""

    selected: tuple[str, ...] = ()
    """The codes, or the beginnings of codes, that are wanted; empty means all."""
    ignored: tuple[str, ...] = ()
    """Those that are not wanted."""

    def has(self, code: str) -> bool:
        """Return whether a check is wanted; the longer of two beginnings decides.

        What keeps a file from being checked is always told: else it would pass.
        """
        if code in (_UNREADABLE, _NOT_TO_THE_END):
            return True
        wanted = max((len(own) for own in self.selected if code.startswith(own)), default=-1)
        if not self.selected:
            wanted = 0
        unwanted = max((len(own) for own in self.ignored if code.startswith(own)), default=-1)
        return wanted > unwanted or (wanted == 0 and unwanted == -1)


SEE_ALL = "To see all of it: ssmflow check {}"
"""What is said of a file that is refused."""

ALL = Choice()
"""Every check."""


def examine(
    path: Path, *, parameters: Mapping[str, str] | None = None, choice: Choice = ALL
) -> list[Located]:
    """Return everything that is wrong with a file, in its order: it is read as far as it can be.

    Args:
        path: the file.
        parameters: values of a template's parameters, instead of their defaults.
        choice: which checks are wanted.

    Raises:
        NotAFileError: there is no such file, or none that can hold documents.
    """
    try:
        content = content_of(path)
    except NotAFileError:
        raise
    except ProjectError as error:
        reason = str(error).removeprefix(f"{path}: ")
        return _in_order([_mistake(Place(path, 1, 1), _UNREADABLE, reason)])
    if path.suffix == PYTHON_SUFFIX:
        project, mistakes = _python(path, content)
    else:
        project, problems = read_text_project(path, content, parameters or {})
        mistakes = [
            _mistake(Place(path, told.place.line, told.place.column), told.code, told.message)
            for told in problems
        ]
    checked = _checked(project, project.unpassed)
    told = {(own.step, own.field) for own in mistakes if own.field}
    found = [own for own in checked if _mended(own) not in told]
    return _in_order(_wanted([*mistakes, *found], choice))


def findings(project: Project, *, choice: Choice = ALL) -> list[Located]:
    """Return everything that the checks find in what a file defines, in its order.

    Nothing is said of roles that a template lets nobody pass: the module allows it by itself.

    Args:
        project: what was loaded.
        choice: which checks are wanted.
    """
    return _in_order(_wanted(_checked(project), choice))


def _python(path: Path, content: bytes) -> tuple[Project, list[Located]]:
    """Return what a Python file defines, up to where it ends, and what is wrong with it."""
    left: dict[str, object] = {}
    written = Written(path, goes_on=True)
    ended: list[Located] = []
    try:
        with recovering(written):
            run(path, content, left)
    except DefinitionError as error:
        ended = [_mistake(written.ended_by(error), _NOT_TO_THE_END, _ENDED)]
    except PythonFileError as error:
        place = Place(Path(error.file), error.line, error.column)
        if written.stumbled(error.__cause__):
            ended = [_mistake(place, _NOT_TO_THE_END, _ENDED)]
        else:
            ended = [_mistake(place, _UNREADABLE, error.reason)]
    mistakes = [
        _mistake(place, problem.code, f"{problem.place}: {problem.message}")
        for place, problem in written.mistakes
    ]
    project = python_project(left, written)
    if not (project.documents or mistakes or ended):
        place = Place(path, 1, 1)
        ended = [_mistake(place, _UNREADABLE, "it defines no Document at module level")]
    return project, [*mistakes, *ended]


def _mistake(place: Place, code: str, said: str) -> Located:
    """Return what was said when something was made or read, with its parts by themselves."""
    found = _SUBJECT.fullmatch(said) or _FIELD.fullmatch(said)
    parts = found.groupdict() if found else {"message": said}
    field = camel(parts.get("field") or "")
    if parts.get("kind"):
        kinds = "files" if parts["kind"] == "attachment" else f"{parts['kind']}s"
        field = ".".join(part for part in (kinds, parts["name"], field) if part)
    return Located(
        path=place.file,
        line=place.line,
        column=place.column,
        code=code,
        severity=_severity(code),
        step=parts.get("step"),
        field=field,
        message=parts["message"],
        source_line="",
    )


def _mended(finding: Located) -> tuple[str | None, str]:
    """Return step and field that a finding says to write: `onFailure: Continue` has one."""
    field, colon, _ = (finding.fix or "").partition(":")
    return finding.step, field if colon else ""


def _severity(code: str) -> Severity:
    check = checks().get(code)
    return "error" if check is None else check.severity


def _checked(
    project: Project,
    unpassed: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Iterator[Located]:
    for document in project.documents:
        found = check_document(document, unknown=project.unknown.get(document.name))
        yield from _located(project, document, found)
    for remediation in project.remediations:
        own = unpassed.get(remediation.name, {})
        yield from _located(project, remediation, check_remediation(remediation, unpassed=own))


def _located(project: Project, owner: object, found: Iterable[Finding]) -> Iterator[Located]:
    for finding in found:
        place = project.places.place(owner, finding.path, key=finding.key, line=finding.line)
        yield Located(
            path=place.file,
            line=place.line,
            column=place.column,
            code=finding.code,
            severity=finding.severity,
            step=finding.step,
            field=finding.field,
            message=finding.message,
            source_line="",
        )


def _wanted(found: Iterable[Located], choice: Choice) -> Iterator[Located]:
    """Yield the findings that the user wants, each with the line that it is about."""
    files: dict[Path, _Lines] = {}
    for finding in found:
        lines = files.setdefault(finding.path, _Lines(finding.path))
        if choice.has(finding.code) and not lines.ignores(finding):
            yield lines.with_line(finding)


class _Lines:
    """The lines of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _lines(self) -> list[str]:
        try:
            source = self._path.read_bytes()
        except OSError:
            return []
        return re.split(r"\r\n|\n|\r", _characters(source, self._path.suffix == PYTHON_SUFFIX))

    def _line(self, number: int) -> str:
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def ignores(self, finding: Located) -> bool:
        """Return whether a comment in its line says to ignore a finding, as `--ignore` does."""
        found = _IGNORED.findall(self._line(finding.line))
        words = [word.strip() for listed in found for word in listed.split(",")]
        check = checks().get(finding.code)
        return any(
            word and (finding.code.startswith(word.upper()) or (check and word == check.name))
            for word in words
        )

    def with_line(self, finding: Located) -> Located:
        """Return a finding with its line."""
        from dataclasses import replace

        return replace(finding, source_line=self._line(finding.line))


def _characters(source: bytes, is_python: bool) -> str:
    """Return the text of a file, as it is read; of what is no text, what there is of it."""
    from ssmdsl.text.characters import encoding_of

    if is_python:
        with suppress(SyntaxError, UnicodeDecodeError):
            return decode_source(source)
    encoding, mark = encoding_of(source)
    return source[len(mark) :].decode(encoding, "replace")


def _in_order(found: Iterable[Located]) -> list[Located]:
    distinct = dict.fromkeys(found)
    return sorted(
        distinct, key=lambda own: (str(own.path), own.line, own.column, own.code, own.message)
    )


def require_no_errors(project: Project) -> None:
    """Make sure that what a file defines can be deployed.

    Raises:
        ProjectError: the checks find errors in it.
    """
    errors = [own for own in findings(project) if own.severity == "error"]
    if errors:
        count = "an error" if len(errors) == 1 else f"{len(errors)} errors"
        first = f"{errors[0].code} {errors[0].sentence}"
        message = (
            f"{project.path}: there {'is' if len(errors) == 1 else 'are'} {count} in it that would"
            f" show when it runs, so it is not deployed: {first}\n{SEE_ALL.format(project.path)}"
        )
        raise ProjectError(message)
