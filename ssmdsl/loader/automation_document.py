"""The data of an SSM Automation document → `Document`."""

from collections.abc import Mapping, Sequence
from typing import Any

from ssmdsl.attachment import Attachment
from ssmdsl.compiler import SCHEMA_VERSION
from ssmdsl.data_path import Path
from ssmdsl.document import Document
from ssmdsl.errors import MISSING, Problem, did_you_mean, one_of, quoted
from ssmdsl.loader.document_problems import DocumentProblems
from ssmdsl.loader.problems import Problems
from ssmdsl.loader.reading import Names
from ssmdsl.loader.step_reader import StepReader
from ssmdsl.output import StepOutput
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
_PLACES: dict[str, Path] = {
    "steps": ("mainSteps",),
    "assume_role": ("assumeRole",),
    "on_failure": ("onFailure",),
    "on_cancel": ("onCancel",),
    "next_step": ("nextStep",),
    "attachment": ("inputs", "Attachment"),
}
"""Where in a document, or in a step, what the whole is wrong in stands."""


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
        self._problems = DocumentProblems(problems, path)
        self._names = Names()
        self._places: dict[str, Path] = {}

    def read(self, data: Any) -> Document | None:
        if not isinstance(data, dict):
            self._problems.tell(
                (), f"{quoted(data)} is not a document: a dictionary with {one_of(_DOCUMENT)}"
            )
            return None
        self._problems.check_keys(data, (), "document", _DOCUMENT)
        version = data.get("schemaVersion")
        if "schemaVersion" not in data:
            fix = f"schemaVersion: {quoted(SCHEMA_VERSION)}"
            message = f"schemaVersion: it is required; write {fix}"
            self._problems.tell((), message, code=MISSING)
        elif version != SCHEMA_VERSION:
            self._problems.tell(
                ("schemaVersion",),
                f"schemaVersion: {quoted(version)} is not that of Automation documents; write"
                f" {quoted(SCHEMA_VERSION)}",
                code="SSM108",
            )
        parameters = self._definitions(data, "parameters", Parameter, _PARAMETER)
        variables = self._definitions(data, "variables", Variable, _VARIABLE)
        written_files = self._dictionary(data, "files")
        files = [
            file
            for name, content in written_files.items()
            if (file := self._file(name, content, ("files", name))) is not None
        ]
        reader = StepReader(self._names, self._problems)
        steps = reader.read(data)
        outputs = self._outputs(data, steps)
        if not steps:
            return None
        where = {**_PLACES, **self._places, **reader.places}

        def is_told(problem: Problem) -> bool:
            return problem.code == "SSM202" and len(files) < len(written_files)

        with self._problems.telling((), where, is_told):
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
        return None

    def _dictionary(self, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found = data.get(key, {})
        if isinstance(found, dict):
            return found
        self._problems.tell((key,), f"{key}: {quoted(found)} is not a dictionary")
        return {}

    def _definitions(
        self, data: Mapping[str, Any], key: str, kind: Any, keys: Mapping[str, str]
    ) -> list[Any]:
        made = []
        for name, content in self._dictionary(data, key).items():
            path: Path = (key, name)
            noun = key.removesuffix("s")
            self._places[f'{noun} "{name}"'] = path
            if not isinstance(content, dict):
                self._problems.tell(
                    path, f"{noun} {quoted(name)}: {quoted(content)} is not a dictionary"
                )
                continue
            self._problems.check_keys(content, path, f"{noun} {quoted(name)}", keys)
            if "type" not in content:
                self._problems.tell(
                    path, f'{noun} {quoted(name)}: its "type" is required', code=MISSING
                )
            properties = {keys[own]: value for own, value in content.items() if own in keys}
            if "default" in properties:
                properties["default"] = self._names.value(properties["default"])
            item = self._problems.made(kind, name, properties, path, keys)
            if item is not None:
                made.append(item)
                self._names.references[item.expression] = item
        return made

    def _file(self, name: str, content: Any, path: Path) -> Attachment | None:
        subject = f"file {quoted(name)}"
        content = content if isinstance(content, dict) else {}
        checksums = content.get("checksums")
        known = ("checksums", "size")
        self._problems.check_keys(content, path, subject, known)
        if not isinstance(checksums, dict) or "sha256" not in checksums:
            if content.keys() <= set(known):  # or it is what is not known by its name
                message = f'{subject}: its "checksums" with "sha256" are required'
                self._problems.tell(path, message, code=MISSING)
            return None
        self._problems.check_keys(
            checksums, (*path, "checksums"), f"{subject}, checksums", ("sha256",)
        )
        with self._problems.telling(path, {"name": (), "sha256": ("checksums", "sha256")}):
            return Attachment(name, sha256=checksums["sha256"], size=content.get("size"))
        return None

    def _outputs(self, data: Mapping[str, Any], steps: Sequence[Step]) -> list[Any]:
        made = []
        written = data.get("outputs", [])
        if not isinstance(written, list):
            self._problems.tell(("outputs",), f"outputs: {quoted(written)} is not a list")
            return []
        for index, expression in enumerate(written):
            reference = (
                self._names.references.get(expression) if isinstance(expression, str) else None
            )
            if isinstance(reference, StepOutput):
                made.append(reference)
            elif not self._may_be_output(str(expression), steps):
                outputs = [
                    name
                    for name, item in self._names.references.items()
                    if isinstance(item, StepOutput)
                ]
                near = did_you_mean(str(expression), outputs)
                self._problems.tell(
                    ("outputs", index),
                    f"outputs[{index}]: {quoted(expression)} is no output of a step.{near}",
                    code="SSM201",
                )
        return made

    def _may_be_output(self, expression: str, steps: Sequence[Step]) -> bool:
        """Return whether an output that nobody knows may be one of a step that was not read."""
        step = self._names.steps.get(expression.split(".")[0])
        asked = steps if step is None else (step,)  # one without a name may have been meant
        return any(own.has_unknown_outputs for own in asked)

    def _assume_role(self, written: Any) -> Any:
        found = self._names.value(written)
        return found if isinstance(found, Parameter) else written
