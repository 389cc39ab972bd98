import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ssmdsl import Automatic, ManagedRule, Role
from ssmdsl.loader import Loaded, load
from ssmdsl.permissions import Statement
from ssmdsl.text import TextError

HERE = Path(__file__).parent
SLEEP = {
    "schemaVersion": "0.3",
    "mainSteps": [{"name": "Wait", "action": "aws:sleep", "inputs": {"Duration": "PT1S"}}],
}


def read(template: str | dict[str, Any], **parameters: Any) -> Loaded:
    source = template if isinstance(template, str) else json.dumps(template)
    return load(source.encode(), name="Nameless", parameters=parameters)


def problems(template: str | dict[str, Any], **parameters: Any) -> list[str]:
    with pytest.raises(TextError) as caught:
        read(template, **parameters)
    return str(caught.value).splitlines()


def document(content: Any = None, **properties: Any) -> dict[str, Any]:
    return {
        "Type": "AWS::SSM::Document",
        "Properties": {
            "DocumentType": "Automation",
            "Content": SLEEP if content is None else content,
            **properties,
        },
    }


def described(description: Any, **sections: Any) -> Any:
    """Return the description that a document gets of a function."""
    resources = {"Waiting": document({**SLEEP, "description": description})}
    resources.update(sections.pop("Resources", {}))
    return read({"Resources": resources, **sections}).documents[0].description


@pytest.mark.parametrize("ending", ["yaml", "json"])
def test_a_whole_template_is_one_remediation(ending: str) -> None:
    loaded = load((HERE / f"vpc_flow_logs.{ending}").read_bytes(), name="Nameless")
    (remediation,) = loaded.remediations
    assert loaded.documents == (remediation.document,)
    assert remediation.document.name == "SSMAutomationCreateFlowLogs"
    assert [step.name for step in remediation.document.steps] == [
        "CreateLogGroup",
        "PutRetentionPolicy",
        "CreateFlowLogs",
    ]
    assert remediation.document.steps[2].action_inputs()["ResourceId.N"] is not None
    assert remediation.rule == ManagedRule(
        "VPC_FLOW_LOGS_ENABLED",
        name="vpc-flow-logs-enabled",
        description="Every VPC has a flow log.",
    )
    assert str(remediation.resource) == "{{ ResourceId }}"
    ((parameter, role),) = remediation.arguments.items()
    assert parameter.name == "DeliverLogsPermissionArn"
    assert isinstance(role, Role)
    assert role.service == "vpc-flow-logs.amazonaws.com"
    assert role.statements == (
        Statement(
            [
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "logs:DescribeLogGroups",
                "logs:DescribeLogStreams",
            ]
        ),
    )
    assert remediation.automatic == Automatic(maximum_attempts=1, retry_seconds=30)
    assert remediation.statements == (
        Statement(["logs:CreateLogGroup", "logs:PutRetentionPolicy", "ec2:CreateFlowLogs"]),
    )


def test_what_is_not_kept_of_a_template_is_told_with_its_place() -> None:
    loaded = load((HERE / "vpc_flow_logs.yaml").read_bytes(), name="Nameless")
    assert list(map(str, loaded.changes)) == [
        'line 7, column 14: Parameters.AutomaticRemediation: its Default "ENABLED" is taken',
        'line 73, column 7: resource "SSMAutomationCreateFlowLogs", Tags: it is not kept',
        'line 86, column 7: resource "IAMRoleForSSM", Description: it is not kept',
        'line 99, column 7: resource "IAMRoleForSSM", RoleName: it is not kept',
        'line 110, column 7: resource "IAMRoleForVPCFlowLog", Description: it is not kept',
        'line 124, column 7: resource "IAMRoleForVPCFlowLog", RoleName: it is not kept',
    ]


def test_a_resource_whose_condition_does_not_hold_is_taken_all_the_same() -> None:
    source = (HERE / "vpc_flow_logs.yaml").read_bytes()
    loaded = load(source, name="Nameless", parameters={"AutomaticRemediation": "DISABLED"})
    assert len(loaded.remediations) == 1
    assert str(loaded.changes[-1]) == (
        'line 126, column 16: resource "ConfigVpcFlowLogsEnabledRemediationConfiguration": its'
        ' condition "CreateRemediationResources" does not hold; it is taken all the same'
    )


