import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl import DefinitionError, Document, MissingRequirementError, Problem, Sleep
from ssmdsl.errors import did_you_mean, fix_of, one_of, quoted


def test_a_definition_error_has_a_line_for_each_problem() -> None:
    problems = [Problem('step "A", name', "is required"), Problem("module", "is empty")]

    error = DefinitionError(problems=problems)

    assert str(error) == 'step "A", name: is required\nmodule: is empty'
    assert error.problems == tuple(problems)


def test_a_missing_requirement_says_what_to_do() -> None:
    error = MissingRequirementError(what="There is no terraform.", remedy="Install it.")

    assert str(error) == "There is no terraform. Install it."


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("plain", '"plain"'),
        ("two\nlines\x1b[31m", '"two\\nlines\\x1b[31m"'),
        ("half \ud800", '"half \\ud800"'),
        ("x" * 300, '"' + "x" * 200 + '…"'),
        (5, "5"),
        (10**400, f"{hex(10**400)[:200]}…"),
        (["a", {"b": None}], "['a', {'b': None}]"),
        (Sleep, "Sleep"),
        (Sleep("Wait", duration="PT1S"), 'Sleep("Wait")'),
        ([Sleep("Wait", duration="PT1S")], '[Sleep("Wait")]'),
    ],
)
def test_what_the_user_wrote_is_shown_on_one_line(given: object, shown: str) -> None:
    assert quoted(given) == shown


def test_a_value_that_contains_itself_is_shown_in_part() -> None:
    circular: list[object] = []
    circular.append(circular)

    assert quoted(circular) == "[[[[[[[...]]]]]]]"


@given(st.text())
def test_any_text_can_be_shown_on_any_terminal(text: str) -> None:
    shown = quoted(text)

    assert shown.isprintable()
    assert shown.encode().decode() == shown


def test_the_nearest_word_is_suggested_whatever_its_case() -> None:
    assert did_you_mean("resourceid", ["ResourceIds", "VpcId"]) == ' Did you mean "ResourceIds"?'
    assert did_you_mean("Bucket", ["VpcId"]) == ""


def test_very_many_words_are_not_all_listed() -> None:
    assert one_of(["a", "b"]) == '"a", "b"'
    assert one_of(["a", "b", "c"], limit=2) == '"a", "b" and 1 more'


def test_a_message_repeats_no_control_characters() -> None:
    with pytest.raises(DefinitionError) as caught:
        Document("a\x1b[31m", steps=[Sleep("Wait", duration="PT1S")])

    assert str(caught.value) == (
        'document "a\\x1b[31m", name: "a\\x1b[31m" is not a document name:'
        ' 3 to 128 letters, digits, "_", "-" and "."'
    )


def test_a_form_to_be_filled_in_is_no_fix() -> None:
    assert fix_of('"x" is not an output of a step; write step.output("…")') is None
