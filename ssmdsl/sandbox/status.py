"""What the sandbox's server says of itself, and asking for it."""

import json
import os
from pathlib import Path

from ssmdsl.sandbox.state import Sandbox

STATUS_PATH = "/ssmflow/status"
"""Where our server says who it is."""
SERVER = "ssmflow sandbox"
"""What tells our server from every other program."""


def own_status(log: Path) -> str:
    """Return what this process, which writes this log, says of itself."""
    return json.dumps({"server": SERVER, "pid": os.getpid(), "log": str(log)})


def ask(port: int, *, seconds: float) -> Sandbox | None:
    """Return the sandbox that listens on a port, by what it says; `None` where none does.

    Args:
        port: a port of the loopback address.
        seconds: longest that the answer is waited for.
    """
    import http.client  # it brings ssl and email: only who asks pays for them

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", STATUS_PATH)
        status = json.loads(connection.getresponse().read(8192))
        if status["server"] != SERVER:
            return None
        log = status.get("log", "")  # an older server does not say
        return Sandbox(port=port, pid=int(status["pid"]), log=Path(log))
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return None
    finally:
        connection.close()
