from collections.abc import Iterable
from typing import Any

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from ssmdsl.sandbox.floor import ResponseFloor


class Clock:
    """A clock that only sleeping and working move."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.mark.parametrize(("worked", "slept"), [(0.0, 0.003), (0.001, 0.002), (0.5, 0.0)])
def test_no_answer_leaves_earlier_than_three_milliseconds(worked: float, slept: float) -> None:
    clock = Clock()

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        clock.now += worked
        return Response("done", 201, {"X-Kept": "yes"})(environ, start_response)

    answer = Client(ResponseFloor(application, clock=clock, sleep=clock.sleep)).get("/")

    assert clock.slept == [pytest.approx(slept)]
    assert (answer.status_code, answer.text, answer.headers["X-Kept"]) == (201, "done", "yes")


def test_the_answer_without_a_body_keeps_its_length() -> None:
    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return Response(headers={"Content-Length": "5000"})(environ, start_response)

    answer = Client(ResponseFloor(application, sleep=lambda _: None)).head("/")

    assert answer.headers["Content-Length"] == "5000"
