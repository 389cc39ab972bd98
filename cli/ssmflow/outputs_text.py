"""The outputs of a module as text for people."""

import json
from collections.abc import Mapping
from typing import Any


def outputs_text(outputs: Mapping[str, Any]) -> str:
    """Return outputs as text: what each is, and its members below it."""
    lines: list[str] = []
    for name, value in outputs.items():
        lines.append(f"{name}:")
        if isinstance(value, Mapping):
            width = max(map(len, value), default=0)
            lines += [f"  {key:{width}}  {_text(member)}" for key, member in value.items()]
        else:
            lines.append(f"  {_text(value)}")
    return "\n".join(lines)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
