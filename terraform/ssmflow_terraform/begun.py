"""What an apply had begun to create when it was cut off: it may exist, unknown to the state.

Before an apply the names that it will create are found to be free, and are written down. What of
them terraform has begun to create since, and never said how it ended, is ours where it exists when
the next apply looks: nobody has to say so.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from ssmdsl.errors import SsmflowError
from ssmflow_terraform.event import Stage, Worked, parse_event


class Begun:
    """The names that are written down in one working folder."""

    def __init__(self, file: Path, log: Path) -> None:
        """Name the files; nothing is read yet.

        Args:
            file: where the names are written down.
            log: what terraform said of its last apply.
        """
        self.file = file
        self._log = log

    def ours(self, known: Mapping[str, str]) -> dict[str, str]:
        """Return what was begun, and the state knows nothing of: address → name.

        Args:
            known: the address of each resource that the state knows → its name.
        """
        found = {**self.earlier(), **self._at("start", self._read().get("free", {}))}
        return {address: name for address, name in found.items() if known.get(address) != name}

    def earlier(self) -> dict[str, str]:
        """Return what of it was begun before the last apply was: address → name.

        That one may have met it, where a call was still on its way when it looked.
        """
        return self._read().get("ours", {})

    def begin(self, free: Mapping[str, str], known: Mapping[str, str]) -> None:
        """Write down what will be created, before it is.

        Args:
            free: the address of each resource → its name, which nothing has but what is known.
            known: the address of each resource that the state knows → its name.

        Raises:
            SsmflowError: it cannot be written down.
        """
        self._write(self.ours(known), free)
        self._log.unlink(missing_ok=True)  # it is of what came before

    def settle(self, *, errored_may_exist: bool) -> None:
        """Take account of an apply that has failed, and whose state is saved.

        Args:
            errored_may_exist: whether what failed may exist for all that: the call was cut off.

        Raises:
            SsmflowError: it cannot be written down.
        """
        free = self._read().get("free", {})
        ended = {*self._at("complete", free)}
        if not errored_may_exist:
            ended |= {*self._at("errored", free)}
        started = self._at("start", free)
        last = {each: name for each, name in started.items() if each not in ended}
        self._write({**self.earlier(), **last}, {})

    def end(self, left: Mapping[str, str]) -> None:
        """Forget all but what is left: the state knows everything else now, or it is gone.

        Args:
            left: address → name.

        Raises:
            SsmflowError: it cannot be written down.
        """
        if left:
            self._write(left, {})
        else:
            self.file.unlink(missing_ok=True)

    def _at(self, stage: Stage, names: Mapping[str, str]) -> dict[str, str]:
        """Return those of the names whose creation came to a stage in the last apply."""
        try:
            lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return {}
        events = (parse_event(line, {}) for line in lines)
        addresses = {
            event.address
            for event in events
            if isinstance(event, Worked) and event.stage == stage and event.action == "create"
        }
        return {address: name for address, name in names.items() if address in addresses}

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            kept = json.loads(self.file.read_text(encoding="utf-8"))
            return {key: {str(a): str(n) for a, n in kept[key].items()} for key in ("ours", "free")}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}  # nothing is known to be ours, so nothing is taken in unasked

    def _write(self, ours: Mapping[str, str], free: Mapping[str, str]) -> None:
        text = json.dumps({"ours": dict(ours), "free": dict(free)}, indent=2)
        partial = self.file.with_suffix(".partial")
        try:
            partial.write_text(text, encoding="utf-8")
            partial.replace(self.file)
        except OSError as error:
            message = f"{self.file}: it cannot be written: {error.strerror}"
            raise SsmflowError(message) from None
