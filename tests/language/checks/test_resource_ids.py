import re

import pytest

from ssmdsl.checks._resource_ids import _NO_TYPE_TOLD, RESOURCE_IDS
from ssmdsl.rules import managed_rules


def test_the_types_are_those_of_rules() -> None:
    judged = {kind for rule in managed_rules().values() for kind in rule.resource_types}
    of_no_rule = {"AWS::ApiGatewayV2::Api", "AWS::EC2::FlowLog", "AWS::EC2::NatGateway"}
    assert set(RESOURCE_IDS) - judged == of_no_rule


def test_the_rules_that_name_no_type_are_rules_of_the_account() -> None:
    rules = managed_rules()
    assert {rules[name].resource_types for name in _NO_TYPE_TOLD} == {("AWS::::Account",)}


@pytest.mark.parametrize("kind", RESOURCE_IDS)
def test_the_examples_are_of_their_kind(kind: str) -> None:
    given = RESOURCE_IDS[kind]
    patterns = {
        "ARN": r"arn:aws(-cn|-us-gov)?:[a-z-]+:[a-z]+(-[a-z]+)+-1:([0-9]{12})?:.+",
        "account": "[0-9]{12}",
        "id": r"[A-Za-z0-9/-]+",
        "name": "my-[a-z]+",
    }
    assert given.examples
    assert all(re.fullmatch(patterns[given.kind], example) for example in given.examples)
