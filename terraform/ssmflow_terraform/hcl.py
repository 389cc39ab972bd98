"""A printer of HCL, whose output is what `terraform fmt` would make of it.

No text that a user gives can become HCL or a template: whatever is not an `Expression` is
written as a literal.

Source: https://developer.hashicorp.com/terraform/language/syntax/configuration
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

LINE_CHARACTERS = 100
"""A list that would make its line longer than this is written one item a line."""

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True)
class Expression:
    """HCL as it stands: `aws_iam_role.x.arn`."""

    text: str


class Template:
    """Text with expressions in it: `Template(Expression("var.name_prefix"), "flow-logs")`."""

    def __init__(self, *parts: "str | Expression") -> None:
        """Keep the parts, text and expressions, in their order."""
        self.parts = parts


@dataclass(frozen=True)
class Call:
    """A call of a Terraform function: `jsonencode({ … })`."""

    function: str
    argument: "Value"


Value = (
    str | int | float | bool | None | Expression | Template | Call
    | Sequence["Value"] | Mapping[str, "Value"]
)  # fmt: skip
Attribute = tuple[str, Value]


@dataclass(frozen=True)
class Comment:
    """Lines that begin with `#`."""

    text: str


@dataclass(frozen=True)
class Block:
    """A block: its type, its labels, and what stands between its braces."""

    type: str
    labels: Sequence[str]
    body: Sequence["Attribute | Block | Comment"]


def print_hcl(items: Sequence[Block | Comment]) -> str:
    """Return blocks and comments as the text of a `.tf` file.

    A comment stands directly above what follows it.
    """
    lines: list[str] = []
    for index, item in enumerate(items):
        if index and not isinstance(items[index - 1], Comment):
            lines.append("")
        lines += _comment(item) if isinstance(item, Comment) else _block(item)
    return "\n".join(lines) + "\n"


def quote(text: str) -> str:
    """Return text as a literal that Terraform reads back as the same text."""
    return f'"{_escape(text)}"'


def _escape(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        message = f"{text!r} has half of a character (a lone surrogate), which HCL cannot hold"
        raise ValueError(message) from None
    quoted = json.dumps(text, ensure_ascii=False)[1:-1]
    # JSON's \b and \f are none of HCL's escapes; neither is a line separator wanted in the file.
    quoted = re.sub(r"(?<!\\)((?:\\\\)*)\\([bf])", _unknown_escape, quoted)
    quoted = re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda at: f"\\u{ord(at[0]):04x}", quoted)
    return quoted.replace("${", "$${").replace("%{", "%%{")


def _unknown_escape(found: re.Match[str]) -> str:
    return found[1] + {"b": "\\u0008", "f": "\\u000c"}[found[2]]


def _template(template: Template) -> str:
    text = ""
    for part in template.parts:
        if isinstance(part, Expression):
            if text.endswith(("$", "%")):  # else "$" and "${" would be read as one escape
                text = f"{text[:-1]}\\u{ord(text[-1]):04x}"
            text += f"${{{part.text}}}"
        else:
            text += _escape(part)
    return f'"{text}"'


def _name(name: str) -> str:
    if not IDENTIFIER.fullmatch(name):
        message = f"{name!r} is not an HCL identifier"
        raise ValueError(message)
    return name


def _comment(comment: Comment) -> list[str]:
    return [f"# {line}".rstrip() for line in comment.text.splitlines()]


def _block(block: Block) -> list[str]:
    head = " ".join([_name(block.type), *map(quote, block.labels)])
    body = list(_body(block.body))
    return [f"{head} {{", *(f"  {line}" if line else "" for line in body), "}"] if body else [
        f"{head} {{}}"
    ]  # fmt: skip


def _body(items: Sequence["Attribute | Block | Comment"]) -> Iterator[str]:
    kind = ""
    for index, item in enumerate(items):
        before, kind = kind, "attribute" if isinstance(item, tuple) else type(item).__name__
        if index and before != "Comment" and "Block" in (before, kind):
            yield ""
        if isinstance(item, Block):
            yield from _block(item)
        elif isinstance(item, Comment):
            yield from _comment(item)
        elif before != "attribute":
            run = []
            for following in items[index:]:
                if not isinstance(following, tuple):
                    break
                run.append((_name(following[0]), _value(following[1])))
            yield from _aligned(run, "")


def _aligned(pairs: Sequence[tuple[str, list[str]]], end: str) -> Iterator[str]:
    """Yield `name = value` lines; the `=` of neighbours of one line each stand in a column."""
    for one_line, run in groupby(pairs, key=lambda pair: len(pair[1]) == 1):
        members = list(run)
        width = max(len(name) for name, _ in members) if one_line else 0
        for name, (first, *rest) in members:
            lines = [f"{name:{width}} = {first}", *rest]
            yield from [*lines[:-1], f"{lines[-1]}{end}"]


def _value(value: Value) -> list[str]:
    """Return a value as lines, the first of which stands behind the `=`."""
    if isinstance(value, Expression):
        return [value.text]
    if isinstance(value, Template):
        return [_template(value)]
    if isinstance(value, Call):
        first, *rest = _value(value.argument)
        lines = [f"{_name(value.function)}({first}", *rest]
        return [*lines[:-1], f"{lines[-1]})"]
    if isinstance(value, str):
        return [quote(value)]
    if isinstance(value, Mapping):
        return _object(value)
    if isinstance(value, Sequence):
        return _list(value)
    return [json.dumps(value)]


def _object(members: Mapping[str, Value]) -> list[str]:
    if not members:
        return ["{}"]
    pairs = [
        (name if IDENTIFIER.fullmatch(name) else quote(name), _value(value))
        for name, value in members.items()
    ]
    return ["{", *(f"  {line}" for line in _aligned(pairs, "")), "}"]


def _list(items: Sequence[Value]) -> list[str]:
    values = [_value(item) for item in items]
    one_line = f"[{', '.join(lines[0] for lines in values)}]"
    short = len(one_line) <= LINE_CHARACTERS - 30 and len(values) <= 3
    if all(len(lines) == 1 for lines in values) and (short or len(values) <= 1):
        return [one_line]
    inner = [line for lines in values for line in [*lines[:-1], f"{lines[-1]},"]]
    return ["[", *(f"  {line}" for line in inner), "]"]
