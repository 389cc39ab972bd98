"""Reading on in a document where only the stack knows what stands in some places."""

from typing import Any

from ssmdsl.data_path import Path
from ssmdsl.errors import WRONG_VALUE
from ssmdsl.loader.problems import Problems
from ssmdsl.unknown_value import UnknownPlaces, is_unknown

_LEFT_OUT_OF_STEPS = ("description", "isCritical", "maxAttempts", "timeoutSeconds")
_KEPT_IN_DEFINITIONS = ("default", "type")


class ProblemsOfTheKnown(Problems):
    """The problems of a document, without what may be wrong with values that are not known."""

    def __init__(self, problems: Problems, unknown: UnknownPlaces) -> None:
        """Add to the same problems."""
        super().__init__(problems.text, problems.found)
        self._unknown = unknown

    def add(self, path: Path, message: str, *, key: bool = False, code: str = WRONG_VALUE) -> None:
        """Add what is wrong with what stands at a path, if that is known."""
        if not self._unknown.concern(path, key=key):
            super().add(path, message, key=key, code=code)


def without_unknown(data: Any) -> Any:
    """Return the data of a document without the unknown values of what may be left out."""
    if not isinstance(data, dict) or not is_unknown(data):
        return data
    data = dict(data)
    for key in ("parameters", "variables"):
        if isinstance(data.get(key), dict):
            data[key] = {name: _definition(written) for name, written in data[key].items()}
    if "mainSteps" in data:
        data["mainSteps"] = _steps(data["mainSteps"])
    if is_unknown(data.get("description")):
        del data["description"]
    return data


def _definition(written: Any) -> Any:
    if not isinstance(written, dict):
        return {"type": "String"} if is_unknown(written) else written
    kept = {
        key: value
        for key, value in written.items()
        if key in _KEPT_IN_DEFINITIONS or not is_unknown(value)
    }
    return {**kept, "type": "String"} if is_unknown(kept.get("type")) else kept


def _steps(written: Any) -> Any:
    if not isinstance(written, list):
        return written
    return [_step(step) if isinstance(step, dict) else step for step in written]


def _step(written: dict[str, Any]) -> dict[str, Any]:
    kept = {
        key: value
        for key, value in written.items()
        if key not in _LEFT_OUT_OF_STEPS or not is_unknown(value)
    }
    inputs = kept.get("inputs")
    if isinstance(inputs, dict) and "Steps" in inputs:
        kept["inputs"] = {**inputs, "Steps": _steps(inputs["Steps"])}
    return kept
