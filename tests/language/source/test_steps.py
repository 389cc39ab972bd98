from typing import TYPE_CHECKING

from ssmdsl import (
    AssertAwsResourceProperty,
    CreateStack,
    Document,
    ExecuteAwsApi,
    Output,
    Parameter,
    RunCommand,
    Sleep,
    Step,
    WaitForAwsResourceProperty,
)

if TYPE_CHECKING:
    from tests.language.source.conftest import Check


def test_a_step_that_nothing_names_stands_in_the_document(check: "Check") -> None:
    document = Document(
        "Wait",
        assume_role=None,
        steps=[
            Sleep("Wait", duration="PT1S", on_failure="Continue", max_attempts=2, is_critical=False)
        ],
    )

    check(document, GOLDEN_A_STEP_THAT_NOTHING_NAMES_STANDS_IN_THE)


GOLDEN_A_STEP_THAT_NOTHING_NAMES_STANDS_IN_THE = '''\
"""Wait."""

from ssmdsl import Document, Sleep

wait = Document(
    "Wait",
    assume_role=None,
    steps=[
        Sleep(
            "Wait",
            duration="PT1S",
            max_attempts=2,
            on_failure="Continue",
            is_critical=False,
        ),
    ],
)
'''


def test_a_step_whose_output_is_read_has_a_variable(check: "Check") -> None:
    find = ExecuteAwsApi(
        "Find",
        service="ec2",
        api="DescribeVpcs",
        outputs=[Output("Ids", "$.Vpcs..VpcId", "StringList"), Output("First", "$.Vpcs[0].VpcId")],
    )
    use = ExecuteAwsApi(
        "CreateTags",
        service="ec2",
        api="CreateTags",
        inputs={
            "Resources": find.output("Ids"),
            "Tags": [{"Key": "first", "Value": f"is {find.output('First')}"}],
        },
    )
    document = Document("Tags", assume_role=None, steps=[find, use])

    check(document, GOLDEN_A_STEP_WHOSE_OUTPUT_IS_READ_HAS_A_VARIAB)


GOLDEN_A_STEP_WHOSE_OUTPUT_IS_READ_HAS_A_VARIAB = '''\
"""Tags."""

from ssmdsl import Document, Output
from ssmdsl.aws import ec2

find = ec2.DescribeVpcs(
    "Find",
    outputs=[
        Output("Ids", "$.Vpcs..VpcId", "StringList"),
        Output("First", "$.Vpcs[0].VpcId"),
    ],
)
find_first = find.output("First")
find_ids = find.output("Ids")

tags = Document(
    "Tags",
    assume_role=None,
    steps=[
        find,
        ec2.CreateTags(
            Resources=find_ids,
            Tags=[{"Key": "first", "Value": f"is {find_first}"}],
        ),
    ],
)
'''


def test_a_call_that_botocore_has_not_is_in_the_general_form(check: "Check") -> None:
    step = ExecuteAwsApi(
        "Call", service="ec2", api="NoSuchCall", inputs={"A": 1}, timeout_seconds=20
    )
    odd = ExecuteAwsApi("Odd", service="ec2", api="DescribeVpcs", inputs={"Nope": True})
    document = Document("Calls", assume_role=None, steps=[step, odd])

    check(document, GOLDEN_A_CALL_THAT_BOTOCORE_HAS_NOT_IS_IN_THE_G)


GOLDEN_A_CALL_THAT_BOTOCORE_HAS_NOT_IS_IN_THE_G = '''\
"""Calls."""

from ssmdsl import Document, ExecuteAwsApi

calls = Document(
    "Calls",
    assume_role=None,
    steps=[
        ExecuteAwsApi(
            "Call",
            service="ec2",
            api="NoSuchCall",
            inputs={"A": 1},
            timeout_seconds=20,
        ),
        ExecuteAwsApi("Odd", service="ec2", api="DescribeVpcs", inputs={"Nope": True}),
    ],
)
'''


