from typing import Any

import pytest

from ssmdsl.actions import ExecuteAwsApi, Pause
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.selector_finds_nothing import find
from ssmdsl.document import Document
from ssmdsl.errors import one_of
from ssmdsl.loader import load
from ssmdsl.output import Output
from ssmdsl.service_model import operation_model

VPCS: Any = operation_model("ec2", "DescribeVpcs").output_shape
IN_VPC = one_of(VPCS.members["Vpcs"].member.members)
IN_RESPONSE = 'the response of ec2.DescribeVpcs has no "{}", only "NextToken", "Vpcs",'
IN_RESPONSE += ' "ResponseMetadata"'


def messages(selector: str, service: str = "ec2", api: str = "DescribeVpcs") -> list[str]:
    outputs = [Output("Found", selector)]
    step = ExecuteAwsApi("Find", service=service, api=api, outputs=outputs)
    found = list(find(CheckedDocument(Document("Example", steps=[Pause("Wait"), step]))))
    assert all(one.path == ("mainSteps", 1, "outputs", 0, "Selector") for one in found)
    return [one.message for one in found]


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ("$.VPCs[0].VpcId", f'{IN_RESPONSE.format("VPCs")}; write "$.Vpcs[0].VpcId"'),
        ("$.vpcs.vpcID", f'{IN_RESPONSE.format("vpcs")}; write "$.Vpcs[0].VpcId"'),
        ("$.VpcId", f'{IN_RESPONSE.format("VpcId")}; write "$.Vpcs[0].VpcId"'),
        ("$.Nonsense", IN_RESPONSE.format("Nonsense")),
        ("$['Vpc-s'][0]", f'{IN_RESPONSE.format("Vpc-s")}; write "$.Vpcs[0]"'),
        (
            "$.Vpcs[0].VpcID",
            f'$.Vpcs[0] has no "VpcID", only {IN_VPC}; write "$.Vpcs[0].VpcId"',
        ),
        ("$.Vpcs[0].Nonsense", f'$.Vpcs[0] has no "Nonsense", only {IN_VPC}'),
        (
            "$.Vpcs.VpcId",
            '$.Vpcs is a list: "$.Vpcs..VpcId" finds it in all items, and [0] is the first;'
            ' write "$.Vpcs[0].VpcId"',
        ),
        (
            "$.Vpcs.Nonsense",
            f'$.Vpcs is a list, and has no "Nonsense" in its items, only {IN_VPC}',
        ),
        ("$.Vpcs[0].VpcId.Id", '$.Vpcs[0].VpcId is text, which has no "Id"'),
        (
            "$.Vpcs[0].IsDefault[0]",
            "$.Vpcs[0].IsDefault is a Boolean, and only a list has items",
        ),
        (
            "$.Vpcs[0][0].VpcId",
            '$.Vpcs[0] is a structure, and only a list has items; write "$.Vpcs[0].VpcId"',
        ),
        (
            "$..VpcID",
            'nothing in the response of ec2.DescribeVpcs is called "VpcID"; write "$..VpcId"',
        ),
        (
            "$..VpcId[0]",
            '"[0]" is taken of each that $..VpcId finds, and that is text; write "$..VpcId"',
        ),
        (
            "$.Vpcs[0].Tags[?(@.Key == 'Name')][0].Value",
            "\"[0]\" is taken of each that $.Vpcs[0].Tags[?(@.Key == 'Name')] finds, and that is a"
            " structure; write \"$.Vpcs[0].Tags[?(@.Key == 'Name')].Value\"",
        ),
        (
            '$.Vpcs[0].Tags[?(@.Kye == "Name")].Value',
            'the filter asks for "Kye", and each item of $.Vpcs[0].Tags has only "Key", "Value";'
            " write \"$.Vpcs[0].Tags[?(@.Key == 'Name')].Value\"",
        ),
        (
            "$.ResponseMetadata.HttpStatusCode",
            '$.ResponseMetadata has no "HttpStatusCode", only "RequestId", "HostId",'
            ' "HTTPStatusCode", "HTTPHeaders", "RetryAttempts";'
            ' write "$.ResponseMetadata.HTTPStatusCode"',
        ),
    ],
)
def test_what_a_response_does_not_have_is_told(selector: str, message: str) -> None:
    assert messages(selector) == [message]


