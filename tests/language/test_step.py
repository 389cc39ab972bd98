from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from ssmdsl import DefinitionError, Document, ExecuteAwsApi, Output, Sleep


def message(build: Callable[[], object]) -> str:
    with pytest.raises(DefinitionError) as caught:
        build()
    return str(caught.value)


@pytest.mark.parametrize("name", ["", "two words", "dash-ed", "a" * 129, "Größe"])
def test_a_step_name_is_one_word(name: str) -> None:
    assert message(lambda: Sleep(name, duration="PT1S")) == (
        f'step "{name}", name: "{name}" is not a step name:'
        " 1 to 128 letters, digits and underscores"
    )


def test_the_common_properties_have_legal_values() -> None:
    assert message(
        lambda: Sleep(
            "Wait",
            duration="PT1S",
            max_attempts=0,
            timeout_seconds="60",  # type: ignore[arg-type]
            on_failure="Contine",  # type: ignore[arg-type]
            on_cancel="Continue",  # type: ignore[arg-type]
            is_critical="false",  # type: ignore[arg-type]
            next_step="Later",  # type: ignore[arg-type]
        )
    ).splitlines() == [
        'step "Wait", max_attempts: 0 is too small; at least 1',
        'step "Wait", timeout_seconds: "60" is not an integer',
        'step "Wait", on_failure: "Contine" is not "Abort", "Continue" or the variable that'
        ' holds a step. Did you mean "Continue"?',
        'step "Wait", on_cancel: "Continue" is not "Abort" or the variable that holds a step.',
        'step "Wait", is_critical: "false" is not True or False',
        'step "Wait", next_step: "Later" is not a step.',
    ]


def test_nothing_follows_the_end() -> None:
    after = Sleep("After", duration="PT1S")

    assert message(lambda: Sleep("Wait", duration="PT1S", is_end=True, next_step=after)) == (
        'step "Wait", is_end: nothing follows the end, and next_step is given too'
    )


def test_an_output_is_read_by_a_reference_of_its_type() -> None:
    step = ExecuteAwsApi(
        "Count",
        service="ec2",
        api="DescribeVpcs",
        outputs=[Output("Ids", "$.Vpcs..VpcId", "StringList")],
    )

    assert str(step.output("Ids")) == "{{ Count.Ids }}"
    assert step.output("Ids").value_type == "StringList"
    assert message(lambda: step.output("Id")) == (
        'step "Count": no output "Id" is declared; it has "Ids". Did you mean "Ids"?'
    )


def test_two_outputs_of_one_name_are_refused() -> None:
    outputs = [Output("A", "$.a"), Output("A", "$.b")]

    assert message(lambda: ExecuteAwsApi("Do", service="s", api="A", outputs=outputs)) == (
        'step "Do", outputs[1]: another output of the step has the name "A"'
    )


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (timedelta(seconds=60), "PT60S"),
        (timedelta(seconds=0.5), "PT0.5S"),
        (timedelta(days=1), "PT86400S"),
        ("PT24H5M", "PT24H5M"),
        ("PT{{Minutes}}M", "PT{{Minutes}}M"),
        ("{{ Pause }}", "{{ Pause }}"),
    ],
)
def test_a_duration_is_emitted_as_iso_8601(duration: timedelta | str, text: str) -> None:
    assert Sleep("Wait", duration=duration).action_inputs() == {"Duration": text}


def test_a_moment_is_emitted_as_iso_8601() -> None:
    moment = datetime(2030, 1, 2, 3, 4, tzinfo=UTC)

    assert Sleep("Wait", timestamp=moment).action_inputs() == {
        "Timestamp": "2030-01-02T03:04:00+00:00"
    }


@pytest.mark.parametrize("duration", ["5", "5M", "PT", "P", "PTM", "pt5m", "P1Y", "P2W"])
def test_a_duration_that_is_none_is_refused(duration: str) -> None:
    assert message(lambda: Sleep("Wait", duration=duration)) == (
        f'step "Wait", duration: "{duration}" is not days, hours, minutes and seconds'
        ' in ISO 8601, as "PT5M" is'
    )


