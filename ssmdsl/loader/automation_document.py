"""The data of an SSM Automation document → `Document`."""

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from ssmdsl.attachment import Attachment
from ssmdsl.compiler import SCHEMA_VERSION
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError, did_you_mean, one_of, quoted
from ssmdsl.loader.changes import Path, shown
from ssmdsl.loader.known_actions import ACTIONS
from ssmdsl.loader.problems import Problems
from ssmdsl.loader.reading import Names, StepReading, UnreadableError
from ssmdsl.output import Output, StepOutput
from ssmdsl.parameter import Parameter
from ssmdsl.step import Step
from ssmdsl.variable import Variable

_DOCUMENT = (
    "schemaVersion",
    "description",
    "assumeRole",
    "parameters",
    "variables",
    "mainSteps",
    "outputs",
    "files",
)
_CHANGE_MANAGER = ("emergencyChange", "autoApprovable", "templateInformation", "executableRunBooks")
_PARAMETER = {
    "type": "type",
    "description": "description",
    "default": "default",
    "allowedValues": "allowed_values",
    "allowedPattern": "allowed_pattern",
    "minItems": "min_items",
    "maxItems": "max_items",
    "minChars": "min_chars",
    "maxChars": "max_chars",
    "displayType": "display_type",
}
_VARIABLE = {"type": "type", "description": "description", "default": "default"}
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
_IN_STEPS: dict[str, Path] = {
    **{own: (key,) for key, own in _JUMPS.items()},
    "attachment": ("inputs", "Attachment"),
}
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
_STEP_KEYS = (*_STEP, *_JUMPS, "action", "inputs", "outputs")


def read_document(data: Any, name: str, problems: Problems, path: Path = ()) -> Document | None:
    """Return the document that data in its proper form says, or tell why it says none.

    Args:
        data: the data, in its proper form.
        name: what the document is called.
        problems: where to tell what is wrong.
        path: where the data stands in the file.
    """
    return _DocumentReader(name, problems, path).read(data)


