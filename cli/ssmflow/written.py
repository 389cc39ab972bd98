"""Where in the user's Python the parts of documents and remediations are written."""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib.util import decode_source
from itertools import islice
from pathlib import Path
from traceback import extract_tb
from types import CodeType, FrameType
from typing import Any

from ssmdsl.api_call import ApiCall
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError, Problem, quoted
from ssmdsl.remediation import Remediation
from ssmdsl.step import Step
from ssmflow.place import Place
from ssmflow.python_file import is_users

_STEP_PROPERTIES = {
    "maxAttempts": "max_attempts",
    "timeoutSeconds": "timeout_seconds",
    "onFailure": "on_failure",
    "onCancel": "on_cancel",
    "isCritical": "is_critical",
    "nextStep": "next_step",
    "isEnd": "is_end",
    "Choices": "choices",
    "Default": "default",
    "Steps": "steps",
    "LoopCondition": "loop_condition",
}
_KEYS = {"variable": "Name"}
"""The inputs that are called in a way of their own, by their properties."""
_DOCUMENT_PROPERTIES = {"mainSteps": "steps", "assumeRole": "assume_role"}
_REMEDIATION_PROPERTIES = {
    "ConfigRuleName": "rule",
    "TargetId": "document",
    "Parameters": "arguments",
    "Automatic": "automatic",
    "MaximumAutomaticAttempts": "automatic",
    "RetryAttemptSeconds": "automatic",
}


_PART = re.compile(r'(?P<noun>step|parameter|variable|file) "(?P<name>[^"]*)"(?:, )?')
"""How the path begins to what is wrong with a part of a document."""


@dataclass(frozen=True)
class Call:
    """The call by which something was made, as it is written."""

    file: Path
    """The file, as the user names it."""
    source: Path
    """The same from the root: the user's code may have gone to another folder."""
    line: int
    """The line in which it begins; the first is 1."""
    offset: int
    """How many bytes of that line stand before it."""


