"""A choice of a branch that is never taken."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM305"
    ]


def document(choices: str, *, rest: str = "", parameter: str = "{type: String}") -> str:
    return f"""
parameters:
  Action: {parameter}
mainSteps:
  - name: Ask
    action: aws:branch
    inputs:
      Choices: {choices}
    {rest}
  - name: A
    action: aws:sleep
    inputs: {{Duration: PT1S}}
    isEnd: true
  - name: B
    action: aws:sleep
    inputs: {{Duration: PT1S}}
    isEnd: true
"""


ALLOWED = "{type: String, allowedValues: [create, keep]}"


def choices(*conditions: str) -> str:
    whole = [
        f"{{NextStep: A, {condition}}}".replace("ACTION", 'Variable: "{{ Action }}"')
        for condition in conditions
    ]
    return f"[{', '.join(whole)}]"


def test_a_value_that_is_not_allowed_is_told() -> None:
    asked = choices("ACTION, StringEquals: Create")
    assert found(document(asked, rest="isEnd: true", parameter=ALLOWED)) == [
        (
            ("mainSteps", 0, "inputs", "Choices", 0),
            'this choice is never taken: {{ Action }} is only ever "create", "keep", and it is true'
            ' of none of these. Did you mean "create"?',
        )
    ]


def test_a_default_can_be_none_of_the_allowed_values() -> None:
    parameter = ALLOWED.replace("}", ', default: ""}')
    asked = choices("ACTION, StringEquals: ''", "ACTION, StringEquals: Create")
    ((path, message),) = found(document(asked, rest="isEnd: true", parameter=parameter))
    assert path == ("mainSteps", 0, "inputs", "Choices", 1)
    assert message == (
        'this choice is never taken: {{ Action }} is only ever "create", "keep", "", and it is true'
        ' of none of these. Did you mean "create"?'
    )
    kept = choices(
        "ACTION, StringEquals: create", "ACTION, StringEquals: keep", "ACTION, Contains: ''"
    )
    assert found(document(kept, rest="isEnd: true", parameter=parameter)) == []


def test_a_choice_that_asks_the_same_again_is_told() -> None:
    asked = choices("ACTION, StringEquals: a", "ACTION, StringEquals: b", "ACTION, StringEquals: a")
    assert found(document(asked, rest="isEnd: true")) == [
        (
            ("mainSteps", 0, "inputs", "Choices", 2),
            "this choice is never taken: choice 0 asks the same, and comes first; remove one of"
            " them",
        )
    ]


def test_a_choice_that_the_ones_before_leave_nothing_is_told() -> None:
    asked = choices(
        "ACTION, StringEquals: create", "ACTION, StringEquals: keep", "ACTION, StartsWith: k"
    )
    assert found(document(asked, rest="isEnd: true", parameter=ALLOWED)) == [
        (
            ("mainSteps", 0, "inputs", "Choices", 2),
            "this choice is never taken: the choices before it take all that {{ Action }} can be:"
            ' "create", "keep"; remove it',
        )
    ]


def test_conditions_are_put_together_as_automation_does() -> None:
    never = choices("And: [{ACTION, StringEquals: create}, {ACTION, StringEquals: keep}]")
    (only,) = found(document(never, rest="isEnd: true", parameter=ALLOWED))
    assert only[1] == (
        'this choice is never taken: {{ Action }} is only ever "create", "keep", and it is true of'
        " none of these."
    )
    sometimes = choices(
        "Or: [{ACTION, StringEquals: keep}, {ACTION, StringEquals: Create}]",
        "Not: {ACTION, EqualsIgnoreCase: KEEP}",
    )
    assert found(document(sometimes, rest="isEnd: true", parameter=ALLOWED)) == []


def test_numbers_are_compared_as_numbers() -> None:
    numbers = "{type: Integer, allowedValues: [1, 2]}"
    assert found(document(choices("ACTION, NumericGreater: 1"), parameter=numbers)) == []
    assert len(found(document(choices("ACTION, NumericGreater: 2"), parameter=numbers))) == 1


def test_what_is_not_known_is_left_alone() -> None:
    asked = choices("ACTION, StringEquals: '{{ global:REGION }}'")
    assert found(document(asked, rest="isEnd: true", parameter=ALLOWED)) == []
    assert found(document(choices("ACTION, StringEquals: Create"), rest="isEnd: true")) == []


def test_an_output_may_be_missing_though_it_is_a_boolean() -> None:
    source = """
mainSteps:
  - name: Look
    action: aws:executeAwsApi
    inputs: {Service: dynamodb, Api: DescribeTable, TableName: orders}
    outputs: [{Name: Guarded, Selector: $.Table.DeletionProtectionEnabled, Type: Boolean}]
  - name: Ask
    action: aws:branch
    inputs:
      Choices:
        - {NextStep: A, Variable: "{{ Look.Guarded }}", BooleanEquals: true}
        - {NextStep: A, Variable: "{{ Look.Guarded }}", BooleanEquals: false}
        - {NextStep: B, Not: {Variable: "{{ Look.Guarded }}", BooleanEquals: true}}
  - {name: A, action: "aws:sleep", inputs: {Duration: PT1S}}
  - {name: B, action: "aws:sleep", inputs: {Duration: PT1S}}
"""
    assert found(source) == []
    flag = source.replace("{{ Look.Guarded }}", "{{ Guarded }}")
    ((_, message),) = found(f"parameters: {{Guarded: {{type: Boolean}}}}{flag}")
    assert message == (
        "this choice is never taken: the choices before it take all that {{ Guarded }} can be:"
        ' "true", "false"; remove it'
    )
