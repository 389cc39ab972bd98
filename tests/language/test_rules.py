import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl import DefinitionError, ManagedRule
from ssmdsl.rules import RuleFacts, managed_rules
from ssmdsl.rules.catalogue import ParameterFacts

REFERENCE = Path(__file__).parents[2].parent / "shared/reference/config-managed-rules.json"


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def test_a_rule_has_the_name_that_aws_gives_it_unless_told_otherwise() -> None:
    rule = ManagedRule("INCOMING_SSH_DISABLED")

    assert rule.name == "restricted-ssh"
    assert rule.resource_types == ("AWS::EC2::SecurityGroup",)
    assert rule.documentation == (
        "https://docs.aws.amazon.com/config/latest/developerguide/restricted-ssh.html"
    )
    assert ManagedRule("INCOMING_SSH_DISABLED", name="no-ssh").name == "no-ssh"


def test_an_unknown_rule_is_told_with_the_nearest_one() -> None:
    assert problems(lambda: ManagedRule("VPC_FLOWLOGS_ENABLED")) == [
        'rule "VPC_FLOWLOGS_ENABLED", identifier: "VPC_FLOWLOGS_ENABLED" is none of AWS\'s 833'
        ' managed rules. Did you mean "VPC_FLOW_LOGS_ENABLED"?'
    ]


def test_the_name_of_a_rule_is_answered_with_its_identifier() -> None:
    assert problems(lambda: ManagedRule("restricted-ssh")) == [
        'rule "restricted-ssh", identifier: "restricted-ssh" is the name of the rule;'
        ' its identifier is "INCOMING_SSH_DISABLED"'
    ]


def test_everything_wrong_with_a_rule_is_told_at_once() -> None:
    assert problems(
        lambda: ManagedRule(
            "ACCESS_KEYS_ROTATED",
            name="no spaces",
            description="x" * 257,
            parameters={"maxAccesKeyAge": "ninety"},
        )
    ) == [
        'rule "ACCESS_KEYS_ROTATED", name: "no spaces" is not a rule name: 1 to 64 letters, digits,'
        ' "-", "_"',
        'rule "ACCESS_KEYS_ROTATED", description: 257 characters, and Config takes 256',
        'rule "ACCESS_KEYS_ROTATED", parameters.maxAccessKeyAge: is required; the console would'
        ' fill in "90"',
        'rule "ACCESS_KEYS_ROTATED", parameters.maxAccesKeyAge: the rule has no such parameter;'
        ' there are "maxAccessKeyAge". Did you mean "maxAccessKeyAge"?',
    ]


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"name": "x" * 65}, f'name: "{"x" * 65}" is not a rule name: 1 to 64 letters, digits,'),
        ({"description": ""}, 'description: "" is too short; at least 1 character'),
        ({"parameters": ["ALL"]}, "parameters: ['ALL'] is not a dictionary"),
        ({"maximum_execution_frequency": "Daily"}, 'maximum_execution_frequency: "Daily" is not'),
    ],
)
def test_a_property_that_config_would_not_take_is_refused(
    properties: dict[str, Any], told: str
) -> None:
    (problem,) = problems(lambda: ManagedRule("VPC_FLOW_LOGS_ENABLED", **properties))

    assert problem.startswith(f'rule "VPC_FLOW_LOGS_ENABLED", {told}')


def test_a_rule_that_waits_for_changes_has_no_frequency() -> None:
    assert problems(
        lambda: ManagedRule("ENCRYPTED_VOLUMES", maximum_execution_frequency="One_Hour")
    ) == [
        'rule "ENCRYPTED_VOLUMES", maximum_execution_frequency: the rule runs when a resource'
        " changes, so it has no frequency"
    ]
    assert (
        ManagedRule(
            "VPC_FLOW_LOGS_ENABLED", maximum_execution_frequency="Six_Hours"
        ).maximum_execution_frequency
        == "Six_Hours"
    )


