"""What tests of every folder share."""

import time
from collections.abc import Callable

import pytest

Eventually = Callable[[Callable[[], object]], None]


@pytest.fixture(scope="session")
def eventually() -> Eventually:
    """Waits until something is so, and fails when it is not within a minute."""

    def wait(is_so: Callable[[], object]) -> None:
        deadline = time.monotonic() + 60
        while not is_so():
            assert time.monotonic() < deadline, "it did not come to that within a minute"
            time.sleep(0.01)

    return wait