def test_the_sections_that_are_not_kept_are_told_once_each() -> None:
    template = """\
Transform: AWS::LanguageExtensions
Metadata: {a: b}
Rules: {}
Outputs:
  Name: {Value: !Ref Waiting}
Resources:
  Waiting:
    Type: AWS::SSM::Document
    DependsOn: Other
    DeletionPolicy: Retain
    UpdateReplacePolicy: Retain
    Properties: {DocumentType: Automation, Content: {schemaVersion: "0.3", mainSteps: [
      {name: Wait, action: "aws:sleep", inputs: {Duration: PT1S}}]}}
"""
    assert [str(change) for change in read(template).changes] == [
        "line 1, column 1: Transform: it is not kept",
        "line 2, column 1: Metadata: it is not kept",
        "line 3, column 1: Rules: it is not kept",
        "line 4, column 1: Outputs: it is not kept",
    ]


def test_a_condition_that_there_is_not_is_told() -> None:
    template = """\
Conditions:
  Here: !Equals [a, a]
  Circle: {Condition: Circle}
  Stack: !Equals [!Ref "AWS::StackName", a]
Resources:
  Waiting:
    Type: AWS::SSM::Document
    Condition: %s
    Properties: {DocumentType: Automation, Content: {schemaVersion: "0.3", mainSteps: [
      {name: Wait, action: "aws:sleep", inputs: {Duration: PT1S}}]}}
"""
    assert problems(template % "Hero") == [
        'line 8, column 16: resource "Waiting", Condition: "Hero" is no condition of the template.'
        ' Did you mean "Here"?'
    ]
    assert problems(template % "Circle") == [
        'line 3, column 11: resource "Waiting", Condition: the conditions depend on each other in'
        " a circle: Circle → Circle"
    ]
    assert [str(change) for change in read(template % "Stack").changes] == [
        'line 8, column 16: resource "Waiting": its condition "Stack" cannot be told here; it is'
        " taken"
    ]


def test_a_document_needs_no_remediation() -> None:
    loaded = read({"Resources": {"Waiting": document(), "Other": document(Name="Another")}})
    assert [own.name for own in loaded.documents] == ["Waiting", "Another"]
    assert (loaded.remediations, loaded.changes) == ((), ())


@pytest.mark.parametrize(
    ("resource", "name"),
    [
        ("Ab", "Custom-Ab"),
        ("AwsFix", "Custom-AwsFix"),
        ("amazonFix", "Custom-amazonFix"),
        ("AMZNFix", "Custom-AMZNFix"),
        ("Fix it", "Fix-it"),
        ("F" * 200, "F" * 128),
    ],
)
def test_a_resource_name_becomes_one_that_a_document_can_have(resource: str, name: str) -> None:
    assert read({"Resources": {resource: document()}}).documents[0].name == name


def test_a_name_that_only_the_stack_knows_becomes_the_name_of_the_resource() -> None:
    template = """\
Resources:
  Waiting:
    Type: AWS::SSM::Document
    Properties:
      Name: !Sub "${AWS::StackName}-wait"
      Content: {schemaVersion: "0.3", mainSteps: [
        {name: Wait, action: "aws:sleep", inputs: {Duration: PT1S}}]}
      DocumentType: Automation
"""
    loaded = read(template)
    assert loaded.documents[0].name == "Waiting"
    assert [str(change) for change in loaded.changes] == [
        'line 5, column 7: resource "Waiting", Name: it is known only when the stack is made, and'
        ' written "Waiting"'
    ]


def test_a_name_that_is_a_number_is_written_as_text() -> None:
    loaded = read({"Resources": {"Waiting": document(Name=5)}})
    assert loaded.documents[0].name == "Custom-5"
    assert [change.message for change in loaded.changes] == [
        'resource "Waiting", Name: it is written "Custom-5"'
    ]
    assert problems({"Resources": {"Waiting": document(Name=["a"])}}) == [
        "line 1, column 236: resource \"Waiting\", Name: ['a'] stands where a text is wanted"
    ]


def test_documents_of_one_name_are_told() -> None:
    resources = {"One": document(Name="Same"), "Two": document(Name="Same")}
    assert problems({"Resources": resources}) == [
        'line 1, column 458: resource "Two", Name: "Same" is the name of resource "One" already'
    ]


