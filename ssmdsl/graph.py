"""Document → the graph of its steps, for people: which can follow which, and why.

Source: https://mermaid.js.org/syntax/flowchart.html
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ssmdsl.actions import Branch, Loop
from ssmdsl.condition import Comparison, Condition, Not, Operand, Or
from ssmdsl.document import Document
from ssmdsl.errors import quoted
from ssmdsl.reference import Reference
from ssmdsl.step import Step, target_of

Cause = Literal["success", "failure", "cancellation"]
"""What a step's end is, when another one follows it."""

VALUE_CHARACTERS = 40
"""How much of a value a label shows."""

_OPERATORS = {
    "StringEquals": "==",
    "NumericEquals": "==",
    "BooleanEquals": "==",
    "NumericGreater": ">",
    "NumericLesser": "<",
    "NumericGreaterOrEquals": ">=",
    "NumericLesserOrEquals": "<=",
    "EqualsIgnoreCase": "in any case ==",
    "StartsWith": "starts with",
    "EndsWith": "ends with",
    "Contains": "contains",
}
_NEGATED = {"==": "!=", ">": "<=", "<": ">=", ">=": "<", "<=": ">"}


@dataclass(frozen=True)
class Edge:
    """That one step can run directly after another."""

    source: Step | None
    """The step that ends; `None` is the automation's start."""
    target: Step | None
    """The step that begins; `None` is the automation's end."""
    label: str = ""
    """When it does, in short words; empty means always."""
    cause: Cause = "success"
    """How the first one ends."""


def edges(document: Document) -> list[Edge]:
    """Return which step can follow which, in the order of the document.

    A loop's own step stands for the decision whether there is another pass.
    """
    return [Edge(None, document.steps[0]), *_edges(document.steps, around=None)]


def _edges(steps: Sequence[Step], around: Loop | None) -> Iterator[Edge]:
    """Yield the edges that begin at steps of one level.

    Args:
        steps: the level.
        around: the loop whose pass it is; `None` is the automation.
    """
    for index, step in enumerate(steps):
        if isinstance(step, Loop):
            yield Edge(step, step.steps[0])
            yield from _edges(step.steps, around=step)
        for target, label, cause in _ways(steps, index):
            if target is None and around is not None:
                again = _again(around)
                yield Edge(step, around, f"{label}, {again}" if label else again, cause)
            else:
                yield Edge(step, target, label, cause)


def _ways(steps: Sequence[Step], index: int) -> Iterator[tuple[Step | None, str, Cause]]:
    """Yield what can follow a step, `None` as the end of its level, with when and why."""
    step = steps[index]
    following = _following(steps, index)
    if isinstance(step, Branch):
        for choice in step.choices:
            yield target_of(choice.next_step), words(choice.condition), "success"
        otherwise = following if step.default is None else target_of(step.default)
        yield otherwise, "otherwise", "success"
    else:
        yield following, "after the last pass" if isinstance(step, Loop) else "", "success"
    if step.on_failure == "Continue":
        yield following, "on failure", "failure"
    elif step.on_failure is not None and not isinstance(step.on_failure, str):
        yield target_of(step.on_failure), "on failure", "failure"
    if step.on_cancel is not None and not isinstance(step.on_cancel, str):
        yield target_of(step.on_cancel), "on cancel", "cancellation"


def _following(steps: Sequence[Step], index: int) -> Step | None:
    """Return the step after one that leads nowhere by itself, if there is one."""
    step = steps[index]
    if step.is_end:
        return None
    if step.next_step is not None:
        return target_of(step.next_step)
    return steps[index + 1] if index + 1 < len(steps) else None


def _again(loop: Loop) -> str:
    """Return when there is another pass."""
    if loop.loop_condition is not None:
        return f"while {words(loop.loop_condition)}"
    items: Any = loop.iterators
    if isinstance(items, Reference):
        return f"for each of {items.expression}"
    if isinstance(items, list):
        return f"for each of {len(items)} items"
    return f"for each of {items}"


def words(condition: Condition) -> str:
    """Return a condition in short words: `State == "stopped" and not (Count > 3)`."""
    if isinstance(condition, Comparison):
        return _compared(condition, _OPERATORS[condition.operator])
    if isinstance(condition, Not):
        (inner,) = condition.conditions
        if isinstance(inner, Comparison) and _OPERATORS[inner.operator] in _NEGATED:
            return _compared(inner, _NEGATED[_OPERATORS[inner.operator]])
        return f"not ({words(inner)})"
    parts: Sequence[Condition] = getattr(condition, "conditions", ())
    word = " or " if isinstance(condition, Or) else " and "
    return word.join(
        words(part) if isinstance(part, Comparison | Not) or len(parts) == 1 else f"({words(part)})"
        for part in parts
    )


def _compared(condition: Comparison, operator: str) -> str:
    value = condition.value
    if isinstance(value, Operand):
        shown = value.expression
    elif isinstance(value, bool):
        shown = str(value).lower()
    elif isinstance(value, str) and len(value) > VALUE_CHARACTERS:
        shown = quoted(f"{value[:VALUE_CHARACTERS]}…")
    else:
        shown = quoted(value)
    return f"{condition.variable.expression} {operator} {shown}"


def to_mermaid(document: Document) -> str:
    """Return the graph as a flowchart of Mermaid, which GitHub and others draw.

    The same document gives the same text. A branch is a rhombus, a loop a frame around its steps;
    what follows a failure or a cancellation is dotted.
    """
    lines = ["flowchart TD", '    start(["Start"])']
    for step in document.steps:
        lines += _node(step)
    lines.append('    finish(["End"])')
    found = edges(document)
    lines += map(_arrow, found)
    failures = [str(index) for index, edge in enumerate(found) if edge.cause == "failure"]
    if failures:
        lines.append(f"    linkStyle {','.join(failures)} stroke:red")
    return "\n".join(lines) + "\n"


def _node(step: Step, indent: str = "    ") -> list[str]:
    """Return the lines of a step, and of those inside of it."""
    label = f'"{_escaped(step.name)}<br/>{step.action}"'
    if not step.nested_steps:
        shape = f"{{{label}}}" if isinstance(step, Branch) else f"[{label}]"
        return [f"{indent}step_{step.name}{shape}"]
    inside = [f"{indent}    step_{step.name}{{{{{label}}}}}"]
    for inner in step.nested_steps:
        inside += _node(inner, f"{indent}    ")
    return [f'{indent}subgraph loop_{step.name}["{_escaped(step.name)}"]', *inside, f"{indent}end"]


def _arrow(edge: Edge) -> str:
    source = "start" if edge.source is None else f"step_{edge.source.name}"
    target = "finish" if edge.target is None else f"step_{edge.target.name}"
    arrow = "-->" if edge.cause == "success" else "-.->"
    label = f'|"{_escaped(edge.label)}"|' if edge.label else ""
    return f"    {source} {arrow}{label} {target}"


_SPECIAL = re.compile(
    r"[^\w ,.()/=-]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # not between letters: Markdown's emphasis
)
"""What some part of Mermaid takes for more than a letter, in quotes too."""


def _escaped(text: str) -> str:
    """Return a text as a label of Mermaid has it: all that could mean more by its number."""
    return _SPECIAL.sub(lambda found: f"#{ord(found[0])};", text)