def test_a_property_that_the_call_has_too_is_the_step_s_by_its_prefix(check: "Check") -> None:
    step = ExecuteAwsApi(
        "Make",
        service="apigateway",
        api="CreateRestApi",
        inputs={"name": "api", "description": "An API."},
        description="Makes it.",
    )
    document = Document("Make", assume_role=None, steps=[step])

    check(document, GOLDEN_A_PROPERTY_THAT_THE_CALL_HAS_TOO_IS_THE)


GOLDEN_A_PROPERTY_THAT_THE_CALL_HAS_TOO_IS_THE = '''\
"""Make."""

from ssmdsl import Document
from ssmdsl.aws import apigateway

make = Document(
    "Make",
    assume_role=None,
    steps=[
        apigateway.CreateRestApi(
            "Make",
            name="api",
            description="An API.",
            step_description="Makes it.",
        ),
    ],
)
'''


def test_a_service_that_is_a_word_of_python_has_another_name(check: "Check") -> None:
    step = ExecuteAwsApi("Invoke", service="lambda", api="Invoke", inputs={"FunctionName": "f"})
    document = Document("Invoke", assume_role=None, steps=[step])

    check(document, GOLDEN_A_SERVICE_THAT_IS_A_WORD_OF_PYTHON_HAS_A)


GOLDEN_A_SERVICE_THAT_IS_A_WORD_OF_PYTHON_HAS_A = '''\
"""Invoke."""

from ssmdsl import Document
from ssmdsl.aws import lambda_

invoke = Document("Invoke", assume_role=None, steps=[lambda_.Invoke(FunctionName="f")])
'''


def test_other_actions_have_their_inputs_by_name(check: "Check") -> None:
    text = Parameter("Text")
    steps: list[Step] = [
        CreateStack(
            "Stack",
            stack_name=text,
            template_url="https://bucket/t",
            on_stack_failure="DELETE",
            capabilities=["CAPABILITY_IAM"],
        ),
        RunCommand(
            "Run",
            document_name="AWS-RunShellScript",
            instance_ids=["i-1"],
            parameters={"commands": [f"echo {text}"]},
        ),
        AssertAwsResourceProperty(
            "Look",
            service="ec2",
            api="DescribeVpcs",
            property_selector="$.Vpcs[0].State",
            desired_values=["available"],
        ),
        WaitForAwsResourceProperty(
            "Wait",
            service="ec2",
            api="DescribeVpcs",
            property_selector="$.Vpcs[?(@.IsDefault == 'true')].State",
            desired_values=["available"],
        ),
    ]
    document = Document("Several", assume_role=None, parameters=[text], steps=steps)

    check(document, GOLDEN_OTHER_ACTIONS_HAVE_THEIR_INPUTS_BY_NAME)


GOLDEN_OTHER_ACTIONS_HAVE_THEIR_INPUTS_BY_NAME = '''\
"""Several."""

from ssmdsl import (
    CreateStack,
    Document,
    Parameter,
    RunCommand,
    WaitForAwsResourceProperty,
)
from ssmdsl.aws import ec2

text = Parameter("Text")

several = Document(
    "Several",
    assume_role=None,
    parameters=[text],
    steps=[
        CreateStack(
            "Stack",
            stack_name=text,
            template_url="https://bucket/t",
            capabilities=["CAPABILITY_IAM"],
            on_stack_failure="DELETE",
        ),
        RunCommand(
            "Run",
            document_name="AWS-RunShellScript",
            instance_ids=["i-1"],
            parameters={"commands": [f"echo {text}"]},
        ),
        ec2.DescribeVpcs.assert_that(
            "Look",
            lambda response: response.Vpcs[0].State == "available",
        ),
        WaitForAwsResourceProperty(
            "Wait",
            service="ec2",
            api="DescribeVpcs",
            property_selector="$.Vpcs[?(@.IsDefault == 'true')].State",
            desired_values=["available"],
        ),
    ],
)
'''