def test_documents_of_other_types_are_left_out() -> None:
    resources = {
        "Waiting": document(),
        "Running": document(DocumentType="Command"),
        "Silent": {"Type": "AWS::SSM::Document", "Properties": {"Content": {"a": 1}}},
        "Bucket": {"Type": "AWS::S3::Bucket"},
    }
    loaded = read({"Resources": resources})
    assert [own.name for own in loaded.documents] == ["Waiting"]
    assert [change.message for change in loaded.changes] == [
        'resource "Running": its DocumentType is "Command"; only Automation documents are taken',
        'resource "Silent": it says no DocumentType, and is a Command document then;'
        " it is left out",
        'resource "Bucket": nothing here takes it, of type AWS::S3::Bucket',
    ]


def test_a_document_of_schema_version_0_3_needs_no_type() -> None:
    resource = {"Type": "AWS::SSM::Document", "Properties": {"Content": json.dumps(SLEEP)}}
    assert len(read({"Resources": {"Waiting": resource}}).documents) == 1


def test_a_template_without_automation_documents_says_what_is_taken() -> None:
    told = (
        "the template has no Automation document; taken are AWS::SSM::Document with the"
        " DocumentType Automation, and with it AWS::Config::RemediationConfiguration,"
        " AWS::Config::ConfigRule of Owner AWS, and AWS::IAM::Role with its policies"
    )
    assert problems("Resources: {}") == [f"line 1, column 1: {told}"]
    assert problems('AWSTemplateFormatVersion: "2010-09-09"') == [
        "line 1, column 1: Resources: a template has a dictionary of resources",
        f"line 1, column 1: {told}",
    ]


def test_a_resource_without_a_type_is_told() -> None:
    assert problems({"Resources": {"Waiting": document(), "Other": 1}})[0].endswith(
        ': resource "Other": a resource is a dictionary with a "Type"'
    )


def test_parameters_are_those_of_templates() -> None:
    assert problems(json.dumps(SLEEP), Days=3) == [
        "line 1, column 1: only a template has parameters that are given when it is loaded"
    ]
    template = {"Resources": {"Waiting": document()}, "Parameters": {"Days": {"Type": "Number"}}}
    assert problems(template, Day=3)[0].endswith(
        ': the template has no parameter "Day", only "Days". Did you mean "Days"?'
    )


LIMITED = """\
Parameters:
  Open: {Type: String, AllowedValues: ["yes", "no"]}
  Count: {Type: Number, AllowedValues: [1, 2.5]}
  Zones: {Type: CommaDelimitedList, AllowedValues: [a, b]}
  Team: {Type: String, AllowedPattern: "[a-z]+"}
  Strange: {Type: String, AllowedPattern: "[a-z&&[^x]]"}
Resources:
  Waiting:
    Type: AWS::SSM::Document
    Properties: {DocumentType: Automation, Content: {schemaVersion: "0.3", mainSteps: [
      {name: Wait, action: "aws:sleep", inputs: {Duration: PT1S}}]}}
"""


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        (
            "Open",
            "yess",
            'line 2, column 39: Parameters.Open: "yess" is not one of "yes", "no". Did you mean'
            ' "yes"?',
        ),
        ("Count", 3, 'line 3, column 40: Parameters.Count: "3" is not one of "1", "2.5".'),
        ("Zones", "a, c", 'line 4, column 52: Parameters.Zones: "c" is not one of "a", "b".'),
        (
            "Team",
            "Blue",
            'line 5, column 40: Parameters.Team: "Blue" does not match its AllowedPattern "[a-z]+"',
        ),
    ],
)
def test_a_given_value_is_one_that_its_parameter_allows(name: str, value: Any, told: str) -> None:
    assert problems(LIMITED, **{name: value}) == [told]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Open", "no"),
        ("Count", "1"),
        ("Count", "2.50"),
        ("Zones", ["b"]),
        ("Zones", "b, a"),
        ("Team", "blue"),
        ("Strange", "X"),
    ],
)
def test_a_value_that_its_parameter_allows_is_taken(name: str, value: Any) -> None:
    assert len(read(LIMITED, **{name: value}).documents) == 1


