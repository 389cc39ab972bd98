import json
from typing import Any

import pytest

from ssmdsl.loader import load
from ssmdsl.text import TextError

SECTIONS: dict[str, Any] = {
    "Parameters": {
        "Days": {"Type": "Number", "Default": 60},
        "Team": {"Type": "String"},
        "Names": {"Type": "CommaDelimitedList", "Default": "a, b"},
        "Stored": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/team"},
        "Odd": 3,
        "Wrong": {"Type": "Number", "Default": "many"},
    },
    "Mappings": {"Words": {"Short": {"Yes": "y", "All": ["y", "n"]}}},
    "Conditions": {
        "Yes": {"Fn::Equals": ["a", "a"]},
        "No": {"Fn::Not": [{"Condition": "Yes"}]},
        "Here": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]},
        "HereOrYes": {"Fn::Or": [{"Condition": "Here"}, {"Condition": "Yes"}]},
        "HereAndYes": {"Fn::And": [{"Condition": "Here"}, {"Condition": "Yes"}]},
        "Flag": {"Fn::Equals": [True, "true"]},
        "Foo": {"Fn::Foo": []},
        "One": {"Fn::Equals": [1]},
        "Round": {"Condition": "About"},
        "About": {"Condition": "Round"},
        "Text": "a",
        "Empty": {"Fn::And": []},
        "Both": {"Fn::Not": [{"Condition": "Yes"}, {"Condition": "Yes"}]},
    },
}
RESOURCES: dict[str, Any] = {
    "Logs": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "logs"}},
    "Nameless": {"Type": "AWS::S3::Bucket"},
    "News": {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": "news"}},
    "Ring": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "Ring"}}},
    "Ssh": {
        "Type": "AWS::Config::ConfigRule",
        "Properties": {"Source": {"SourceIdentifier": "INCOMING_SSH_DISABLED"}},
    },
}


def template(description: Any) -> str:
    content = {
        "description": description,
        "schemaVersion": "0.3",
        "mainSteps": [{"name": "Wait", "action": "aws:sleep", "inputs": {"Duration": "PT1S"}}],
    }
    waiting = {
        "Type": "AWS::SSM::Document",
        "Properties": {"DocumentType": "Automation", "Content": content},
    }
    return json.dumps({"Resources": {"Waiting": waiting, **RESOURCES}, **SECTIONS})


def described(description: Any, **parameters: Any) -> Any:
    """Return what a description comes to."""
    source = template(description).encode()
    return load(source, name="Nameless", parameters=parameters).documents[0].description