class Written:
    """Takes note of where the user's Python makes things: a `Recovery`, and `Places`."""

    def __init__(self, path: Path, *, goes_on: bool = False) -> None:
        """Begin before the file runs.

        Args:
            path: the file.
            goes_on: whether it goes on after a mistake, which is kept.
        """
        self.path = path
        self.mistakes: list[tuple[Place, Problem]] = []
        """What is wrong, each with where it is written."""
        self._absolute = path.absolute()  # now: the file may go to another folder
        self._goes_on = goes_on
        self._made: dict[int, tuple[Any, Call]] = {}
        self._users: dict[str, bool] = {}
        self._last: Any = None

    def made(self, instance: Any) -> None:
        """Take note of where something is made."""
        self._last = instance
        call = self._call()
        if call is not None:
            self._made[id(instance)] = (instance, call)

    def told(self, error: DefinitionError) -> None:
        """Keep what is wrong, or raise it where the file is not to go on."""
        if not self._goes_on:
            raise error from None
        call = self._call()
        for problem in error.problems:
            place = self._place_of_problem(call, problem)
            self.mistakes.append((place, self._in_words_of_ssm(problem)))

    def ended_by(self, error: DefinitionError) -> Place:
        """Keep what the file did not go on after, and return where that is."""
        call, trace = None, error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            if self._is_users(code.co_filename):
                call = self._call_at(code, trace.tb_lasti, trace.tb_lineno)
            trace = trace.tb_next
        self.mistakes += [(self._place_of_problem(call, own), own) for own in error.problems]
        return Place(self.path, 1, 1) if call is None else _argument(call, ())

    def stumbled(self, error: BaseException | None) -> bool:
        """Return whether the file ended where it reads a property that was told to be wrong."""
        if not isinstance(error, AttributeError | TypeError):
            return False
        frames = [own for own in extract_tb(error.__traceback__) if self._is_users(own.filename)]
        line = (frames[-1].line or "") if frames else ""
        wrong = {re.split(r"\W", problem.path)[0] for _, problem in self.mistakes}
        return not wrong.isdisjoint(re.findall(r"\.(\w+)", line))

    def place(
        self,
        owner: Any,
        path: Sequence[str | int],
        *,
        key: bool = False,
        line: int | None = None,
    ) -> Place:
        """Return where a part of a document or of a remediation is written."""
        found = Place(self.path, 1, 1)
        for instance, rest in _owners(owner, tuple(path)):
            call = self._made.get(id(instance), (None, None))[1]
            if call is not None:
                found = _argument(call, _words(instance, rest))
        return found

    def _place_of_problem(self, call: Call | None, problem: Problem) -> Place:
        """Return where what is wrong is written: the part of the call, or another thing's."""
        path = problem.path or problem.place.partition(", ")[2]
        within = _PART.match(path)
        part = None
        if within is not None:  # a document tells what is wrong with its parts together
            path = path[within.end() :]
            part, call = self._part(within["noun"], within["name"]) or (None, call)
        if call is None:
            return Place(self.path, 1, 1)
        split = path.replace("[", ".").replace("]", "").split(".")
        words: list[str | int] = [int(word) if word.isdigit() else word for word in split]
        if part is not None:
            return _argument(call, _words(part, tuple(words)))
        first, *rest = words
        words = rest if first == "inputs" and rest else words
        return _argument(call, [_STEP_PROPERTIES.get(str(words[0]), words[0]), *words[1:]])

    def _in_words_of_ssm(self, problem: Problem) -> Problem:
        """Return a problem with its place in SSM's words, if it is one of a step that is there."""
        subject, comma, path = problem.place.removesuffix(problem.path).rpartition(", ")
        step, own = self._last, problem.path
        within = _PART.match(own)
        if within is not None and within["noun"] == "step":
            step = (self._part("step", within["name"]) or (None,))[0]
            subject, own = f"step {quoted(within['name'])}", own[within.end() :]
        if path or not (comma and own) or not isinstance(step, Step):
            return problem
        if subject != f"step {quoted(step.name)}":
            return problem
        return replace(problem, place=f"{subject}, {_field(step, own)}")

    def _part(self, noun: str, name: str) -> tuple[Any, Call] | None:
        """Return the last part of a name of the document that was just made, and its call."""
        whole = self._last
        if not isinstance(whole, Document):
            return None
        parts: tuple[Any, ...] = (
            *whole.all_steps,
            *whole.all_parameters,
            *whole.variables,
            *whole.files,
        )
        named = [own for own in parts if own.noun == noun and own.name == name]
        return self._made.get(id(named[-1])) if named else None

    def _call(self) -> Call | None:
        """Return the call of the user's that is under way, the innermost."""
        frame: FrameType | None = sys._getframe(2)
        while frame is not None and not self._is_users(frame.f_code.co_filename):
            frame = frame.f_back
        if frame is None:
            return None
        return self._call_at(frame.f_code, frame.f_lasti, frame.f_lineno)

    def _call_at(self, code: CodeType, instruction: int, line: int) -> Call:
        own_line, offset = _position(code, instruction)
        source = self._absolute.parent / code.co_filename
        file = self.path.parent / source.relative_to(self._absolute.parent)
        return Call(file, source, own_line or line, offset or 0)

    def _is_users(self, file: str) -> bool:
        if file not in self._users:
            self._users[file] = is_users(file, self._absolute)
        return self._users[file]


