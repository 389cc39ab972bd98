"""The data of a document's steps → `Step`s."""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from ssmdsl import limits
from ssmdsl.data_path import Path, shown
from ssmdsl.errors import (
    MISSING,
    UNKNOWN_KEY,
    WRONG_VALUE,
    DefinitionError,
    Problem,
    did_you_mean,
    one_of,
    quoted,
)
from ssmdsl.incomplete import leave_out
from ssmdsl.known_actions import ACTIONS
from ssmdsl.loader.document_problems import DocumentProblems
from ssmdsl.loader.reading import Names, StepReading, UnreadableError
from ssmdsl.output import Output, StepOutput
from ssmdsl.reference import REFERENCE
from ssmdsl.step import Step
from ssmdsl.unreadable_step import UnreadableStep

_OUTPUT = {"Name": "name", "Selector": "selector", "Type": "type"}
_STEP = {
    "name": "name",
    "description": "description",
    "maxAttempts": "max_attempts",
    "timeoutSeconds": "timeout_seconds",
    "isCritical": "is_critical",
    "isEnd": "is_end",
}
_JUMPS = {"onFailure": "on_failure", "onCancel": "on_cancel", "nextStep": "next_step"}
_KEYS_OF_STEPS: dict[str, Path] = {own: (key,) for key, own in {**_STEP, **_JUMPS}.items()}
_INPUTS: dict[str, Path] = {
    "service": ("inputs", "Service"),
    "api": ("inputs", "Api"),
    "choices": ("inputs", "Choices"),
    "default": ("inputs", "Default"),
    "loop_condition": ("inputs", "LoopCondition"),
    "duration": ("inputs", "Duration"),
    "timestamp": ("inputs", "Timestamp"),
    "script": ("inputs", "Script"),
    "attachment": ("inputs", "Attachment"),
    "variable": ("inputs", "Name"),
    "steps": ("inputs", "Steps"),
}
"""The inputs that an action takes in a way of its own, by its field's name."""
_PARTS = re.compile(r"([^.\[\]]+)(?!\])|\[(\d+)\]")
_STEP_KEYS = (*_STEP, *_JUMPS, "action", "inputs", "outputs")


