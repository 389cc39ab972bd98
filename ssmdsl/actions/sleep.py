"""The `aws:sleep` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar

from ssmdsl import limits
from ssmdsl.errors import MISSING, Misfit, quoted
from ssmdsl.model import is_a, model
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.schema_parts import (
    WITH_REFERENCE,
    Schema,
    inputs_schema,
    matching,
    one_required,
    told,
)
from ssmdsl.step import Reading, Step
from ssmdsl.value_type import basic_type

DURATION = re.compile(
    r"P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?",
    re.ASCII,
)
"""A duration in ISO 8601, as far as `aws:sleep` takes it."""

Duration = Annotated[
    timedelta | str | Reference | None,
    is_a('a timedelta, or text in ISO 8601 as "PT5M" is', timedelta, str, Reference),
]
Moment = Annotated[
    datetime | str | Reference | None,
    is_a('a datetime, or text in ISO 8601 as "2030-01-31T12:00:00Z" is', datetime, str, Reference),
]


@model
class Sleep(Step):
    """Wait, then go on to the next step."""

    action: ClassVar[str] = "aws:sleep"

    duration: Duration = None
    """How long to wait, less than seven days; as text, ISO 8601, which may hold references."""
    timestamp: Moment = None
    """The moment to wait for; as text, ISO 8601 or a reference to it. A past one is no wait."""

    def misfits(self) -> Iterator[Misfit]:
        """Yield why there are not exactly a duration or a moment."""
        yield from super().misfits()
        if self.duration is None and self.timestamp is None:
            yield "", "needs either a duration or a timestamp", MISSING
        if self.duration is not None and self.timestamp is not None:
            yield "timestamp", "duration is given too; give one of the two", "SSM107"
        if self.duration is not None and not isinstance(self.duration, Reference):
            yield from _duration_misfits(self.duration)
        if isinstance(self.timestamp, datetime):
            if self.timestamp.tzinfo is None:
                yield "timestamp", f"{self.timestamp} has no time zone; add tzinfo=UTC"
        elif isinstance(self.timestamp, str) and not _may_be_a_moment(self.timestamp):
            message = f'{quoted(self.timestamp)} is not in ISO 8601, as "2030-01-31T12:00:00Z" is'
            yield "timestamp", message
        for name, given in (("duration", self.duration), ("timestamp", self.timestamp)):
            if isinstance(given, Reference) and basic_type(given.value_type) != "String":
                yield name, f"{given} is of type {given.value_type}, not String"

    @classmethod
    def input_schema(cls) -> Schema:
        """Return the JSON Schema of the two, one of which there is."""
        duration = {"anyOf": [matching(DURATION.pattern), WITH_REFERENCE]}
        return inputs_schema(
            {
                "Duration": told(cls, "duration", duration),
                "Timestamp": told(cls, "timestamp", {"type": "string"}),
            },
            required=(),
            oneOf=one_required("Duration", "Timestamp"),
        )

    @classmethod
    def read(cls, inputs: Mapping[str, Any], reading: Reading) -> dict[str, Any]:
        """Return the inputs by their names here."""
        names = {"Duration": "duration", "Timestamp": "timestamp"}
        return {names.get(key, key): reading.value(value) for key, value in inputs.items()}

    def action_inputs(self) -> dict[str, Any]:
        """Return the one of the two that is given, in ISO 8601."""
        if isinstance(self.duration, timedelta):
            seconds = f"{self.duration.total_seconds():.6f}".rstrip("0").rstrip(".")
            return {"Duration": f"PT{seconds}S"}
        if self.duration is not None:
            return {"Duration": self.duration}
        if isinstance(self.timestamp, datetime):
            return {"Timestamp": self.timestamp.isoformat()}
        return {"Timestamp": self.timestamp}


def _duration_misfits(duration: timedelta | str) -> Iterator[tuple[str, str]]:
    """Yield why a duration is none, or is not one that the action waits."""
    length, shown = duration, str(duration)
    if isinstance(length, str):
        shown = quoted(length)
        filled_in = REFERENCE.sub("1", length)
        found = DURATION.fullmatch(filled_in)
        if not found and filled_in != "1":
            message = f'{shown} is not days, hours, minutes and seconds in ISO 8601, as "PT5M" is'
            yield "duration", message
        if not found or filled_in != length:
            return  # with references in it, its length is known when the automation runs
        days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
        length = timedelta(seconds=min(seconds + 60 * (minutes + 60 * (hours + 24 * days)), 1e9))
    longest = timedelta(seconds=limits.SLEEP_SECONDS_MAXIMUM)
    if not timedelta(0) < length <= longest:
        yield "duration", f"{shown} is not between 0 and {longest}"


def _may_be_a_moment(text: str) -> bool:
    """Return whether a text is a moment, or may become one when its references are filled in."""
    if REFERENCE.search(text):
        return True
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
