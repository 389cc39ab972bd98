"""The proper form of what people and AWS itself write in documents.

SSM takes quoted numbers, selectors without their beginning, names of operations in other cases
and more; all of this is taken here too, and each change is told.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from ssmdsl.condition import OPERATORS
from ssmdsl.data_path import Path
from ssmdsl.errors import quoted
from ssmdsl.known_actions import ACTIONS
from ssmdsl.loader.changes import FormChange
from ssmdsl.reference import REFERENCE
from ssmdsl.service_model import proper_operation, proper_service
from ssmdsl.value_type import ValueType

_PARAMETER_NUMBERS = ("minItems", "maxItems", "minChars", "maxChars")
_STEP_NUMBERS = ("maxAttempts", "timeoutSeconds")
_STEP_FLAGS = ("isCritical", "isEnd")
_API_ACTIONS = (
    "aws:executeAwsApi",
    "aws:assertAwsResourceProperty",
    "aws:waitForAwsResourceProperty",
)
_WITHOUT_ON_CANCEL = ("aws:loop", "aws:updateVariable")
_UNTOUCHED = {"aws:executeScript": ("Script",)}
"""The inputs whose braces are their own."""


class NormalForm:
    """Brings the data of one document into its proper form, and keeps what it changed."""

    def __init__(self) -> None:
        """Begin without changes."""
        self.changes: list[FormChange] = []

    def document(self, data: Mapping[str, Any], path: Path = ()) -> dict[str, Any]:
        """Return a document's data in its proper form, with every part where it was.

        What is not of the kind that stands there is left for whoever reads it.
        """
        data = self._without_empty(
            data, path, "description", "parameters", "variables", "outputs", "files"
        )
        if isinstance(data.get("schemaVersion"), float):
            data["schemaVersion"] = self._changed(
                (*path, "schemaVersion"), data["schemaVersion"], str(data["schemaVersion"])
            )
        if data.get("assumeRole", "") in (None, ""):
            self._drop(data, "assumeRole", path)
        else:
            data["assumeRole"] = self._references(data["assumeRole"], (*path, "assumeRole"))
        for key, numbers in (("parameters", _PARAMETER_NUMBERS), ("variables", ())):
            if isinstance(data.get(key), dict):
                data[key] = {
                    name: self._definition(definition, (*path, key, name), numbers)
                    for name, definition in data[key].items()
                }
        if isinstance(data.get("files"), dict):
            data["files"] = {
                name: self._file(file, (*path, "files", name))
                for name, file in data["files"].items()
            }
        if isinstance(data.get("mainSteps"), list):
            data["mainSteps"] = self._steps(data["mainSteps"], (*path, "mainSteps"))
        return data

    def _definition(self, data: Any, path: Path, numbers: tuple[str, ...]) -> Any:
        if not isinstance(data, dict):
            return data
        data = self._without_empty(data, path, "description", "allowedValues")
        for key in numbers:
            if key in data:
                data[key] = self._typed("Integer", data[key], (*path, key))
        kind = data.get("type")
        if "default" in data and kind in ("Integer", "Boolean"):
            data["default"] = self._typed(kind, data["default"], (*path, "default"))
        item = "String" if kind == "StringList" else kind
        if item in ("Integer", "Boolean", "String") and isinstance(data.get("allowedValues"), list):
            data["allowedValues"] = [
                self._typed(item, value, (*path, "allowedValues", index))
                for index, value in enumerate(data["allowedValues"])
            ]
        if "default" in data:
            data["default"] = self._references(data["default"], (*path, "default"))
        return data

    def _file(self, data: Any, path: Path) -> Any:
        checksums = data.get("checksums") if isinstance(data, dict) else None
        if not isinstance(checksums, dict) or "SHA256" not in checksums or "sha256" in checksums:
            return data
        self._changed((*path, "checksums"), "SHA256", "sha256")
        proper = {"sha256" if key == "SHA256" else key: value for key, value in checksums.items()}
        return {**data, "checksums": proper}

    def _steps(self, steps: list[Any], path: Path) -> list[Any]:
        return [
            self._step(step, (*path, index)) if isinstance(step, dict) else step
            for index, step in enumerate(steps)
        ]

    def _step(self, data: dict[str, Any], path: Path) -> dict[str, Any]:
        data = self._without_empty(data, path, "description", "outputs")
        for key in _STEP_NUMBERS:
            if key in data:
                data[key] = self._typed("Integer", data[key], (*path, key))
        for key in _STEP_FLAGS:
            if key in data:
                data[key] = self._typed("Boolean", data[key], (*path, key))
        if "onCancel" in data and data.get("action") in _WITHOUT_ON_CANCEL:
            del data["onCancel"]
            message = f"{data['action']} does not support it; it is left out"
            self.changes.append(FormChange((*path, "onCancel"), message))
        if isinstance(data.get("outputs"), list):
            data["outputs"] = [
                self._output(output, (*path, "outputs", index))
                if isinstance(output, dict)
                else output
                for index, output in enumerate(data["outputs"])
            ]
        for key in ("onFailure", "onCancel"):
            if key in data:
                data[key] = self._jump(data[key], (*path, key))
        if "inputs" in data and data["inputs"] is None:
            data["inputs"] = self._changed((*path, "inputs"), None, {})
        if isinstance(data.get("inputs"), dict):
            data["inputs"] = self._inputs(
                str(data.get("action")), data["inputs"], (*path, "inputs")
            )
        return data

    def _output(self, data: dict[str, Any], path: Path) -> dict[str, Any]:
        data = dict(data)
        if "Type" not in data:
            data["Type"] = self._changed((*path, "Type"), None, "String")
        if "Selector" in data:
            data["Selector"] = self._selector(data["Selector"], (*path, "Selector"))
        return data

    def _selector(self, given: Any, path: Path) -> Any:
        if not isinstance(given, str) or given.startswith(("$", "{{")) or not given:
            return given
        return self._changed(path, given, f"${given}" if given[0] in "[." else f"$.{given}")

    def _inputs(self, action: str, data: dict[str, Any], path: Path) -> dict[str, Any]:
        untouched = _UNTOUCHED.get(action, ())
        nested = ("Steps",) if action == "aws:loop" else ()
        data = {
            key: value if key in (*untouched, *nested) else self._references(value, (*path, key))
            for key, value in data.items()
        }
        if action in _API_ACTIONS:
            self._api(data, path)
        payload = data.get("Payload")
        if action == "aws:invokeLambdaFunction" and isinstance(payload, dict | list):
            data["Payload"] = self._changed((*path, "Payload"), payload, json.dumps(payload))
        if action == "aws:branch" and isinstance(data.get("Choices"), list):
            data["Choices"] = [
                self._condition(choice, (*path, "Choices", index))
                for index, choice in enumerate(data["Choices"])
            ]
        if action == "aws:loop":
            if isinstance(data.get("Steps"), list):
                data["Steps"] = self._steps(data["Steps"], (*path, "Steps"))
            if "LoopCondition" in data:
                data["LoopCondition"] = self._condition(
                    data["LoopCondition"], (*path, "LoopCondition")
                )
        known = ACTIONS.get(action)
        for name, item in known.input_fields().items() if known else ():
            key = item.key_of(name)
            if key in data and item.type is not None:
                data[key] = self._typed(item.type, data[key], (*path, key))
        return data

    def _api(self, data: dict[str, Any], path: Path) -> None:
        service, api = data.get("Service"), data.get("Api")
        if isinstance(service, str):
            service = self._proper(proper_service(service), data, "Service", path)
        if isinstance(service, str) and isinstance(api, str):
            self._proper(proper_operation(service, api), data, "Api", path)
        if "PropertySelector" in data:
            data["PropertySelector"] = self._selector(
                data["PropertySelector"], (*path, "PropertySelector")
            )
        desired = data.get("DesiredValues")
        if isinstance(desired, list):
            data["DesiredValues"] = [
                item
                if isinstance(item, str)
                else self._changed((*path, "DesiredValues", index), item, str(item))
                for index, item in enumerate(desired)
            ]

    def _proper(self, name: str, data: dict[str, Any], key: str, path: Path) -> str:
        """Write a name as it is properly written, and return it."""
        if data[key] != name:
            data[key] = self._changed((*path, key), data[key], name)
        return name

    def _condition(self, data: Any, path: Path) -> Any:
        if not isinstance(data, dict):
            return data
        found = {}
        for key, value in data.items():
            if key in ("And", "Or") and isinstance(value, list):
                found[key] = [
                    self._condition(item, (*path, key, index)) for index, item in enumerate(value)
                ]
            elif key == "Not":
                found[key] = self._condition(value, (*path, key))
            elif key in OPERATORS:
                found[key] = self._typed(OPERATORS[key], value, (*path, key))
            else:
                found[key] = value
        return found

    def _typed(self, kind: ValueType | str, given: Any, path: Path) -> Any:
        """Return a value as one of a type, if it says one in another form."""
        if kind == "Boolean" and isinstance(given, str) and given.lower() in ("true", "false"):
            return self._changed(path, given, given.lower() == "true")
        if kind == "Integer" and isinstance(given, str) and re.fullmatch(r"-?[0-9]{1,18}", given):
            return self._changed(path, given, int(given))
        if kind == "String" and isinstance(given, bool):
            return self._changed(path, given, str(given).lower())
        if kind == "String" and isinstance(given, int | float):
            return self._changed(path, given, str(given))
        if kind == "StringList" and isinstance(given, str) and not REFERENCE.fullmatch(given):
            return self._changed(path, given, [given])
        if kind == "MapList" and isinstance(given, dict):
            return self._changed(path, given, [given])
        return given

    def _references(self, given: Any, path: Path) -> Any:
        """Return a value in whose texts every reference is spaced as AWS spaces it."""
        if isinstance(given, str):
            if "{{" not in given:
                return given
            proper = REFERENCE.sub(_spaced, given)
            return given if proper == given else self._changed(path, given, proper)
        if isinstance(given, dict):
            return {key: self._references(value, (*path, key)) for key, value in given.items()}
        if isinstance(given, list):
            return [self._references(item, (*path, index)) for index, item in enumerate(given)]
        return given

    def _jump(self, given: Any, path: Path) -> Any:
        """Return `step:NAME` without the spaces that stand in it."""
        found = re.fullmatch(r"\s*step:\s*(\w+)\s*", given) if isinstance(given, str) else None
        if found is None or given == f"step:{found[1]}":
            return given
        return self._changed(path, given, f"step:{found[1]}")

    def _without_empty(self, data: Mapping[str, Any], path: Path, *keys: str) -> dict[str, Any]:
        """Return a copy without nulls, and without those of the keys that hold nothing."""
        copy = dict(data)
        for key, value in data.items():
            if (value is None and key != "inputs") or (key in keys and value in ({}, [])):
                self._drop(copy, key, path)
        return copy

    def _drop(self, data: dict[str, Any], key: str, path: Path) -> None:
        if key in data:
            del data[key]
            self.changes.append(FormChange((*path, key), "it is empty, and left out"))

    def _changed(self, path: Path, was: Any, now: Any) -> Any:
        self.changes.append(FormChange(path, f"{quoted(was)} is written {quoted(now)}"))
        return now


def _spaced(found: re.Match[str]) -> str:
    return f"{{{{ {found[1]} }}}}"