TEXT_CONTENT = """\
Resources:
  Waiting:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Content: %s
        schemaVersion: "0.3"
        description: In ${AWS::Region}
        mainSteps:
          - name: Wait
            action: aws:sleeping
            inputs: {Duration: PT1S}
"""


@pytest.mark.parametrize("beginning", ["|", "!Sub |", "!Sub |-  # text"])
def test_a_content_that_is_text_keeps_its_places(beginning: str) -> None:
    assert problems(TEXT_CONTENT % beginning) == [
        'line 11, column 21: step "Wait": there is no action "aws:sleeping".'
        ' Did you mean "aws:sleep"?'
    ]


def test_functions_in_a_content_that_is_text_are_resolved() -> None:
    (waiting,) = read(TEXT_CONTENT.replace("sleeping", "sleep") % "!Sub |").documents
    assert waiting.description == "In {{ global:REGION }}"
    (waiting,) = read(TEXT_CONTENT.replace("sleeping", "sleep") % "|").documents
    assert waiting.description == "In ${AWS::Region}"


def test_a_text_with_values_of_its_own_keeps_its_places() -> None:
    beginning = """\
Resources:
  Waiting:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Content: !Sub
        - |
            schemaVersion: "0.3"
            description: ${What} in ${AWS::Region}
            mainSteps:
              - name: Wait
                action: aws:sleep
"""
    values = "        - {What: Waits}\n"
    right = "                inputs: {Duration: PT1S}\n"
    wrong = "                inputs: {Duration: long}\n"
    assert (
        read(beginning + right + values).documents[0].description == "Waits in {{ global:REGION }}"
    )
    assert problems(beginning + wrong + values) == [
        'line 13, column 36: step "Wait", inputs.Duration: "long" is not days, hours, minutes and'
        ' seconds in ISO 8601, as "PT5M" is'
    ]


def test_a_change_in_a_text_has_its_place() -> None:
    template = TEXT_CONTENT.replace("sleeping", "sleep").replace('"0.3"', "0.3") % "|"
    assert [str(change) for change in read(template).changes] == [
        'line 7, column 24: resource "Waiting", schemaVersion: 0.3 is written "0.3"'
    ]


def test_a_text_that_is_no_yaml_is_told_where_it_breaks() -> None:
    assert problems(TEXT_CONTENT.replace("mainSteps:", "mainSteps: [") % "|") == [
        'line 10, column 11: resource "Waiting", Content, line 4, column 3 of this text: this is'
        " not YAML: while parsing a flow node, did not find expected node content"
    ]
    template = {"Resources": {"Waiting": document('{"a": ')}}
    assert problems(template) == [
        'line 1, column 114: resource "Waiting", Content, line 1, column 7 of this text: the'
        " file ends here; a value is missing"
    ]


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(
        ["AWS::SSM::Document", "AWS::Config::ConfigRule", "AWS::IAM::Role", "Automation", "a", ""]
    ),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    *("Type", "Properties", "Content", "Ref", "Fn::Sub", "Fn::If", "Fn::GetAtt"),
                    *("Fn::Join", "Condition", "Parameters", "Statement", "Policies", "a", ""),
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(anything)
def test_whatever_the_resources_are_they_are_read_or_told(resources: Any) -> None:
    is_told = False
    try:
        read({"Resources": resources})
    except TextError as error:
        is_told = bool(error.problems)
    assert is_told  # there is no document in it that could be read


WHOLE = json.loads((HERE / "vpc_flow_logs.json").read_bytes())


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = enumerate(data) if isinstance(data, list) else ()
    if isinstance(data, dict):
        members = data.items()  # type: ignore[assignment]
    return [path, *(place for key, own in members for place in places(own, (*path, key)))]


def replaced(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    copy = data.copy()
    copy[path[0]] = replaced(data[path[0]], path[1:], value)
    return copy


@settings(max_examples=300)
@given(st.sampled_from(places(WHOLE["Resources"])), anything)
def test_whatever_stands_anywhere_in_a_template_is_read_or_told(
    path: tuple[Any, ...], value: Any
) -> None:
    told: Any = None
    try:
        told = read({**WHOLE, "Resources": replaced(WHOLE["Resources"], path, value)}).documents
    except TextError as error:
        told = error.problems
    assert told