def test_a_sleep_of_seven_days_is_too_long() -> None:
    assert message(lambda: Sleep("Wait", duration=timedelta(days=7))) == (
        'step "Wait", duration: 7 days, 0:00:00 is not between 0 and 6 days, 23:59:59'
    )


def test_a_sleep_has_either_a_duration_or_a_timestamp() -> None:
    assert message(lambda: Sleep("Wait")) == 'step "Wait": needs either a duration or a timestamp'
    assert (
        message(lambda: Sleep("Wait", duration="PT1H", timestamp="2030-01-31T12:00:00Z"))
        == 'step "Wait", timestamp: duration is given too; give one of the two'
    )


def test_a_moment_without_time_zone_is_refused() -> None:
    assert message(lambda: Sleep("Wait", timestamp=datetime(2030, 1, 1))) == (
        'step "Wait", timestamp: 2030-01-01 00:00:00 has no time zone; add tzinfo=UTC'
    )


def test_service_and_api_are_not_inputs() -> None:
    assert (
        message(
            lambda: ExecuteAwsApi("Do", service="ec2", api="StopInstances", inputs={"Api": "x"})
        )
        == 'step "Do", inputs.Api: give it as api=, not among the inputs'
    )


@pytest.mark.parametrize(
    ("name", "selector", "told"),
    [
        ("", "$.A", 'output "", name: "" is not an output name: no spaces, dots or braces'),
        (
            "a b",
            "$.A",
            'output "a b", name: "a b" is not an output name: no spaces, dots or braces',
        ),
        (
            "a.b",
            "$.A",
            'output "a.b", name: "a.b" is not an output name: no spaces, dots or braces',
        ),
        ("A", "A", 'output "A", selector: "A" does not begin with "$", as "$.Name" does'),
    ],
)
def test_an_output_can_be_read_and_found(name: str, selector: str, told: str) -> None:
    assert message(lambda: Output(name, selector)) == told


def test_a_sleep_cannot_follow_a_cancellation() -> None:
    wait = Sleep("Wait", duration="PT1S")

    step = ExecuteAwsApi("Do", service="s", api="A", on_cancel=wait)

    assert message(lambda: Document("Stopped", steps=[step, wait])) == (
        'document "Stopped", step "Do", on_cancel: "Wait" is of action aws:sleep,'
        " which cannot follow a cancellation"
    )


@pytest.mark.parametrize("duration", ["PT0S", "P7D", "PT168H", "P99999999999999D"])
def test_a_duration_as_text_has_the_same_bounds(duration: str) -> None:
    assert message(lambda: Sleep("Wait", duration=duration)) == (
        f'step "Wait", duration: "{duration}" is not between 0 and 6 days, 23:59:59'
    )


def test_a_sleep_takes_durations_and_moments_of_its_own_kinds_only() -> None:
    assert message(lambda: Sleep("Wait", duration=5)) == (  # type: ignore[arg-type]
        'step "Wait", duration: 5 is not a timedelta, or text in ISO 8601 as "PT5M" is'
    )
    assert message(lambda: Sleep("Wait", timestamp="tomorrow")) == (
        'step "Wait", timestamp: "tomorrow" is not in ISO 8601, as "2030-01-31T12:00:00Z" is'
    )
    assert Sleep("Wait", timestamp="{{ Start }}").action_inputs() == {"Timestamp": "{{ Start }}"}


def test_a_service_and_an_api_have_names() -> None:
    assert message(
        lambda: ExecuteAwsApi("Do", service="", api=None, outputs=["A"])  # type: ignore[arg-type,list-item]
    ).splitlines() == [
        'step "Do", outputs[0]: "A" is not an Output',
        'step "Do", service: "" is too short; at least 1 character',
        'step "Do", api: None is not text',
    ]


def test_a_step_is_no_text() -> None:
    wait = Sleep("Wait", duration="PT1S")

    assert message(lambda: f"{wait}") == (
        'step "Wait": a step is no text; what it found is step.output("…") or a part of'
        " step.response"
    )