def _position(code: CodeType, instruction: int) -> tuple[int | None, int | None]:
    """Return line and byte offset at which the expression of an instruction begins."""
    line, _, offset, _ = next(islice(code.co_positions(), instruction // 2, None))
    return line, offset


def _owners(owner: Any, path: tuple[str | int, ...]) -> Iterator[tuple[Any, tuple[str | int, ...]]]:
    """Yield what a path leads through, from the whole to the part, with the rest of the path."""
    yield owner, path
    if isinstance(owner, Document):
        match path:
            case ("mainSteps", int(index), *rest) if index < len(owner.steps):
                yield from _owners(owner.steps[index], tuple(rest))
            case ("parameters", str(name), *rest):
                for parameter in owner.all_parameters:
                    if parameter.name == name:
                        yield parameter, tuple(rest)
            case ("variables", str(name), *rest):
                for variable in owner.variables:
                    if variable.name == name:
                        yield variable, tuple(rest)
    elif isinstance(owner, Step):
        match path:
            case ("inputs", "Steps", int(index), *rest) if index < len(owner.nested_steps):
                yield from _owners(owner.nested_steps[index], tuple(rest))
            case ("outputs", int(index), *rest) if index < len(owner.outputs):
                yield owner.outputs[index], tuple(rest)


def _words(instance: Any, path: tuple[str | int, ...]) -> list[str | int]:
    """Return a path within something that is made in the words of the call that makes it."""
    if isinstance(instance, Document):
        return [_DOCUMENT_PROPERTIES.get(str(path[0]), path[0]), *path[1:]] if path else []
    if isinstance(instance, Remediation):
        match path:
            case ("Parameters", str(name), *_):
                is_resource = instance.resource is not None and instance.resource.name == name
                return ["resource" if is_resource else "arguments"]
            case (first, *rest):
                return [_REMEDIATION_PROPERTIES.get(str(first), first), *rest]
        return []
    if not isinstance(instance, Step):
        return [_snake(str(path[0])), *path[1:]] if path else []
    match path:
        case ("inputs", str(key), *rest):
            fields = {item.key_of(name): name for name, item in instance.input_fields().items()}
            if isinstance(instance, ApiCall):
                fields |= instance.own_inputs()
            return [fields.get(key, _STEP_PROPERTIES.get(key, key)), *rest]
        case (first, *rest):
            return [_STEP_PROPERTIES.get(str(first), first), *rest]
    return []


def _field(step: Step, path: str) -> str:
    """Return what a property of a step is in SSM's words: `inputs.DocumentName`."""
    name = re.split(r"\W", path)[0]
    rest = path.removeprefix(name)
    if name == "inputs":
        return path
    if name in {field.name for field in fields(Step)}:
        return f"{camel(name)}{rest}"
    keys = {own: item.key_of(own) for own, item in step.input_fields().items()}
    capital = camel(f"_{name}")
    return f"inputs.{keys.get(name, _KEYS.get(name, capital))}{rest}"


def camel(words: str) -> str:
    """Return words of Python's as SSM writes them: `onFailure`."""
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), words)


def _snake(word: str) -> str:
    """Return a word of SSM's as Python writes it: `allowed_values`."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in word).lstrip(
        "_"
    )


def _argument(call: Call, words: Sequence[str | int]) -> Place:
    """Return where an argument of a call is written, as far as it is written there."""
    lines, calls = _calls(call.source)
    node = calls.get((call.line, call.offset))
    found: ast.AST | None = node
    if node is not None and words:
        keyword = next((own for own in node.keywords if own.arg == words[0]), None)
        general = next((own for own in node.keywords if own.arg == "inputs"), None)
        if keyword is not None:
            found = _part(keyword, keyword.value, words[1:])
        elif general is not None:
            found = _part(node, general.value, words)
    line = getattr(found, "lineno", call.line)
    offset = getattr(found, "col_offset", call.offset)
    text = lines[line - 1] if line <= len(lines) else b""
    return Place(call.file, line, len(text[:offset].decode("utf-8", "replace")) + 1)


def _part(found: ast.AST, value: ast.expr, words: Sequence[str | int]) -> ast.AST:
    """Return the node of a part of a value that is written out, or the nearest around it."""
    for word in words:
        if isinstance(value, ast.List | ast.Tuple) and isinstance(word, int):
            if word >= len(value.elts):
                return found
            found = value = value.elts[word]
        elif isinstance(value, ast.Dict):
            keys = [key.value if isinstance(key, ast.Constant) else None for key in value.keys]
            if word not in keys:
                return found
            index = keys.index(word)
            found, value = value.keys[index] or value, value.values[index]
        else:
            return found
    return found


@cache
def _calls(file: Path) -> tuple[list[bytes], dict[tuple[int, int], ast.Call]]:
    """Return the lines of a file, and its calls by where they begin: the outermost one of each."""
    try:
        source = decode_source(file.read_bytes())
        tree = ast.parse(source)
    except (OSError, SyntaxError, ValueError):
        return [], {}
    calls: dict[tuple[int, int], ast.Call] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            calls.setdefault((node.lineno, node.col_offset), node)
    return source.encode().splitlines(), calls