def refused(description: Any, **parameters: Any) -> list[str]:
    """Return the problems of a description, and assert that they stand at it or below."""
    with pytest.raises(TextError) as caught:
        described(description, **parameters)
    start = len('resource "Waiting", Content.description: ')
    return [problem.message[start:] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ({"Ref": "AWS::Region"}, "{{ global:REGION }}"),
        ({"Ref": "AWS::AccountId"}, "{{ global:ACCOUNT_ID }}"),
        ({"Ref": "AWS::Partition"}, "{{ global:AWS_PARTITION }}"),
        ({"Fn::Sub": "ec2.${AWS::URLSuffix}"}, "ec2.amazonaws.com"),
        ({"Fn::Sub": "${!Kept} $x ${"}, "${Kept} $x ${"),
        ({"Fn::Sub": ["${A}-${B.C}-${N}", {"A": {"Ref": "Days"}, "B.C": "x", "N": 3}]}, "60-x-3"),
        (
            {"Fn::Join": ["-", ["a", {"Ref": "Days"}, {"Fn::Select": [1, {"Ref": "Names"}]}]]},
            "a-60-b",
        ),
        ({"Fn::Join": [",", {"Ref": "Names"}]}, "a,b"),
        ({"Fn::Join": ["", [{"Ref": "AWS::NoValue"}, "b", True, 1.5]]}, "btrue1.5"),
        ({"Fn::Select": [1, [{"Fn::ImportValue": "x"}, "known"]]}, "known"),
        ({"Fn::Select": ["1", {"Fn::Split": ["|", "a|b"]}]}, "b"),
        ({"Fn::Base64": "x"}, "eA=="),
        ({"Fn::FindInMap": ["Words", "Short", "Yes"]}, "y"),
        ({"Fn::Join": ["/", {"Fn::FindInMap": ["Words", "Short", "All"]}]}, "y/n"),
        ({"Fn::If": ["Yes", "a", {"Fn::ImportValue": "x"}]}, "a"),
        ({"Fn::If": ["No", "a", "b"]}, "b"),
        ({"Fn::If": ["No", "a", {"Ref": "AWS::NoValue"}]}, None),
        ({"Fn::If": ["HereOrYes", "a", "b"]}, "a"),
        ({"Fn::If": ["Flag", "a", "b"]}, "a"),
        ({"Ref": "Logs"}, "logs"),
        ({"Fn::GetAtt": "Logs.Arn"}, "arn:{{ global:AWS_PARTITION }}:s3:::logs"),
        ({"Fn::GetAtt": ["Logs", "Arn"]}, "arn:{{ global:AWS_PARTITION }}:s3:::logs"),
        ({"Fn::Sub": "${Logs.Arn}/*"}, "arn:{{ global:AWS_PARTITION }}:s3:::logs/*"),
        (
            {"Ref": "News"},
            "arn:{{ global:AWS_PARTITION }}:sns:{{ global:REGION }}:{{ global:ACCOUNT_ID }}:news",
        ),
        ({"Ref": "Waiting"}, "Waiting"),
        ({"Ref": "Ssh"}, "restricted-ssh"),
    ],
)
def test_a_function_comes_to_its_value(written: Any, meant: str | None) -> None:
    assert described(written) == meant