def test_the_parameters_are_texts_sorted_by_name() -> None:
    rule = ManagedRule(
        "IAM_PASSWORD_POLICY",
        parameters={
            "RequireSymbols": True,
            "MaxPasswordAge": 90,
            "MinimumPasswordLength": "14",
            "PasswordReusePrevention": "24",
            "RequireLowercaseCharacters": "true",
            "RequireNumbers": False,
            "RequireUppercaseCharacters": True,
        },
    )

    assert list(rule.input_parameters.items()) == [
        ("MaxPasswordAge", "90"),
        ("MinimumPasswordLength", "14"),
        ("PasswordReusePrevention", "24"),
        ("RequireLowercaseCharacters", "true"),
        ("RequireNumbers", "false"),
        ("RequireSymbols", "true"),
        ("RequireUppercaseCharacters", "true"),
    ]


def test_a_list_becomes_text_with_commas() -> None:
    rule = ManagedRule(
        "ACM_PCA_ROOT_CA_DISABLED", parameters={"exemptedCAArns": ["arn:a", "arn:b"]}
    )

    assert rule.input_parameters == {"exemptedCAArns": "arn:a,arn:b"}


@pytest.mark.parametrize(
    ("identifier", "name", "value", "told"),
    [
        ("ACCESS_KEYS_ROTATED", "maxAccessKeyAge", "ninety", ': "ninety" is not an integer'),
        ("ACCESS_KEYS_ROTATED", "maxAccessKeyAge", 9.5, ": 9.5 is not an integer"),
        ("ACCESS_KEYS_ROTATED", "maxAccessKeyAge", True, ": True is not an integer"),
        ("ACCESS_KEYS_ROTATED", "maxAccessKeyAge", "٩", ': "٩" is not an integer'),
        (
            "ACCESS_KEYS_ROTATED",
            "maxAccessKeyAge",
            "",
            ": the value is empty; leave the parameter out",
        ),
        (
            "ACCESS_KEYS_ROTATED",
            "maxAccessKeyAge",
            None,
            ": None is not text, a number, True, False or a list of texts",
        ),
        (
            "ACCESS_KEYS_ROTATED",
            "maxAccessKeyAge",
            [90],
            ": [90] is a list, and the rule takes one value",
        ),
        ("IAM_PASSWORD_POLICY", "RequireSymbols", "True", ': "True" is not True or False'),
        ("IAM_PASSWORD_POLICY", "RequireSymbols", 1, ": 1 is not True or False"),
        (
            "AURORA_MYSQL_BACKTRACKING_ENABLED",
            "BacktrackWindowInHours",
            math.nan,
            ": nan is not a number",
        ),
        ("VPC_FLOW_LOGS_ENABLED", "trafficType", math.inf, ": inf is not a number"),
        (
            "VPC_FLOW_LOGS_ENABLED",
            "trafficType",
            "{{ Traffic }}",
            ': "{{ Traffic }}": a rule\'s parameters are fixed; nothing is filled in for braces',
        ),
        (
            "ACM_PCA_ROOT_CA_DISABLED",
            "exemptedCAArns",
            ["a,b"],
            '[0]: "a,b" has a comma, by which the rule would cut it in two',
        ),
        (
            "ACM_PCA_ROOT_CA_DISABLED",
            "exemptedCAArns",
            ["a", ""],
            '[1]: "" is not a text with something in it',
        ),
        (
            "ACM_PCA_ROOT_CA_DISABLED",
            "exemptedCAArns",
            ["{{ Arn }}"],
            '[0]: "{{ Arn }}": a rule\'s parameters are fixed; nothing is filled in for braces',
        ),
        (
            "ACM_PCA_ROOT_CA_DISABLED",
            "exemptedCAArns",
            [],
            ": the list is empty; leave the parameter out",
        ),
    ],
)
def test_a_parameter_has_a_value_of_its_type(
    identifier: str, name: str, value: Any, told: str
) -> None:
    given = {**required(managed_rules()[identifier]), name: value}

    assert problems(lambda: ManagedRule(identifier, parameters=given)) == [
        f'rule "{identifier}", parameters.{name}{told}'
    ]


