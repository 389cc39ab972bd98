"""Writes plain data as YAML for people, which readers of YAML 1.1 and 1.2 read as the same data.

Source: https://yaml.org/spec/1.1/ and https://yaml.org/spec/1.2.2/#103-core-schema
"""

import re
from typing import Any

import yaml

_LITERAL = re.compile(
    r"[\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffe]*"
)
_MEANS_MORE = re.compile(
    r"[yYnN]"  # truth values of YAML 1.1, which PyYAML does not read as such
    r"|[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?0[xXoObB][0-9a-fA-F_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?"
    r"|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)
"""What some reader takes for more than text, and PyYAML for text."""


def to_yaml(data: Any) -> str:
    """Return plain data as YAML: one member a line, in its own order, texts of lines in lines.

    The same data gives the same text.

    Args:
        data: dictionaries with text as keys, lists, texts, numbers, `True`, `False` and `None`, in
            no more than a hundred levels.
    """
    written: str = yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=float("inf"),
    )
    # PyYAML's mark after a whole that is one text; the end of the file says it as well.
    return written.removesuffix("...\n") if written.endswith("\n...\n") else written


def _in_lines(text: str) -> bool:
    """Return whether a text can be written line by line, with nothing escaped."""
    return "\n" in text and not text.isspace() and _LITERAL.fullmatch(text) is not None


class _Dumper(yaml.SafeDumper):
    """PyYAML's own, but for the looks."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write what stands in several places in each of them."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent a list under its key too."""
        super().increase_indent(flow, False)

    def analyze_scalar(self, scalar: str) -> Any:
        """Allow tabs, and spaces before a line's end, in texts of lines: they are kept there."""
        analysis = super().analyze_scalar(scalar)
        if _in_lines(scalar):
            analysis.allow_block = True
        return analysis

    def determine_block_hints(self, text: str) -> str:
        """Say how far the lines are indented where a tab would hide it."""
        hints = str(super().determine_block_hints(text))
        return f"{self.best_indent}{hints}" if text.startswith("\t") else hints

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """Choose lines, quotes or nothing around a text."""
        style = None
        if _in_lines(text):
            style = "|"
        elif not _LITERAL.fullmatch(text) or "\n" in text:
            style = '"'
        elif _MEANS_MORE.fullmatch(text):
            style = "'"
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)
