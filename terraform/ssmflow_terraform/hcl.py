"""A printer of HCL, whose output is what `terraform fmt` would make of it.

No text that a user gives can become HCL or a template: whatever is not an `Expression` is
written as a literal.

Source: https://developer.hashicorp.com/terraform/language/syntax/configuration
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

LINE_CHARACTERS = 100
"""A list that would make its line longer than this is written one item a line."""

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
KEYWORDS = frozenset({"false", "for", "null", "true"})
"""Identifiers that mean something else where an object's key may stand."""


@dataclass(frozen=True)
class Expression:
    """HCL as it stands: `aws_iam_role.x.arn`."""

    text: str


class Template:
    """Text with expressions in it: `Template(Expression("var.name_prefix"), "flow-logs")`."""

    def __init__(self, *parts: "str | Expression") -> None:
        """Keep the parts in their order; texts that touch become one, which is then escaped."""
        self.parts: list[str | Expression] = []
        for part in parts:
            if isinstance(part, str) and self.parts and isinstance(self.parts[-1], str):
                self.parts[-1] += part
            else:
                self.parts.append(part)


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
    """Return text as a literal that Terraform reads back as the same text, in Unicode's form NFC.

    Raises:
        ValueError: the text has half of a character, which HCL cannot hold.
    """
    return f'"{_escape(text)}"'


def _escape(text: str) -> str:
    if re.search("[\ud800-\udfff]", text):
        message = f"{text!r} has half of a character (a surrogate), which HCL cannot hold"
        raise ValueError(message)
    escaped = re.sub('["\\\\]', lambda found: f"\\{found[0]}", text)
    escaped = _UNSEEN.sub(lambda found: _ESCAPES.get(found[0]) or _code(found[0]), escaped)
    return escaped.replace("${", "$${").replace("%{", "%%{")


_UNSEEN = re.compile("[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff]")
"""What a reader of the file would not see, or would see in the wrong place."""
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _code(letter: str) -> str:
    """Return a character as HCL's escape of its number."""
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"


def _template(template: Template) -> str:
    text = ""
    for part in template.parts:
        if isinstance(part, Expression):
            if text.endswith(("$", "%")):  # else "$" and "${" would be read as one escape
                text = f"{text[:-1]}{_code(text[-1])}"
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
    lines = [_UNSEEN.sub(" ", line) for line in comment.text.splitlines()]
    return [f"# {line}".rstrip().encode(errors="replace").decode() for line in lines]


def _block(block: Block) -> list[str]:
    head = " ".join([_name(block.type), *map(quote, block.labels)])
    body = list(_body(block.body))
    return [f"{head} {{", *(f"  {line}" if line else "" for line in body), "}"] if body else [
        f"{head} {{}}"
    ]  # fmt: skip


def _body(items: Sequence["Attribute | Block | Comment"]) -> Iterator[str]:
    about = [_is_about_a_block(items[index:]) for index in range(len(items))]
    for index, item in enumerate(items):
        before = items[index - 1] if index else None
        if index and not isinstance(before, Comment) and (about[index] or about[index - 1]):
            yield ""
        if isinstance(item, Block):
            yield from _block(item)
        elif isinstance(item, Comment):
            yield from _comment(item)
        elif not isinstance(before, tuple):
            run = takewhile(lambda following: isinstance(following, tuple), items[index:])
            yield from _aligned(
                [(_name(pair[0]), _value(pair[1])) for pair in run if isinstance(pair, tuple)]
            )


def _is_about_a_block(items: Sequence["Attribute | Block | Comment"]) -> bool:
    """Return whether the first item is a block, or a comment on one."""
    return next((isinstance(item, Block) for item in items if not isinstance(item, Comment)), False)


def _aligned(pairs: Sequence[tuple[str, list[str]]]) -> Iterator[str]:
    """Yield `name = value` lines; the `=` of neighbours of one line each stand in a column."""
    for one_line, run in groupby(pairs, key=lambda pair: len(pair[1]) == 1):
        members = list(run)
        width = max(len(name) for name, _ in members) if one_line else 0
        for name, (first, *rest) in members:
            yield from [f"{name:{width}} = {first}", *rest]


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
    if isinstance(value, list | tuple):
        return _list(value)
    return [_literal(value)]


def _literal(value: Value) -> str:
    """Return a number, `true`, `false` or `null`.

    Raises:
        ValueError: the value is none of these: `nan` would be the name of a variable.
    """
    if isinstance(value, int | None) or (isinstance(value, float) and math.isfinite(value)):
        return json.dumps(value)
    message = f"{value!r} is not a value that HCL has a literal for"
    raise ValueError(message)


def _object(members: Mapping[str, Value]) -> list[str]:
    if not members:
        return ["{}"]
    pairs = [(_key(name), _value(value)) for name, value in members.items()]
    return ["{", *(f"  {line}" for line in _aligned(pairs)), "}"]


def _key(name: str) -> str:
    """Return a key in ASCII: how wide other letters are, `terraform fmt` and we may not agree."""
    if IDENTIFIER.fullmatch(name) and name not in KEYWORDS:
        return name
    return re.sub(r"[^\x00-\x7f]", lambda found: _code(found[0]), quote(name))


def _list(items: Sequence[Value]) -> list[str]:
    values = [_value(item) for item in items]
    one_line = f"[{', '.join(lines[0] for lines in values)}]"
    short = len(one_line) <= LINE_CHARACTERS - 30 and len(values) <= 3
    if all(len(lines) == 1 for lines in values) and (short or len(values) <= 1):
        return [one_line]
    inner = [line for lines in values for line in [*lines[:-1], f"{lines[-1]},"]]
    return ["[", *(f"  {line}" for line in inner), "]"]