def test_the_parameters_have_a_thousand_characters_as_terraform_writes_them() -> None:
    arn = "arn:<&>" * 60

    assert problems(
        lambda: ManagedRule("ACM_PCA_ROOT_CA_DISABLED", parameters={"exemptedCAArns": arn})
    ) == [
        'rule "ACM_PCA_ROOT_CA_DISABLED", parameters: 1341 characters as JSON, and Config takes'
        " 1024"
    ]


SAMPLES = {
    "String": "text",
    "int": "30",
    "boolean": "true",
    "double": "0.5",
    "CSV": "a,b",
    "StringMap": "a:b",
}


def required(facts: RuleFacts) -> dict[str, Any]:
    return {
        name: SAMPLES[parameter.type]
        for name, parameter in facts.parameters.items()
        if parameter.required
    }


@pytest.mark.parametrize("identifier", managed_rules())
def test_every_rule_is_accepted_with_the_parameters_it_requires(identifier: str) -> None:
    facts = managed_rules()[identifier]
    given = required(facts)

    rule = ManagedRule(identifier, parameters=given)

    assert (rule.name, rule.input_parameters) == (facts.name, dict(sorted(given.items())))
    if given:
        assert problems(lambda: ManagedRule(identifier)) == [
            f'rule "{identifier}", parameters.{name}: is required'
            + (f'; the console would fill in "{default}"' if default else "")
            for name in facts.parameters
            if name in given
            for default in [facts.parameters[name].default]
        ]


def values(parameter: ParameterFacts) -> st.SearchStrategy[Any]:
    letters = st.characters(codec="utf-8", exclude_characters="{,")
    word = st.text(letters, min_size=1, max_size=9)
    by_type: dict[str, st.SearchStrategy[Any]] = {
        "String": word | st.integers(),
        "int": st.integers(-(10**9), 10**9),
        "boolean": st.booleans() | st.sampled_from(["true", "false"]),
        "double": st.integers(0, 99) | st.decimals(0, 99, places=2).map(float),
        "CSV": word | st.lists(word, min_size=1, max_size=3),
        "StringMap": word,
    }
    return by_type[parameter.type]


@st.composite
def rules_with_parameters(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    facts = draw(st.sampled_from(list(managed_rules().values())))
    wanted = {
        name: values(parameter)
        for name, parameter in facts.parameters.items()
        if parameter.required or draw(st.booleans())
    }
    return facts.identifier, draw(st.fixed_dictionaries(wanted))


@given(rules_with_parameters())
def test_any_values_of_the_right_types_are_accepted(given: tuple[str, dict[str, Any]]) -> None:
    identifier, parameters = given

    rule = ManagedRule(identifier, parameters=parameters)

    assert set(rule.input_parameters) == set(parameters)
    assert all(isinstance(text, str) and text for text in rule.input_parameters.values())


@pytest.mark.skipif(not REFERENCE.exists(), reason="the collected facts are not at hand")
def test_the_facts_are_those_that_were_collected() -> None:
    collected = json.loads(REFERENCE.read_text(encoding="utf-8"))

    assert {
        rule["identifier"]: (
            rule["name"],
            rule["trigger"],
            tuple(rule["resource_types"]),
            {
                parameter["name"]: (
                    parameter["type"],
                    not parameter["optional"],
                    parameter.get("default"),
                )
                for parameter in rule["parameters"]
            },
            rule["doc"],
        )
        for rule in collected
    } == {
        facts.identifier: (
            facts.name,
            facts.trigger,
            facts.resource_types,
            {
                name: (parameter.type, parameter.required, parameter.default)
                for name, parameter in facts.parameters.items()
            },
            facts.documentation,
        )
        for facts in managed_rules().values()
    }


def test_the_facts_of_the_rules_are_well_formed() -> None:
    facts = managed_rules().values()

    assert len({rule.name for rule in facts}) == len(facts) == 833
    assert {rule.trigger for rule in facts} == {"ConfigurationChange", "Periodic", "Hybrid"}
    assert all(rule.resource_types for rule in facts)
    assert {parameter.type for rule in facts for parameter in rule.parameters.values()} == set(
        SAMPLES
    )
