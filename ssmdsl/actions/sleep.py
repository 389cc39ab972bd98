"""The `aws:sleep` action.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-sleep.html
"""

import re
from datetime import datetime, timedelta
from typing import Any, ClassVar

from ssmdsl import limits
from ssmdsl.model import model
from ssmdsl.reference import REFERENCE
from ssmdsl.step import Step

DURATION = re.compile(
    r"P(?=.)(?:\d+D)?(?:T(?=.)(?:\d+(?:\.\d+)?H)?(?:\d+(?:\.\d+)?M)?(?:\d+(?:\.\d+)?S)?)?"
)


@model
class Sleep(Step):
    """Wait, then go on to the next step."""

    action: ClassVar[str] = "aws:sleep"

    duration: timedelta | str | None = None
    """How long to wait, less than seven days; as text, ISO 8601, which may hold references."""
    timestamp: datetime | str | None = None
    """The moment to wait for; as text, ISO 8601 or a reference to it. A past one is no wait."""

    def __post_init__(self) -> None:
        """Check that there is one of the two, and that it is a duration or a moment."""
        super().__post_init__()
        if (self.duration is None) == (self.timestamp is None):
            message = "needs either a duration or a timestamp"
            raise ValueError(message)
        if isinstance(self.duration, timedelta):
            longest = timedelta(seconds=limits.SLEEP_SECONDS_MAXIMUM)
            if not timedelta(0) < self.duration <= longest:
                message = f"duration: {self.duration} is not between 0 and {longest}"
                raise ValueError(message)
        elif self.duration is not None:
            sample = REFERENCE.sub("1", self.duration)
            if sample != "1" and not DURATION.fullmatch(sample):
                message = f'duration: "{self.duration}" is not an ISO 8601 duration, as "PT5M" is'
                raise ValueError(message)
        if isinstance(self.timestamp, datetime) and self.timestamp.tzinfo is None:
            message = f"timestamp: {self.timestamp} has no time zone; add tzinfo=UTC"
            raise ValueError(message)

    def action_inputs(self) -> dict[str, Any]:
        """Return the one of the two that is given, in ISO 8601."""
        if isinstance(self.duration, timedelta):
            return {
                "Duration": f"PT{self.duration.total_seconds():.6f}".rstrip("0").rstrip(".") + "S"
            }
        if self.duration is not None:
            return {"Duration": self.duration}
        if isinstance(self.timestamp, datetime):
            return {"Timestamp": self.timestamp.isoformat()}
        return {"Timestamp": self.timestamp}
