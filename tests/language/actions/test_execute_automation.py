from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import DefinitionError, Document, ExecuteAutomation, Parameter, UpdateVariable, Variable
from ssmdsl.compiler import document_content

TARGETS = [{"Key": "ParameterValues", "Values": ["i-1"]}]


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def run(**properties: Any) -> ExecuteAutomation:
    return ExecuteAutomation("Run", **{"document_name": "Other", **properties})


def test_another_document_is_run_with_its_parameters() -> None:
    ids, role = Parameter("Ids", "StringList"), Parameter("Role", "AWS::IAM::Role::Arn")
    step = ExecuteAutomation(
        "Run",
        document_name="Other",
        document_version="$DEFAULT",
        runtime_parameters={"AutomationAssumeRole": role, "Ids": ids, "Count": 3, "Ask": False},
        target_parameter_name="Id",
        targets=[{"Key": "ParameterValues", "Values": ids}],
        max_concurrency="10%",
        max_errors="0",
    )

    compiled = document_content(Document("Runs", parameters=[ids, role], steps=[step]))
    assert compiled["mainSteps"][0]["inputs"] == {
        "DocumentName": "Other",
        "DocumentVersion": "$DEFAULT",
        "RuntimeParameters": {
            "AutomationAssumeRole": "{{ Role }}",
            "Ids": "{{ Ids }}",
            "Count": 3,
            "Ask": False,
        },
        "TargetParameterName": "Id",
        "Targets": [{"Key": "ParameterValues", "Values": "{{ Ids }}"}],
        "MaxConcurrency": "10%",
        "MaxErrors": "0",
    }


def test_targets_need_a_parameter_and_exclude_maps() -> None:
    assert problems(lambda: run(targets=TARGETS)) == [
        'step "Run", target_parameter_name: is required, since targets are given'
    ]
    assert problems(
        lambda: run(targets=TARGETS, target_parameter_name="Id", target_maps=[{"Id": ["i-1"]}])
    ) == ['step "Run", target_maps: targets is given too; give one of the two']


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("target_locations", [], "[] is too short; at least 1 item"),
        ("tags", [{}] * 6, f"{[{}] * 6} is too long; at most 5 items"),
        ("max_concurrency", 1, "1 is not text"),
        ("runtime_parameters", ["a"], "['a'] is not a dictionary"),
        (
            "document_name",
            Parameter("Names", "StringList"),
            "{{ Names }} is of type StringList, not String",
        ),
    ],
)
def test_the_limits_of_the_action_are_kept(name: str, given: object, told: str) -> None:
    assert problems(lambda: run(**{name: given})) == [f'step "Run", {name}: {told}']


def test_it_runs_in_at_most_a_hundred_places() -> None:
    run(target_locations=[{}] * 100)

    (told,) = problems(lambda: run(target_locations=[{}] * 101))
    assert told == (
        f'step "Run", target_locations: [{"{}, " * 12}...] is too long; at most 100 items'
    )


def test_what_it_returns_is_a_list_that_a_variable_of_text_takes_too() -> None:
    ran, found = run(), Variable("Found")

    UpdateVariable("Keep", variable=found, value=ran.output("Output"))
    assert ran.output("Output").value_type == "StringList"
    assert problems(lambda: ran.output("Outputs")) == [
        'step "Run": no output "Outputs" is declared; it has "Output", "ExecutionId", "Status".'
        ' Did you mean "Output"?'
    ]