LATER = "is known only when the stack is made; make it a parameter of the document"


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ({"Fn::ImportValue": "x"}, "Fn::ImportValue"),
        ({"Fn::GetAZs": ""}, "Fn::GetAZs"),
        ({"Fn::Transform": {"Name": "x"}}, "Fn::Transform"),
        ({"Fn::Cidr": ["10.0.0.0/8", 1]}, "Fn::Cidr"),
        ({"Ref": "AWS::StackName"}, "AWS::StackName"),
        ({"Fn::Sub": "a-${AWS::StackId}"}, "AWS::StackId"),
        ({"Ref": "Nameless"}, '"Nameless"'),
        ({"Fn::GetAtt": "Nameless.Arn"}, '"Nameless.Arn"'),
        ({"Fn::GetAtt": "Logs.DomainName"}, '"Logs.DomainName"'),
        ({"Fn::GetAtt": ["Logs", {"Ref": "Days"}]}, '"Logs.60"'),
        ({"Ref": "Stored"}, '"Stored", a parameter of type AWS::SSM::Parameter::Value<String>,'),
        ({"Fn::Base64": {"Ref": "AWS::Region"}}, 'Fn::Base64 of "{{ global:REGION }}"'),
        (
            {"Fn::FindInMap": ["Words", {"Ref": "AWS::Region"}, "Yes"]},
            'Fn::FindInMap by "{{ global:REGION }}"',
        ),
        (
            {"Fn::If": ["HereAndYes", "a", "b"]},
            'whether "{{ global:REGION }}" is "eu-west-1"',
        ),
    ],
)
def test_what_only_the_stack_knows_is_told(written: Any, what: str) -> None:
    assert refused(written) == [f"{what} {LATER}"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            {"Ref": "Team"},
            'the template\'s parameter "Team" has no value; give it a Default, or a value with'
            " -p Team=VALUE",
        ),
        ({"Ref": "Odd"}, 'the template\'s parameter "Odd" is not a dictionary'),
        (
            {"Ref": "Wrong"},
            '"many" is no value of the template\'s parameter "Wrong", which is of type Number',
        ),
        (
            {"Ref": "Log"},
            '"Log" is no parameter or resource of the template. Did you mean "Logs"?',
        ),
        ({"Ref": ["Logs"]}, "['Logs'] is no parameter or resource of the template."),
        (
            {"Fn::Sub": "${Log.Arn}"},
            '"Log" is no resource of the template. Did you mean "Logs"?',
        ),
        ({"Fn::GetAtt": [1]}, "Fn::GetAtt takes a resource and its attribute, not [1]"),
        ({"Fn::Sub": ["${A}", {"A": ["x"]}]}, "['x'] stands where a text is wanted"),
        (
            {"Fn::Sub": 3},
            "Fn::Sub takes a text, or a list of a text and a dictionary of its values",
        ),
        (
            {"Fn::Sub": "${AWS::NoValue}"},
            "AWS::NoValue stands where a text is wanted",
        ),
        ({"Fn::Join": "a"}, "Fn::Join takes a text and a list of texts"),
        ({"Fn::Join": ["", "b"]}, 'Fn::Join takes a text and a list of texts, not "b"'),
        ({"Fn::Select": [0]}, "Fn::Select takes an index and a list"),
        ({"Fn::Select": [0, "a"]}, 'Fn::Select takes an index and a list, not "a"'),
        ({"Fn::Select": [2, ["a"]]}, 'Fn::Select: there is no item "2" of 1'),
        ({"Fn::Split": ["", "a"]}, "Fn::Split takes what stands between the parts, and a text"),
        ({"Fn::FindInMap": ["Words"]}, "Fn::FindInMap takes the name of a mapping and two keys"),
        (
            {"Fn::FindInMap": ["Words", "Short", "No"]},
            "Fn::FindInMap: the mappings of the template have no Words.Short.No",
        ),
        ({"Fn::If": ["Yes"]}, "Fn::If takes the name of a condition and two values"),
        (
            {"Fn::If": ["Ye", "a", "b"]},
            '"Ye" is no condition of the template. Did you mean "Yes"?',
        ),
        ({"Fn::If": ["Foo", "a", "b"]}, '"Fn::Foo" is not a function of conditions'),
        ({"Fn::If": ["One", "a", "b"]}, "Fn::Equals takes a list of two values"),
        (
            {"Fn::If": ["Round", "a", "b"]},
            "the conditions depend on each other in a circle: Round → About → Round",
        ),
        ({"Fn::If": ["Text", "a", "b"]}, '"a" is not a condition: one function of conditions'),
        ({"Fn::If": ["Empty", "a", "b"]}, "Fn::And takes a list of conditions"),
        ({"Fn::If": ["Both", "a", "b"]}, "Fn::Not takes a list of one condition"),
        ({"Ref": "Ring"}, "the resources take their names from each other: Ring → Ring"),
        (
            {"Fn::GetAt": "Logs.Arn"},
            '"Fn::GetAt" is not read here; write what it stands for. Did you mean "Fn::GetAtt"?',
        ),
    ],
)
def test_what_cloudformation_would_not_take_is_told(written: Any, message: str) -> None:
    assert refused(written) == [message]


def test_everything_that_a_text_lacks_is_told() -> None:
    parts = [{"Fn::ImportValue": "a"}, {"Ref": "Team"}, {"Fn::Sub": "${AWS::StackName}"}]
    assert refused({"Fn::Join": ["", parts]}) == [
        f"Fn::ImportValue {LATER}",
        'the template\'s parameter "Team" has no value; give it a Default, or a value with'
        " -p Team=VALUE",
        f"AWS::StackName {LATER}",
    ]


@pytest.mark.parametrize(
    ("name", "given", "meant"),
    [
        ("Team", "blue", "blue"),
        ("Team", True, "true"),
        ("Days", "7", "7"),
        ("Days", 1.5, "1.5"),
        ("Names", ["x", "y"], "x+y"),
        ("Names", "x,y", "x+y"),
        ("Stored", "value", "value"),
    ],
)
def test_a_given_value_is_taken_instead_of_the_default(name: str, given: Any, meant: str) -> None:
    written: Any = {"Fn::Sub": f"${{{name}}}"}
    if name == "Names":
        written = {"Fn::Join": ["+", {"Ref": name}]}
    assert described(written, **{name: given}) == meant