class _DocumentReader:
    """Reads one document."""

    def __init__(self, name: str, problems: Problems, path: Path) -> None:
        self._name = name
        self._problems = problems
        self._path = path
        self._names = Names()
        self._places: dict[str, Path] = {}
        self._complete = True

    def read(self, data: Any) -> Document | None:
        if not isinstance(data, dict):
            self._tell(
                (), f"{quoted(data)} is not a document: a dictionary with {one_of(_DOCUMENT)}"
            )
            return None
        self._check_keys(data, (), "document", _DOCUMENT)
        version = data.get("schemaVersion")
        if version != SCHEMA_VERSION:
            self._tell(
                ("schemaVersion",) if "schemaVersion" in data else (),
                f"schemaVersion: {quoted(version)} is not that of Automation documents,"
                f" {quoted(SCHEMA_VERSION)}",
            )
        parameters = self._definitions(data, "parameters", Parameter, _PARAMETER)
        variables = self._definitions(data, "variables", Variable, _VARIABLE)
        files = [
            file
            for name, content in self._dictionary(data, "files").items()
            if (file := self._file(name, content, ("files", name))) is not None
        ]
        self._names.step_names = tuple(_step_names(data.get("mainSteps")))
        steps = self._main_steps(data)
        outputs = self._outputs(data)
        if not self._complete:
            return None
        places = {"steps": ("mainSteps",), "assume_role": ("assumeRole",)}
        try:
            return Document(
                self._name,
                description=data.get("description"),
                assume_role=self._assume_role(data.get("assumeRole")),
                parameters=parameters,
                variables=variables,
                steps=steps,
                outputs=outputs,
                files=files,
            )
        except DefinitionError as error:
            self._tell_all(error, places)
            return None

    def _tell(self, path: Path, message: str, *, key: bool = False) -> None:
        self._complete = False
        self._problems.add((*self._path, *path), message, key=key)

    def _tell_all(self, error: DefinitionError, places: Mapping[str, Path]) -> None:
        self._problems.add_all(error, self._path, {**_IN_STEPS, **places, **self._places})

    def _check_keys(self, data: Mapping[str, Any], path: Path, subject: str, known: Any) -> None:
        for key in data:
            if key not in known:
                near = did_you_mean(key, list(known))
                only = one_of(list(known), 20)
                message = f"{subject}: there is no key {quoted(key)}, only {only}.{near}"
                if key in _CHANGE_MANAGER and path == ():
                    message = (
                        f"{subject}: the key {quoted(key)} is one of Change Manager's templates,"
                        " which are no Automation documents that can be run by themselves"
                    )
                self._tell((*path, key), message, key=True)

    def _dictionary(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found = data.get(key, {})
        if isinstance(found, dict):
            return found
        self._tell((key,), f"{key}: {quoted(found)} is not a dictionary")
        return {}

    def _made(
        self, kind: Any, name: str, properties: dict[str, Any], path: Path, keys: Mapping[str, str]
    ) -> Any:
        """Return a model made of properties, or nothing, and tell why."""
        try:
            return kind(name, **properties)
        except DefinitionError as error:
            self._complete = False
            where: dict[str, Path] = {own: (key,) for key, own in keys.items()}
            self._problems.add_all(error, (*self._path, *path), {"name": (), **where})
            return None

    def _definitions(
        self, data: Mapping[str, Any], key: str, kind: Any, keys: Mapping[str, str]
    ) -> list[Any]:
        made = []
        for name, content in self._dictionary(data, key).items():
            path: Path = (key, name)
            noun = key.removesuffix("s")
            self._places[f'{noun} "{name}"'] = path
            if not isinstance(content, dict):
                self._tell(path, f"{noun} {quoted(name)}: {quoted(content)} is not a dictionary")
                continue
            self._check_keys(content, path, f"{noun} {quoted(name)}", keys)
            if "type" not in content:
                self._tell(path, f'{noun} {quoted(name)}: its "type" is required')
                continue
            properties = {keys[own]: value for own, value in content.items() if own in keys}
            if "default" in properties:
                properties["default"] = self._names.value(properties["default"])
            item = self._made(kind, name, properties, path, keys)
            if item is not None:
                made.append(item)
                self._names.references[item.expression] = item
        return made

    def _file(self, name: str, content: Any, path: Path) -> Attachment | None:
        checksums = content.get("checksums") if isinstance(content, dict) else None
        if not isinstance(checksums, dict) or "sha256" not in checksums:
            self._tell(path, f'file {quoted(name)}: its "checksums" with "sha256" are required')
            return None
        self._check_keys(content, path, f"file {quoted(name)}", ("checksums", "size"))
        properties = {"sha256": checksums["sha256"], "size": content.get("size")}
        made: Attachment | None = self._made(
            Attachment, name, properties, path, {"size": "size", "checksums": "sha256"}
        )
        return made

    def _main_steps(self, data: Mapping[str, Any]) -> list[Step]:
        written = data.get("mainSteps")
        if not isinstance(written, list) or not written:
            self._tell(("mainSteps",), "mainSteps: a document has a list of at least one step")
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
                    reference = StepOutput(step.get("name", ""), _output(output))
                    self._names.references[reference.expression] = reference
                except (DefinitionError, AttributeError):
                    continue  # told when the step itself is read
            inputs = step.get("inputs")
            if isinstance(inputs, dict):
                self._declare_outputs(_list(inputs.get("Steps")))

    def _steps(self, written: list[Any], path: Path) -> list[Step]:
        steps = []
        for index, content in enumerate(written):
            step = self._step(content, (*path, index))
            if step is not None:
                steps.append(step)
        return steps

    def _step(self, data: Any, path: Path) -> Step | None:
        if not isinstance(data, dict):
            self._tell(path, f"{shown(path)}: {quoted(data)} is not a step: a dictionary")
            return None
        missing = [key for key in ("name", "action") if not isinstance(data.get(key), str)]
        for key in missing:
            self._tell(
                (*path, key) if key in data else path,
                f'{shown(path)}: its "{key}" is required, as text',
            )
        if missing:
            return None
        name, action = data["name"], data["action"]
        subject = f"step {quoted(name)}"
        self._places[f'step "{name}"'] = path
        self._check_keys(data, path, subject, _STEP_KEYS)
        kind = ACTIONS.get(action)
        if kind is None:
            near = did_you_mean(action, ACTIONS)
            self._tell((*path, "action"), f"{subject}: there is no action {quoted(action)}.{near}")
            return None
        inputs = data.get("inputs", {})
        if not isinstance(inputs, dict):
            self._tell(
                (*path, "inputs"), f"{subject}, inputs: {quoted(inputs)} is not a dictionary"
            )
            return None
        properties = {
            _STEP[key]: value for key, value in data.items() if key in _STEP and key != "name"
        }
        reading = StepReading(
            name,
            (*self._path, *path),
            self._names,
            self._problems,
            lambda written, where: self._steps(written, where[len(self._path) :]),
        )
        own = {field.name for field in fields(kind)}
        if "inputs" not in own:  # or it takes those of whatever it calls
            fields_only = own - {where[-1] for where in _inputs_of(kind).values()}
            inputs = self._known_inputs(kind, inputs, path, subject, fields_only & inputs.keys())
        try:
            read = kind.read(inputs, reading)
            properties.update(self._known_inputs(kind, read, path, subject, read.keys() - own))
        except UnreadableError:
            self._complete = False
            return None
        keys = {**_inputs_of(kind), **_KEYS_OF_STEPS}
        jumps_are_fine = self._jumps(data, path, properties)
        properties["outputs"] = self._step_outputs(data, path, subject)
        if not jumps_are_fine:
            return None
        step = self._made_step(kind, name, properties, path, keys)
        if step is not None:
            self._names.steps[name] = step
            reading.declare(*step.outputs, *step.predefined_outputs)
        return step

    def _known_inputs(
        self,
        kind: type[Step],
        inputs: Mapping[str, Any],
        path: Path,
        subject: str,
        unknown: Collection[str],
    ) -> dict[str, Any]:
        """Return inputs without those that an action does not have, and tell of these."""
        known = [where[-1] for where in _inputs_of(kind).values()]
        for key in unknown:
            near = did_you_mean(key, known)
            message = f"{subject}: there is no input {quoted(key)}, only {one_of(known, 20)}"
            self._tell((*path, "inputs", key), f"{message}.{near}", key=True)
        return {key: value for key, value in inputs.items() if key not in unknown}

    def _made_step(
        self,
        kind: type[Step],
        name: str,
        properties: dict[str, Any],
        path: Path,
        keys: Mapping[str, Path],
    ) -> Step | None:
        try:
            return kind(name, **properties)
        except DefinitionError as error:
            self._complete = False
            self._problems.add_all(error, (*self._path, *path), keys)
            return None

    def _jumps(self, data: Mapping[str, Any], path: Path, properties: dict[str, Any]) -> bool:
        """Add what the step leads to; return whether all of it can be."""
        fine = True
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
                    written.removeprefix("step:").strip()
                    if isinstance(written, str) and written.startswith("step:")
                    else None
                )
            if target in self._names.step_names:
                steps = self._names.steps
                properties[own] = lambda steps=steps, target=target: steps[target]
                continue
            fine = False
            forms = one_of([*words, "step:NAME"]) if words else "a step of the document"
            near = did_you_mean(str(written), [*words, *map(prefix.__add__, names)])
            if words and written in names:
                near = f" Did you mean {quoted(prefix + written)}?"
            subject = f"step {quoted(data['name'])}, {key}"
            verdict = f"is not {'one of ' if words else ''}{forms}.{near}"
            self._tell((*path, key), f"{subject}: {quoted(written)} {verdict}")
        return fine

    def _step_outputs(self, data: Mapping[str, Any], path: Path, subject: str) -> list[Output]:
        written = data.get("outputs", [])
        if not isinstance(written, list):
            self._tell((*path, "outputs"), f"{subject}, outputs: {quoted(written)} is not a list")
            return []
        made = []
        for index, content in enumerate(written):
            where: Path = (*path, "outputs", index)
            named = f"{subject}, outputs[{index}]"
            if not isinstance(content, dict):
                wanted = f"a dictionary with {one_of(_OUTPUT)}"
                self._tell(where, f"{named}: {quoted(content)} is not {wanted}")
                continue
            self._check_keys(content, where, named, _OUTPUT)
            try:
                made.append(_output(content))
            except DefinitionError as error:
                self._complete = False
                names: dict[str, Path] = {own: (key,) for key, own in _OUTPUT.items()}
                self._problems.add_all(error, (*self._path, *where), names)
        return made

    def _outputs(self, data: Mapping[str, Any]) -> list[Any]:
        made = []
        is_complete = self._complete
        written = data.get("outputs", [])
        if not isinstance(written, list):
            self._tell(("outputs",), f"outputs: {quoted(written)} is not a list")
            return []
        for index, expression in enumerate(written):
            reference = (
                self._names.references.get(expression) if isinstance(expression, str) else None
            )
            if isinstance(reference, StepOutput):
                made.append(reference)
            elif is_complete:  # or the step that has it may be one that could not be read
                outputs = [
                    name
                    for name, item in self._names.references.items()
                    if isinstance(item, StepOutput)
                ]
                near = did_you_mean(str(expression), outputs)
                self._tell(
                    ("outputs", index),
                    f"outputs: {quoted(expression)} is no output of a step.{near}",
                )
        return made

    def _assume_role(self, written: Any) -> Any:
        found = self._names.value(written)
        return found if isinstance(found, Parameter) else written


def _inputs_of(kind: type[Step]) -> dict[str, tuple[str, ...]]:
    """Return where the inputs of an action stand in a step, by the names of its fields."""
    own = {field.name for field in fields(kind)} - {field.name for field in fields(Step)}
    described = {name: ("inputs", item.key_of(name)) for name, item in kind.input_fields().items()}
    return {name: where for name, where in {**_INPUTS, **described}.items() if name in own}  # type: ignore[misc]


def _output(content: Mapping[str, Any]) -> Output:
    properties = {_OUTPUT[key]: value for key, value in content.items() if key in _OUTPUT}
    return Output(**properties)


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
