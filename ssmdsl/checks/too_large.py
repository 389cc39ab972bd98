"""A document that is larger than SSM takes."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.compiler import compile_document
from ssmdsl.errors import DefinitionError
from ssmdsl.limits import DOCUMENT_SIZE_BYTES

_STEP_CHARACTERS = 500
"""What a step has beside its long texts, at most that as a rule."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield that the document is too large; it is compiled only if it may be."""
    long_texts = sum(_characters(checked.inputs(step)) for step in checked.steps)
    if long_texts + _STEP_CHARACTERS * len(checked.steps) < DOCUMENT_SIZE_BYTES // 2:
        return
    try:
        compile_document(checked.document)
    except DefinitionError as error:
        yield Found((), error.problems[0].message)


def _characters(value: object) -> int:
    """Return how many characters the texts of a value have."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(_characters, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(_characters, value))
    return 0


CHECK = Check(
    code="SSM109",
    name="too-large",
    severity="error",
    means="The document has more than 64 KB as JSON.",
    why="SSM refuses the document.",
    wrong="""
from ssmdsl import Document, Pause

too_large = Document(
    "PauseOften",
    steps=[Pause(f"Pause{number}", message=1000 * ".") for number in range(80)],
)
""",
    right="""
from ssmdsl import Document, Pause

small_enough = Document(
    "PauseOften",
    steps=[Pause(f"Pause{number}", message=1000 * ".") for number in range(8)],
)
""",
    source="https://docs.aws.amazon.com/general/latest/gr/ssm.html",
    find=find,
)
