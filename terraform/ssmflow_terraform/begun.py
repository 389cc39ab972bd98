"""What an apply had begun to create when it was cut off: it may exist, unknown to the state.

Before an apply the names that it will create are found to be free, and are written down. What of
them terraform has begun to create since, and exists when the next apply looks, is therefore ours,
and nobody has to say so.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from ssmdsl.errors import SsmflowError
from ssmflow_terraform.event import Worked, parse_event


class Begun:
    """The names that are written down in one working folder."""

    def __init__(self, file: Path, log: Path) -> None:
        """Name the files; nothing is read yet.

        Args:
            file: where the names are written down.
            log: what terraform said of its last apply.
        """
        self._file = file
        self._log = log

    def ours(self) -> dict[str, str]:
        """Return what was begun and has not ended well since: address → name."""
        started = self._started()
        free = self._read().get("free", {})
        last = {address: name for address, name in free.items() if address in started}
        return {**self.earlier(), **last}

    def earlier(self) -> dict[str, str]:
        """Return what of it was begun before the last apply was: address → name.

        That one may have met it, where a call was still on its way when it looked.
        """
        return self._read().get("ours", {})

    def begin(self, free: Mapping[str, str]) -> None:
        """Write down what will be created, before it is.

        Args:
            free: the address of each resource → its name, which nothing has.

        Raises:
            SsmflowError: they cannot be written down.
        """
        text = json.dumps({"ours": self.ours(), "free": dict(free)}, indent=2)
        partial = self._file.with_suffix(".partial")
        try:
            partial.write_text(text, encoding="utf-8")
            partial.replace(self._file)
            self._log.unlink(missing_ok=True)  # it is of what came before
        except OSError as error:
            message = f"{self._file}: it cannot be written: {error.strerror}"
            raise SsmflowError(message) from None

    def end(self) -> None:
        """Forget it all: the state knows everything now."""
        self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return {key: {str(a): str(n) for a, n in kept[key].items()} for key in ("ours", "free")}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # nothing is known to be ours, so nothing is taken in unasked

    def _started(self) -> set[str]:
        """Return the addresses of what terraform has begun to create."""
        try:
            lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return set()
        events = (parse_event(line, {}) for line in lines)
        return {
            event.address
            for event in events
            if isinstance(event, Worked) and event.stage == "start" and event.action == "create"
        }
