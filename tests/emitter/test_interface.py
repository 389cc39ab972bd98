import re
from typing import Any

import pytest

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


def body_of(block: Block) -> dict[str, Any]:
    return {item[0]: item[1] for item in block.body if isinstance(item, tuple)}


def test_every_variable_says_what_it_is_for_and_of_what_type() -> None:
    made = {block.labels[0]: body_of(block) for block in variables(12)}

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


@pytest.mark.parametrize("longest", [0, 5, 12])
def test_the_prefix_is_bounded_by_what_the_names_leave(longest: int) -> None:
    text = print_hcl(variables(longest))

    assert f"length(var.name_prefix) <= {longest}\n" in text
    assert f"up to {longest} characters." in text
    assert re.findall(r'"\^\(([a-z|]+)\)"', text) == ["|".join(DOCUMENT_NAME_RESERVED_PREFIXES)]