class StepReader:
    """Reads the steps of one document."""

    def __init__(self, names: Names, problems: DocumentProblems) -> None:
        """Keep what the document's names stand for, and where to tell what is wrong."""
        self.places: dict[str, Path] = {}
        """Where each step stands, by what a problem calls it."""
        self._names = names
        self._problems = problems
        self._outputs: dict[int, Output] = {}

    def read(self, data: Mapping[str, Any]) -> list[Step]:
        """Return the steps; what cannot be read of one is missing."""
        written = data.get("mainSteps")
        self._names.step_names = tuple(_step_names(written))
        if not isinstance(written, list) or not written:
            message = "mainSteps: a document has a list of at least one step"
            is_there = "mainSteps" in data
            self._problems.tell(
                ("mainSteps",) if is_there else (),
                message,
                code=WRONG_VALUE if is_there else MISSING,
            )
            return []
        self._declare_outputs(written)
        return self._steps(written, ("mainSteps",))

    def _declare_outputs(self, written: list[Any]) -> None:
        """Make known what steps declare: a step may read one that stands further down."""
        for step in written:
            if not isinstance(step, dict):
                continue
            for output in _list(step.get("outputs")):
                try:
                    reference = StepOutput(step.get("name", ""), self._output(output))
                    self._names.references[reference.expression] = reference
                except (DefinitionError, AttributeError):
                    continue  # told when the step itself is read
            inputs = step.get("inputs")
            if isinstance(inputs, dict):
                self._declare_outputs(_list(inputs.get("Steps")))

    def _steps(self, written: list[Any], path: Path) -> list[Step]:
        return [self._step(content, (*path, index)) for index, content in enumerate(written)]

    def _step(self, data: Any, path: Path) -> Step:
        if not isinstance(data, dict):
            self._problems.tell(path, f"{shown(path)}: {quoted(data)} is not a step: a dictionary")
            return self._unreadable(path)
        missing = [key for key in ("name", "action") if not isinstance(data.get(key), str)]
        for key in missing:
            self._problems.tell(
                (*path, key) if key in data else path,
                f'{shown(path)}: its "{key}" is required, as text',
                code=WRONG_VALUE if key in data else MISSING,
            )
        if missing:
            return self._unreadable(path, data.get("name"))
        name, action = data["name"], data["action"]
        subject = f"step {quoted(name)}"
        self.places[f'step "{name}"'] = path
        self._problems.check_keys(data, path, subject, _STEP_KEYS)
        common = {
            _STEP[key]: value for key, value in data.items() if key in _STEP and key != "name"
        }
        common |= self._jumps(data, path)
        common["outputs"] = self._step_outputs(data, path, subject)
        step = self._step_of(name, action, data, common, path)
        if step is None:
            with self._problems.telling(path, _KEYS_OF_STEPS):
                step = UnreadableStep(name, **common)
        if step is None:
            return self._unreadable(path, name)
        unread = [own for key, own in _JUMPS.items() if key in data and own not in common]
        if len(common["outputs"]) < len(_list(data.get("outputs"))):
            unread.append("outputs")
        if unread:
            leave_out(step, unread)
        self._names.steps[name] = step
        return step

    def _unreadable(self, path: Path, name: Any = None) -> Step:
        """Return what stands for a step of which nothing can be read."""
        is_name = isinstance(name, str) and re.match(limits.STEP_NAME_PATTERN, name)
        step = UnreadableStep(name if is_name else re.sub(r"\W+", "_", shown(path)).strip("_"))
        if isinstance(name, str):
            self._names.steps[name] = step
        return step

    def _step_of(
        self,
        name: str,
        action: str,
        data: Mapping[str, Any],
        common: Mapping[str, Any],
        path: Path,
    ) -> Step | None:
        """Return a step of its action, or nothing and tell why."""
        subject = f"step {quoted(name)}"
        kind = ACTIONS.get(action)
        if kind is None:
            near = did_you_mean(action, ACTIONS)
            message = f"{subject}: there is no action {quoted(action)}.{near}"
            self._problems.tell((*path, "action"), message, code="SSM104")
            return None
        inputs = data.get("inputs", {})
        if not isinstance(inputs, dict):
            self._problems.tell(
                (*path, "inputs"), f"{subject}, inputs: {quoted(inputs)} is not a dictionary"
            )
            return None
        reading = StepReading(
            name,
            (*self._problems.path, *path),
            self._names,
            self._problems.of_file,
            lambda written, where: self._steps(written, where[len(self._problems.path) :]),
        )
        own = _field_names(kind)  # type: ignore[arg-type]  # every class can be hashed
        places = _inputs_of(kind)  # type: ignore[arg-type]  # every class can be hashed
        written = inputs
        if "inputs" not in own:  # or it takes those of whatever it calls
            fields_only = own - {where[-1] for where in places.values()}
            inputs = self._known_inputs(places, inputs, path, subject, fields_only & inputs.keys())
        try:
            read = kind.read(inputs, reading)
        except UnreadableError as error:  # told already
            self._tell_the_rest(kind, name, inputs, error.key, reading, path)
            return None
        given = self._known_inputs(places, read, path, subject, read.keys() - own)
        has_unknown = len(inputs) < len(written) or len(given) < len(read)

        def is_told(problem: Problem) -> bool:
            if problem.code == MISSING:
                return has_unknown  # what is missing may be what is not known by its name
            return problem.code == WRONG_VALUE and _names_nothing(given, problem.path)

        with self._problems.telling(path, {**places, **_KEYS_OF_STEPS}, is_told):
            step: Step = kind(name, **common, **given)
            reading.declare(*step.outputs, *step.predefined_outputs)
            return step
        return None

    def _tell_the_rest(
        self,
        kind: type[Step],
        name: str,
        inputs: Mapping[str, Any],
        unread: str,
        reading: StepReading,
        path: Path,
    ) -> None:
        """Tell what else is wrong with a step of which an input cannot be read."""
        while unread in inputs:
            reading.unread.add(unread)
            inputs = {key: value for key, value in inputs.items() if key != unread}
            try:
                read = kind.read(inputs, reading)
            except UnreadableError as error:
                unread = error.key
                continue
            known = {key: value for key, value in read.items() if key in _field_names(kind)}  # type: ignore[arg-type]
            where = {**_inputs_of(kind), **_KEYS_OF_STEPS}  # type: ignore[arg-type]
            # What is missing may be what could not be read.
            with self._problems.telling(path, where, lambda own: own.code == MISSING):
                kind(name, **known)
            return

    def _known_inputs(
        self,
        places: Mapping[str, tuple[str, ...]],
        inputs: Mapping[str, Any],
        path: Path,
        subject: str,
        unknown: Collection[str],
    ) -> dict[str, Any]:
        """Return inputs without those that an action does not have, and tell of these."""
        known = [where[-1] for where in places.values()]
        for key in unknown:
            near = did_you_mean(key, known)
            message = f"{subject}: there is no input {quoted(key)}, only {one_of(known, 20)}"
            self._problems.tell(
                (*path, "inputs", key), f"{message}.{near}", key=True, code=UNKNOWN_KEY
            )
        return {key: value for key, value in inputs.items() if key not in unknown}

    def _jumps(self, data: Mapping[str, Any], path: Path) -> dict[str, Any]:
        """Return what the step leads to, without what cannot be, and tell of that."""
        properties: dict[str, Any] = {}
        for key, own in _JUMPS.items():
            if key not in data:
                continue
            written = data[key]
            words = {"onFailure": ("Abort", "Continue"), "onCancel": ("Abort",), "nextStep": ()}[
                key
            ]
            if written in words:
                properties[own] = written
                continue
            prefix, names = "step:" if words else "", self._names.step_names
            target = written
            if words:
                target = (
                    written.removeprefix("step:")
                    if isinstance(written, str) and written.startswith("step:")
                    else None
                )
            if target in self._names.step_names:
                properties[own] = self._names.jump(target)
                continue
            forms = one_of([*words, "step:NAME"]) if words else "a step of the document"
            others = [name for name in names if name != data["name"]]
            near = did_you_mean(str(written), [*words, *map(prefix.__add__, others)])
            if words and written in names:
                near = f" Did you mean {quoted(prefix + written)}?"
            subject = f"step {quoted(data['name'])}, {key}"
            verdict = f"is not {'one of ' if words else ''}{forms}.{near}"
            message = f"{subject}: {quoted(written)} {verdict}"
            self._problems.tell((*path, key), message, code="SSM301")
        return properties

    def _step_outputs(self, data: Mapping[str, Any], path: Path, subject: str) -> list[Output]:
        written = data.get("outputs", [])
        if not isinstance(written, list):
            self._problems.tell(
                (*path, "outputs"), f"{subject}, outputs: {quoted(written)} is not a list"
            )
            return []
        made = []
        for index, content in enumerate(written):
            where: Path = (*path, "outputs", index)
            named = f"{subject}, outputs[{index}]"
            if not isinstance(content, dict):
                wanted = f"a dictionary with {one_of(_OUTPUT)}"
                self._problems.tell(where, f"{named}: {quoted(content)} is not {wanted}")
                continue
            self._problems.check_keys(content, where, named, _OUTPUT)
            places = {own: (key,) for key, own in _OUTPUT.items()}
            with self._problems.telling(where, places, subject=named):
                made.append(self._output(content))
        return made

    def _output(self, content: Mapping[str, Any]) -> Output:
        """Return an output, which is made once; where it cannot be made, that is told each time."""
        made = self._outputs.get(id(content))
        if made is None:
            properties = {_OUTPUT[key]: value for key, value in content.items() if key in _OUTPUT}
            made = self._outputs[id(content)] = Output(**properties)
        return made


@cache
def _field_names(kind: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))


def _names_nothing(given: Any, path: str) -> bool:
    """Return whether what stands at a path is a reference that names nothing: it is text still."""
    for name, index in _PARTS.findall(path):
        if isinstance(given, Mapping):
            given = given.get(name)
        elif isinstance(given, list | tuple) and index:
            given = given[int(index)]
    return isinstance(given, str) and REFERENCE.fullmatch(given.strip()) is not None


@cache
def _inputs_of(kind: Any) -> Mapping[str, tuple[str, ...]]:
    """Return where the inputs of an action stand in a step, by the names of its fields."""
    own = _field_names(kind) - _field_names(Step)
    described = {name: ("inputs", item.key_of(name)) for name, item in kind.input_fields().items()}
    return {name: where for name, where in {**_INPUTS, **described}.items() if name in own}  # type: ignore[misc]


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _step_names(steps: Any) -> list[str]:
    """Return the names of all steps, those inside of loops among them."""
    names: list[str] = []
    for step in _list(steps):
        if isinstance(step, dict):
            if isinstance(step.get("name"), str):
                names.append(step["name"])
            if isinstance(step.get("inputs"), dict):
                names += _step_names(step["inputs"].get("Steps"))
    return names