def test_a_default_that_is_taken_is_told_once() -> None:
    loaded = load(template({"Fn::Sub": "${Days} ${Days}"}).encode(), name="Nameless")
    assert [change.message for change in loaded.changes if "Default" in change.message] == [
        "Parameters.Days: its Default 60 is taken"
    ]


def test_problems_stand_where_the_function_does() -> None:
    source = """\
Resources:
  Waiting:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Content:
        schemaVersion: "0.3"
        description: !If [Always, !Ref Team, ""]
        mainSteps:
          - name: Wait
            action: aws:sleep
            inputs:
              Duration: !Join
                - ""
                - - PT
                  - !ImportValue seconds
Conditions:
  Always: !Equals [a, a]
"""
    with pytest.raises(TextError) as caught:
        load(source.encode(), name="Nameless")
    assert str(caught.value).splitlines() == [
        'line 8, column 35: resource "Waiting", Content.description: "Team" is no parameter or'
        " resource of the template.",
        'line 16, column 21: resource "Waiting", Content.mainSteps[0].inputs.Duration:'
        f" Fn::ImportValue {LATER}",
    ]


def test_a_problem_of_what_a_function_comes_to_stands_there() -> None:
    source = """\
Resources:
  Waiting:
    Type: AWS::SSM::Document
    Properties:
      DocumentType: Automation
      Content: !If
        - Always
        - schemaVersion: "0.3"
          mainSteps:
            - name: Wait
              action: aws:sleep
              inputs: {Duration: PT1S}
              isEnd: [1]
        - {}
Conditions:
  Always: !Equals [a, a]
"""
    with pytest.raises(TextError) as caught:
        load(source.encode(), name="Nameless")
    assert str(caught.value) == ('line 13, column 22: step "Wait", isEnd: [1] is not True or False')


def test_names_that_lead_to_names_without_end_are_told() -> None:
    count = 3000
    buckets = {
        f"B{index}": {
            "Type": "AWS::S3::Bucket",
            "Properties": {"BucketName": {"Fn::Sub": f"${{B{index - 1}}}${{B{index - 1}}}"}},
        }
        for index in range(1, count)
    }
    source = json.loads(template({"Ref": f"B{count - 1}"}))
    source["Resources"].update(buckets)
    with pytest.raises(TextError) as caught:
        load(json.dumps(source).encode(), name="Nameless")
    assert caught.value.problems[0].message == (
        'resource "Waiting", Content.description: more than 20 resources take their names from'
        " each other; write the name"
    )


def test_conditions_that_lead_to_conditions_without_end_are_told() -> None:
    count = 3000
    source = json.loads(template({"Fn::If": [f"C{count - 1}", "a", "b"]}))
    source["Conditions"].update(
        {f"C{index}": {"Condition": f"C{index - 1}"} for index in range(1, count)}
    )
    with pytest.raises(TextError) as caught:
        load(json.dumps(source).encode(), name="Nameless")
    assert caught.value.problems[0].message == (
        'resource "Waiting", Content.description: more than 110 functions and values lead to'
        " each other; write fewer"
    )


def test_more_characters_than_a_template_is_worth_are_told() -> None:
    long = {"Fn::Join": ["", [{"Ref": "Team"}] * 200]}
    assert refused(long, Team="z" * 100_000) == [
        "the functions make more than 10000000 characters of the template"
    ]


def test_what_nothing_needs_may_be_unknown() -> None:
    source = json.loads(template("x"))
    source["Resources"]["Lambda"] = {
        "Type": "AWS::Lambda::Function",
        "Properties": {"Role": {"Fn::ImportValue": "x"}, "Code": {"Fn::Foo": {"Ref": "Nope"}}},
    }
    assert len(load(json.dumps(source).encode(), name="Nameless").documents) == 1
