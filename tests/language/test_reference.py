from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl import (
    ACCOUNT_ID,
    AWS_PARTITION,
    DATE,
    DATE_TIME,
    EXECUTION_ID,
    REGION,
    DefinitionError,
    Output,
    Parameter,
    Reference,
)
from ssmdsl.output import StepOutput
from ssmdsl.reference import (
    REFERENCE,
    SYSTEM_VARIABLES,
    references_in,
    to_json,
)
from ssmdsl.value_type import ParameterType, ValueType, basic_type


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        (ACCOUNT_ID, "{{ global:ACCOUNT_ID }}"),
        (AWS_PARTITION, "{{ global:AWS_PARTITION }}"),
        (DATE, "{{ global:DATE }}"),
        (DATE_TIME, "{{ global:DATE_TIME }}"),
        (EXECUTION_ID, "{{ automation:EXECUTION_ID }}"),
        (REGION, "{{ global:REGION }}"),
        (Parameter("VpcId"), "{{ VpcId }}"),
        (StepOutput("Find", Output("Id", "$.Id")), "{{ Find.Id }}"),
    ],
)
def test_a_reference_is_text_that_is_read_back(reference: Reference, text: str) -> None:
    assert f"{reference}" == text
    assert REFERENCE.fullmatch(text)
    assert list(references_in(f"a {reference}!")) == [reference.expression]


def test_the_system_variables_are_text() -> None:
    assert {reference.value_type for reference in (ACCOUNT_ID, REGION, DATE)} == {"String"}
    assert len(SYSTEM_VARIABLES) == 6


@pytest.mark.parametrize(
    "text",
    ["{{ a b }}", "{{print $2}}", "{{'{'}}", "{ VpcId }", "{{ Step.Out.field }}", "{{}}", "{{ }}"],
)
def test_braces_that_are_no_reference_are_text(text: str) -> None:
    assert list(references_in(text)) == []


def test_references_are_found_however_deep_they_stand() -> None:
    value = {"a": [Parameter("A"), {"b": ("x{{ B }}y{{C.D}}", 5, None)}]}

    assert list(references_in(value)) == ["A", "B", "C.D"]


def test_references_become_text_in_the_document() -> None:
    assert to_json({"a": (Parameter("A"), [REGION, 1, None])}) == {
        "a": ["{{ A }}", ["{{ global:REGION }}", 1, None]]
    }


def test_a_type_of_aws_behaves_as_text() -> None:
    kinds = get_args(ParameterType)
    assert set(get_args(ValueType)) < set(kinds)
    assert {kind: basic_type(kind) for kind in kinds if basic_type(kind) != kind} == {
        "AWS::EC2::Instance::Id": "String",
        "AWS::IAM::Role::Arn": "String",
        "AWS::S3::Bucket::Name": "String",
        "List<AWS::EC2::Instance::Id>": "StringList",
        "List<AWS::IAM::Role::Arn>": "StringList",
        "List<AWS::S3::Bucket::Name>": "StringList",
    }


def test_a_format_is_refused_where_there_is_no_value_yet() -> None:
    with pytest.raises(DefinitionError) as caught:
        f"{REGION:>20}"

    assert str(caught.value) == (
        "{{ global:REGION }}: it has no value before the automation runs, so it cannot take the"
        ' format ":>20"'
    )


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    assert all(f"{expression}" in text for expression in references_in(text))
