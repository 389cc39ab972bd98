import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ssmdsl import Document, ManagedRule, Parameter, Remediation, Role, Sleep
from ssmdsl.limits import DOCUMENT_NAME_RESERVED_PREFIXES
from ssmdsl.rules import managed_rules
from ssmflow_terraform.names import (
    NAME_PREFIX_CHARACTERS,
    REGION_CHARACTERS,
    ROLE_NAME_CHARACTERS,
    ROLE_STEM_CHARACTERS,
    completed_prefixes,
    label,
    longest_prefix,
    role_labels,
    role_stem,
)

wait = Sleep("Wait", duration="PT1S")


def remediation(name: str, document_name: str = "Mine", *roles: str) -> Remediation:
    parameters = [Parameter(role, "AWS::IAM::Role::Arn") for role in roles]
    return Remediation(
        rule=ManagedRule("VPC_FLOW_LOGS_ENABLED", name=name),
        document=Document(document_name, parameters=parameters, steps=[wait]),
        arguments={parameter: Role("ec2.amazonaws.com", allow=[]) for parameter in parameters},
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("vpc-flow-logs-enabled", "vpc_flow_logs_enabled"),
        ("CreateFlowLogs", "create_flow_logs"),
        ("EnableIMDSv2", "enable_imd_sv2"),
        ("VPCFlowLogs", "vpc_flow_logs"),
        ("S3BucketName", "s3_bucket_name"),
        ("My.Document-1_2", "my_document_1_2"),
        ("2fa-enabled", "_2fa_enabled"),
        ("...", "_"),
        ("__x__", "x"),
    ],
)
def test_a_label_is_written_as_terraform_writes_names(name: str, expected: str) -> None:
    assert label(name) == expected


@given(st.text("abzABZ019_.-", min_size=1, max_size=128))
def test_every_label_is_one_that_terraform_takes(name: str) -> None:
    assert re.fullmatch("[a-z_][a-z0-9_]*", label(name))
    assert label(label(name)) == label(name)


def test_no_two_managed_rules_have_one_label() -> None:
    names = [facts.name for facts in managed_rules().values()]

    assert len({label(name) for name in names}) == len(names)


def test_the_roles_of_a_remediation_have_labels_by_their_parameter() -> None:
    assert role_labels(remediation("my-rule", "Mine", "DeliveryRole", "Other")) == {
        "AutomationAssumeRole": "my_rule_automation",
        "DeliveryRole": "my_rule_delivery_role",
        "Other": "my_rule_other",
    }


def test_a_short_name_of_a_role_tells_remediation_and_purpose() -> None:
    assert role_stem(remediation("my-rule"), "DeliveryRole") == "my-rule-delivery-role"


def test_a_long_name_of_a_role_is_cut_and_stays_the_same() -> None:
    stem = role_stem(remediation("a" * 64), "DeliveryRole")

    assert stem == "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa-68629b"
    assert stem != role_stem(remediation("a" * 64), "OtherRole")


@given(st.text("abZ019_-", min_size=1, max_size=64), st.text("abZ019", min_size=1, max_size=50))
def test_the_name_of_a_role_always_fits(rule_name: str, purpose: str) -> None:
    stem = role_stem(remediation(rule_name), purpose)
    longest = f"{'p' * NAME_PREFIX_CHARACTERS}{stem}-{'r' * REGION_CHARACTERS}"

    assert re.fullmatch(f"[A-Za-z0-9_-]{{1,{ROLE_STEM_CHARACTERS}}}", stem)
    assert len(longest) <= ROLE_NAME_CHARACTERS


@pytest.mark.parametrize(
    ("rule_name", "document_name", "expected"),
    [
        ("short", "Short", 12),
        ("a" * 52, "Short", 12),
        ("a" * 53, "Short", 11),
        ("a" * 64, "Short", 0),
        ("short", "D" * 116, 12),
        ("short", "D" * 120, 8),
        ("short", "D" * 128, 0),
    ],
)
def test_the_prefix_is_as_long_as_the_longest_name_leaves(
    rule_name: str, document_name: str, expected: int
) -> None:
    item = remediation(rule_name, document_name)

    assert longest_prefix([item], [item.document]) == expected


@given(st.text("awsmzonR", min_size=3, max_size=8), st.text("awsmzon", max_size=7))
def test_a_prefix_is_refused_exactly_if_a_document_would_be_named_as_those_of_aws(
    name: str, prefix: str
) -> None:
    words = DOCUMENT_NAME_RESERVED_PREFIXES
    assume(not name.lower().startswith(words))
    document = Document(name, steps=[wait])

    refused = prefix.startswith(words) or prefix in completed_prefixes([document])

    assert refused == f"{prefix}{name}".lower().startswith(words)


def test_the_prefixes_that_complete_a_reserved_word_are_told_sorted() -> None:
    documents = [remediation("r", name).document for name in ("znRepair", "WS-Repair", "Mine")]

    assert completed_prefixes(documents) == ["a", "am"]
