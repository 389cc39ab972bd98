from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import (
    AssertAwsResourceProperty,
    DefinitionError,
    Document,
    Output,
    Parameter,
    WaitForAwsResourceProperty,
)
from ssmdsl.compiler import document_content

Kind = type[AssertAwsResourceProperty] | type[WaitForAwsResourceProperty]
TEXT, TEXTS = Parameter("Text"), Parameter("Texts", "StringList")

both = pytest.mark.parametrize("kind", [AssertAwsResourceProperty, WaitForAwsResourceProperty])


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def step(kind: Kind, **properties: Any) -> AssertAwsResourceProperty | WaitForAwsResourceProperty:
    given = {"property_selector": "$.Vpcs[0].State", "desired_values": ["available"], **properties}
    return kind("Look", service="ec2", api="DescribeVpcs", **given)


@both
def test_the_property_and_its_values_stand_beside_the_request(kind: Kind) -> None:
    looking = step(
        kind,
        inputs={"VpcIds": [TEXT]},
        desired_values=["available", TEXT],
        outputs=[Output("State", "$.Vpcs[0].State")],
    )

    compiled = document_content(Document("Look", parameters=[TEXT], steps=[looking]))
    assert compiled["mainSteps"] == [
        {
            "name": "Look",
            "action": kind.action,
            "inputs": {
                "Service": "ec2",
                "Api": "DescribeVpcs",
                "PropertySelector": "$.Vpcs[0].State",
                "DesiredValues": ["available", "{{ Text }}"],
                "VpcIds": ["{{ Text }}"],
            },
            "outputs": [{"Name": "State", "Selector": "$.Vpcs[0].State", "Type": "String"}],
        }
    ]


@both
def test_a_boolean_is_compared_as_text(kind: Kind) -> None:
    assert problems(lambda: step(kind, desired_values=[True, 200, TEXTS])) == [
        'step "Look", desired_values[0]: True is not text; write "True"',
        'step "Look", desired_values[1]: 200 is not text; write "200"',
    ]


@both
def test_there_are_values_to_look_for(kind: Kind) -> None:
    step(kind, desired_values=TEXTS)

    assert problems(lambda: step(kind, property_selector="Vpcs", desired_values=[])) == [
        'step "Look", property_selector: "Vpcs" does not begin with "$", as "$.Name" does',
        'step "Look", desired_values: there is no value that it could have',
    ]
    assert problems(lambda: step(kind, desired_values="available")) == [
        'step "Look", desired_values: "available" is not a list; write ["available"]'
    ]
    assert problems(lambda: step(kind, desired_values=TEXT)) == [
        'step "Look", desired_values: {{ Text }} is of type String, not a list'
    ]
    assert problems(lambda: step(kind, property_selector="")) == [
        'step "Look", property_selector: "" is too short; at least 1 character'
    ]


@both
def test_a_selector_may_be_filled_in(kind: Kind) -> None:
    step(kind, property_selector=TEXT)
    step(kind, property_selector=f"{TEXT}")


@both
def test_the_action_s_own_inputs_are_not_the_request_s(kind: Kind) -> None:
    own = {"PropertySelector": "$.A", "DesiredValues": ["a"], "Service": "ec2"}

    assert problems(lambda: step(kind, inputs=own)) == [
        'step "Look", inputs.Service: give it as service=, not among the inputs',
        'step "Look", inputs.PropertySelector: give it as property_selector=, not among the inputs',
        'step "Look", inputs.DesiredValues: give it as desired_values=, not among the inputs',
    ]
