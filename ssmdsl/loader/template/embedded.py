"""A text in a file that is YAML or JSON itself, whose places are those of the file."""

from typing import Any

from ssmdsl.loader.problems import Problems
from ssmdsl.text import EmbeddedLines, Text, TextError, read_text


def read_embedded(holder: Text, problems: Problems, subject: str) -> Text | None:
    """Read a text that is YAML or JSON itself, or tell why it is neither.

    Args:
        holder: the text, which knows where it stands.
        problems: where to tell what is wrong.
        subject: whose text it is.
    """
    characters: Any = holder.value
    inner: Text | None
    lines = EmbeddedLines(characters, holder)
    try:
        inner = read_text(characters.encode("utf-8", "surrogatepass"), keys_may_repeat=True)
        wrong = inner.repeated
    except TextError as error:
        inner, wrong = None, error.problems
    for problem in wrong:
        message = f"{subject}, {problem.place} of this text: {problem.message}"
        problems.add_at(lines.moved(problem.place), message, code=problem.code)
    if inner is None:
        return None
    return Text(inner.value, inner.where, lines)
