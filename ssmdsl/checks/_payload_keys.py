"""The keys that handlers read of their input payloads, and those that they are given."""

from collections.abc import Iterator, Mapping

from ssmdsl.checks._caught import caught
from ssmdsl.checks._check import Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._script import Script, line_of
from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.reference import Reference

_KEY_ERRORS = frozenset({"KeyError", "LookupError", "Exception", "BaseException"})


def keys_not_given(checked: CheckedDocument, *, sure: bool) -> Iterator[Found]:
    """Yield the keys that are read and not there.

    Args:
        checked: the document.
        sure: whether those are wanted that every call reads, or those that only some read.
    """
    for script in checked.scripts:
        reads, given = script.payload_reads, payload_of(script)
        if reads is None or given is None or reads.is_changed:
            continue
        missing = reads.keys.keys() - given.keys() - reads.asked
        harmless = caught(script, _KEY_ERRORS) if missing else ()
        for key, node in reads.keys.items():
            is_missing = key in missing and id(node) not in harmless
            if is_missing and (key in reads.sure) is sure:
                yield Found(
                    checked.path(script.step, "inputs", "Script"),
                    f"{line_of(node)} reads {reads.name}[{quoted(key)}], and"
                    f" {_known(given)}.{did_you_mean(key, given)}",
                    line=node.lineno,
                )


def payload_of(script: Script) -> Mapping[str, object] | None:
    """Return what the handler is given, if that is written out; nothing is an empty payload."""
    given = script.step.input_payload
    if isinstance(given, Reference):
        return None
    return {} if given is None else given


def _known(given: Mapping[str, object]) -> str:
    return f"InputPayload gives {one_of(given)}" if given else "InputPayload gives nothing"
