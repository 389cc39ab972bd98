from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import CreateStack, DefinitionError, Document, Parameter
from ssmdsl.compiler import document_content

TEXT = Parameter("Text")


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def stack(**properties: Any) -> CreateStack:
    return CreateStack("Make", **{"stack_name": "mine", "template_body": "{}", **properties})


def test_a_stack_compiles_with_the_keys_that_are_spelled_in_capitals() -> None:
    step = CreateStack(
        "Make",
        stack_name=f"stack-{TEXT}",
        template_url="https://bucket/template",
        parameters=[{"ParameterKey": "Text", "ParameterValue": TEXT}],
        capabilities=["CAPABILITY_NAMED_IAM", TEXT],
        on_stack_failure="DELETE",
        on_failure="Continue",
        role_arn="arn:aws:iam::111122223333:role/stacks",
        notification_arns=[],
    )

    (compiled,) = document_content(Document("Make", parameters=[TEXT], steps=[step]))["mainSteps"]
    assert compiled == {
        "name": "Make",
        "action": "aws:createStack",
        "onFailure": "Continue",
        "inputs": {
            "StackName": "stack-{{ Text }}",
            "TemplateURL": "https://bucket/template",
            "Parameters": [{"ParameterKey": "Text", "ParameterValue": "{{ Text }}"}],
            "Capabilities": ["CAPABILITY_NAMED_IAM", "{{ Text }}"],
            "OnFailure": "DELETE",
            "NotificationARNs": [],
            "RoleARN": "arn:aws:iam::111122223333:role/stacks",
        },
    }


def test_there_is_one_template_and_one_of_what_excludes_each_other() -> None:
    assert problems(lambda: CreateStack("Make", stack_name="mine")) == [
        'step "Make": needs a template_body or a template_url'
    ]
    assert problems(
        lambda: stack(
            template_url="https://a",
            disable_rollback=False,
            on_stack_failure="DELETE",
            stack_policy_body="{}",
            stack_policy_url="https://b",
        )
    ) == [
        'step "Make", on_stack_failure: disable_rollback is given too; give one of the two',
        'step "Make", stack_policy_url: stack_policy_body is given too; give one of the two',
        'step "Make", template_url: template_body is given too; give one of the two',
    ]


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("stack_name", "1st", '"1st" does not match "[a-zA-Z][-a-zA-Z0-9]*"'),
        ("stack_name", "s" * 129, f'"{"s" * 129}" is too long; at most 128 characters'),
        (
            "capabilities",
            ["CAPABILITY_IAN", "CAPABILITY_IAM"],
            'item 0: "CAPABILITY_IAN" is not one of "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM",'
            ' "CAPABILITY_AUTO_EXPAND". Did you mean "CAPABILITY_IAM"?',
        ),
        (
            "on_stack_failure",
            "DELET",
            '"DELET" is not one of "DO_NOTHING", "ROLLBACK", "DELETE". Did you mean "DELETE"?',
        ),
        ("timeout_in_minutes", 0, "0 is too small; at least 1"),
        ("notification_arns", ["a"] * 6, f"{['a'] * 6} is too long; at most 5 items"),
        ("role_arn", "arn", '"arn" is too short; at least 20 characters'),
        ("template_body", "", '"" is too short; at least 1 character'),
        ("stack_policy_body", "", '"" is too short; at least 1 character'),
        ("client_request_token", "-a", '"-a" does not match "[a-zA-Z0-9][-a-zA-Z0-9]*"'),
        ("tags", [{}] * 11, f"{[{}] * 11} is too long; at most 10 items"),
        ("parameters", {"Text": "a"}, "{'Text': 'a'} is not a list; write [{'Text': 'a'}]"),
    ],
)
def test_the_limits_of_cloudformation_are_kept(name: str, given: object, told: str) -> None:
    assert problems(lambda: stack(**{name: given})) == [f'step "Make", {name}: {told}']


def test_what_is_filled_in_is_not_measured() -> None:
    stack(stack_name=f"{TEXT}!", role_arn=f"{TEXT}", tags=[{}] * 10, capabilities=[f"C{TEXT}"])
