import re
from typing import Any

import pytest

from ssmdsl import Document, ManagedRule, Remediation, Sleep
from ssmdsl.limits import DOCUMENT_NAME_RESERVED_PREFIXES
from ssmflow_terraform.hcl import Block, Expression, print_hcl
from ssmflow_terraform.interface import variables, versions


def test_the_versions_are_those_that_have_what_the_module_uses() -> None:
    assert print_hcl(versions()) == (
        "terraform {\n"
        '  required_version = ">= 1.5"\n'
        "\n"
        "  required_providers {\n"
        "    aws = {\n"
        '      source  = "hashicorp/aws"\n'
        '      version = ">= 5.0, < 7.0"\n'
        "    }\n"
        "  }\n"
        "}\n"
    )


document = Document("Mine", steps=[Sleep("Wait", duration="PT1S")])
by_hand = Remediation(rule=ManagedRule("INCOMING_SSH_DISABLED"), document=document)


def body_of(block: Block) -> dict[str, Any]:
    return {item[0]: item[1] for item in block.body if isinstance(item, tuple)}


def test_every_variable_says_what_it_is_for_and_of_what_type() -> None:
    made = {block.labels[0]: body_of(block) for block in variables([by_hand], [document])}

    assert list(made) == [
        "automatic",
        "create_configuration_recorder",
        "name_prefix",
        "permissions_boundary",
        "tags",
    ]
    assert {name: (body["type"], body["default"]) for name, body in made.items()} == {
        "automatic": (Expression("bool"), True),
        "create_configuration_recorder": (Expression("bool"), False),
        "name_prefix": (Expression("string"), ""),
        "permissions_boundary": (Expression("string"), None),
        "tags": (Expression("map(string)"), {}),
    }
    assert all(body["description"].endswith(".") for body in made.values())
    assert [name for name, body in made.items() if "nullable" not in body] == [
        "permissions_boundary"
    ]


def variables_text(rule_name: str = "rule", *document_names: str) -> str:
    wait = Sleep("Wait", duration="PT1S")
    documents = [Document(name, steps=[wait]) for name in document_names or ("Mine",)]
    rule = ManagedRule("VPC_FLOW_LOGS_ENABLED", name=rule_name)
    return print_hcl(variables([Remediation(rule=rule, document=documents[0])], documents))


@pytest.mark.parametrize("longest", [0, 5, 12])
def test_the_prefix_is_bounded_by_what_the_names_leave(longest: int) -> None:
    text = variables_text("r" * (64 - longest))

    assert f"length(var.name_prefix) <= {longest}\n" in text
    assert f"up to {longest} characters." in text


def test_the_prefix_is_not_one_that_aws_keeps() -> None:
    assert re.findall(r'"\^\(([a-z|]+)\)"', variables_text()) == [
        "|".join(DOCUMENT_NAME_RESERVED_PREFIXES)
    ]
    assert (
        '"name_prefix must not begin with aws, amazon or amzn: AWS keeps these for its own'
        ' documents."\n'
    ) in variables_text()
    assert "contains(" not in variables_text()


def test_the_prefix_does_not_make_a_name_that_aws_keeps() -> None:
    text = variables_text("rule", "znRepair", "WS-Repair", "Mine")

    assert text[text.index("  validation {\n    condition     = !contains") :].startswith(
        "  validation {\n"
        '    condition     = !contains(["a", "am"], lower(var.name_prefix))\n'
        "    error_message = \"name_prefix must not be a or am: a document's name would then begin"
        ' with aws, amazon or amzn, which AWS keeps for its own documents."\n'
        "  }\n"
    )