@pytest.mark.parametrize(
    "selector",
    [
        "$",
        "$.Vpcs",
        "$.Vpcs[0].VpcId",
        "$.Vpcs[*].VpcId",
        "$.Vpcs[0:2].VpcId",
        "$.Vpcs[-1].VpcId",
        "$..VpcId",
        "$..CidrBlockState.State",
        "$.Vpcs[?(@.State == 'available')].VpcId",
        "$.Vpcs[?(@.Tags[0].Key == 'x')].VpcId",
        "$.ResponseMetadata.HTTPStatusCode",
        "$.ResponseMetadata.HTTPHeaders.date",
        "$.Vpcs.length()",
        "$.*.VpcId",
        "$..*",
        "$.Vpcs[].VpcId",  # a check of its own
    ],
)
def test_what_is_there_or_may_be_there_is_left(selector: str) -> None:
    assert messages(selector) == []


def test_an_operation_that_returns_nothing_has_nothing() -> None:
    assert messages("$.Return", api="DeleteVpc") == [
        "there is nothing in the response of ec2.DeleteVpc"
    ]
    assert messages("$.ResponseMetadata.RequestId", api="DeleteVpc") == []


@pytest.mark.parametrize(
    ("service", "api", "selector"),
    [
        ("sqs", "GetQueueAttributes", "$.Attributes.Nonsense"),  # a map
        ("sqs", "GetQueueAttributes", "$..Nonsense"),
        ("iam", "GetRole", "$.Role.AssumeRolePolicyDocument.Statement[0].Effect"),  # boto3 reads it
        ("cloudformation", "GetTemplate", "$.TemplateBody.Resources"),
        ("lambda", "Invoke", "$.Payload.vpcId"),  # bytes, of which nobody knows what they say
        ("bedrock-runtime", "Converse", "$.additionalModelResponseFields.x"),  # a document
        ("kinesis", "SubscribeToShard", "$.EventStream.x"),
        ("ec2", "NoSuchOperation", "$.x"),  # a check of its own
        ("nonsense", "NoSuchOperation", "$.x"),
    ],
)
def test_what_a_model_does_not_say_is_left(service: str, api: str, selector: str) -> None:
    assert messages(selector, service, api) == []


def test_a_shape_that_holds_itself_is_searched_once() -> None:
    assert messages("$..Nonsense", "quicksight", "DescribeTemplateDefinition") == [
        'nothing in the response of quicksight.DescribeTemplateDefinition is called "Nonsense"'
    ]


def test_typed_paths_are_always_there() -> None:
    step = ExecuteAwsApi("Find", service="ec2", api="DescribeInstances")
    instances = step.response.Reservations[0].Instances
    paths = [
        step.response,
        instances,
        instances[0].State.Name,
        instances[:].InstanceId,
        instances[0].Tags,
        step.response.Reservations[:].ReservationId,
    ]
    document = Document("Example", steps=[step], outputs=paths)
    assert len(document.outputs_of(step)) == len(paths)
    assert list(find(CheckedDocument(document))) == []


def test_a_property_selector_is_followed_too() -> None:
    source = b"""schemaVersion: "0.3"
mainSteps:
  - name: Check
    action: aws:waitForAwsResourceProperty
    inputs:
      Service: ec2
      Api: DescribeVpcs
      PropertySelector: $.Vpcs[0].Stat
      DesiredValues: [available]
  - name: CheckWhatIsGiven
    action: aws:waitForAwsResourceProperty
    inputs:
      Service: ec2
      Api: DescribeVpcs
      PropertySelector: "$.{{ Property }}"
      DesiredValues: [available]
  - name: CheckAllThatIsGiven
    action: aws:waitForAwsResourceProperty
    inputs:
      Service: ec2
      Api: DescribeVpcs
      PropertySelector: "{{ Property }}"
      DesiredValues: [available]
parameters:
  Property: {type: String}
"""
    (document,) = load(source, name="Example").documents
    assert [(one.path, one.message) for one in find(CheckedDocument(document))] == [
        (
            ("mainSteps", 0, "inputs", "PropertySelector"),
            f'$.Vpcs[0] has no "Stat", only {IN_VPC}; write "$.Vpcs[0].State"',
        )
    ]
