"""What a wait or an assertion asks of a response, as the function that asks it."""

import keyword
import re
from collections.abc import Callable
from typing import Any

from ssmdsl.aws.desired import PropertyPath
from ssmdsl.desired_property import DesiredProperty
from ssmdsl.reference import Reference
from ssmdsl.source.values import Values

_STEP = re.compile(r"\.\.(?P<each>\w+)|\.(?P<name>\w+)|\[(?P<index>\d+)\]", re.ASCII)


def question(step: DesiredProperty, values: Values) -> tuple[str, Callable[[Any], object]] | None:
    """Return the code of the function that asks, and the function; nothing where none can.

    Args:
        step: what waits or asserts.
        values: writes values.
    """
    selector, desired = step.property_selector, step.desired_values
    if isinstance(selector, Reference) or isinstance(desired, Reference):
        return None
    path = _path(selector)
    if path is None:
        return None
    parts, code = path
    return f"lambda response: response{code}{_asked(desired, values)}", lambda response: _ask(
        response, parts, desired
    )


def _path(selector: str) -> tuple[list[str | int | slice], str] | None:
    """Return a selector's parts, and the code that names them one after the other."""
    parts: list[str | int | slice] = []
    code, end = "", 1
    while end < len(selector):
        found = _STEP.match(selector, end)
        if found is None:
            return None
        end = found.end()
        if found["index"]:
            parts.append(int(found["index"]))
            code += f"[{parts[-1]}]"
            continue
        if found["each"]:
            parts.append(slice(None))
            code += "[:]"
        name = found["each"] or found["name"]
        parts.append(name)
        is_plain = not keyword.iskeyword(name) and not hasattr(PropertyPath, name)
        code += f".{name}" if is_plain and name.isidentifier() else f'["{name}"]'
    return parts, code


def _asked(desired: Any, values: Values) -> str:
    if _is_flag(desired):
        return f".is_{desired[0].lower()}()"
    codes = [values.code(value).line() or "" for value in desired]
    return f" == {codes[0]}" if len(codes) == 1 else f".is_one_of({', '.join(codes)})"


def _ask(response: Any, parts: list[str | int | slice], desired: Any) -> object:
    for part in parts:
        response = response[part]
    if _is_flag(desired):
        return response.is_true() if desired[0] == "True" else response.is_false()
    return response.is_one_of(*desired)


def _is_flag(desired: Any) -> bool:
    """Return whether it is one value, and that of a Boolean."""
    return len(desired) == 1 and isinstance(desired[0], str) and desired[0] in ("True", "False")
