from collections.abc import Callable

import pytest

from ssmdsl import DefinitionError, Document, ExecuteAwsApi, Output
from ssmdsl.compiler import document_content
from ssmdsl.response import Response, ResponsePath


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def describe(*outputs: Output) -> ExecuteAwsApi:
    return ExecuteAwsApi("Find", service="ec2", api="DescribeVpcs", outputs=outputs)


def configuration() -> ResponsePath:
    return ExecuteAwsApi("Get", service="lambda", api="GetFunctionConfiguration").response


def use(*values: object) -> ExecuteAwsApi:
    given = {f"Value{number}": value for number, value in enumerate(values)}
    return ExecuteAwsApi("Use", service="ec2", api="CreateTags", inputs=given)


def compiled(*steps: ExecuteAwsApi, outputs: tuple[ResponsePath, ...] = ()) -> list[object]:
    content = document_content(Document("Mine", steps=steps, outputs=outputs))
    return [*content["mainSteps"][0].get("outputs", []), *content.get("outputs", [])]


FIND = describe().response


@pytest.mark.parametrize(
    ("path", "selector", "expression", "value_type"),
    [
        (FIND, "$", "Find.Response", "StringMap"),
        (FIND.NextToken, "$.NextToken", "Find.NextToken", "String"),
        (FIND["NextToken"], "$.NextToken", "Find.NextToken", "String"),
        (FIND.Vpcs, "$.Vpcs", "Find.Vpcs", "MapList"),
        (FIND.Vpcs[0], "$.Vpcs[0]", "Find.Vpcs0", "StringMap"),
        (FIND.Vpcs[12].VpcId, "$.Vpcs[12].VpcId", "Find.Vpcs12VpcId", "String"),
        (FIND.Vpcs[0].IsDefault, "$.Vpcs[0].IsDefault", "Find.Vpcs0IsDefault", "Boolean"),
        (FIND.Vpcs[:].IsDefault, "$.Vpcs..IsDefault", "Find.VpcsIsDefault", "StringList"),
        (FIND.Vpcs[0].Tags[:].Key, "$.Vpcs[0].Tags..Key", "Find.Vpcs0TagsKey", "StringList"),
        (configuration().Timeout, "$.Timeout", "Get.Timeout", "Integer"),
        (
            configuration().VpcConfig.SubnetIds,
            "$.VpcConfig.SubnetIds",
            "Get.VpcConfigSubnetIds",
            "StringList",
        ),
        (
            configuration().Environment.Variables["A_1"],
            "$.Environment.Variables.A_1",
            "Get.EnvironmentVariablesA_1",
            "String",
        ),
        (
            configuration().Environment.Variables["A-1"],
            "$.Environment.Variables['A-1']",
            "Get.EnvironmentVariablesA1",
            "String",
        ),
        (
            configuration().Environment.Variables["it's"],
            '$.Environment.Variables["it\'s"]',
            "Get.EnvironmentVariablesits",
            "String",
        ),
    ],
)
def test_a_path_is_a_reference_to_the_output_that_selects_it(
    path: ResponsePath, selector: str, expression: str, value_type: str
) -> None:
    assert path.selector == selector
    assert str(path) == f"{{{{ {expression} }}}}"
    assert path.value_type == value_type


def test_a_path_knows_the_texts_that_the_part_can_be() -> None:
    assert FIND.Vpcs[0].InstanceTenancy.enum == ("default", "dedicated", "host")
    assert FIND.Vpcs[0].VpcId.enum == ()


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (
            lambda: FIND.Vpc,
            'response: there is no "Vpc", only "NextToken", "Vpcs". Did you mean "Vpcs"?',
        ),
        (
            lambda: FIND.Vpcs.VpcId,
            "response.Vpcs: it is a list: take an item's, [0].VpcId, or that of all, [:].VpcId",
        ),
        (lambda: FIND.Vpcs[-1], "response.Vpcs: -1 is not the number of an item; the first is 0"),
        (
            lambda: FIND.Vpcs[True],
            "response.Vpcs: True is not the number of an item; the first is 0",
        ),
        (
            lambda: FIND.Vpcs[0:2],
            "response.Vpcs: a part of a list cannot be selected; take one item, [0], or all, [:]",
        ),
        (
            lambda: FIND.Vpcs[0].VpcId.Id,
            'response.Vpcs[0].VpcId: it is of type string, which has no "Id"',
        ),
        (
            lambda: FIND.Vpcs[0].VpcId[0],
            "response.Vpcs[0].VpcId: it is of type string, and only a list has items",
        ),
        (
            lambda: list(FIND.Vpcs),
            "response.Vpcs: how many there are is known when the automation runs; see Loop",
        ),
        (
            lambda: FIND.Vpcs[:].CidrBlockAssociationSet[0],
            "response.Vpcs..CidrBlockAssociationSet: an item of each of several lists cannot be"
            " selected",
        ),
        (
            lambda: FIND.Vpcs[:].CidrBlock,
            'response.Vpcs[:]: "..CidrBlock" would find "CidrBlockAssociationSet.CidrBlock" as well'
            ' as "CidrBlock"; declare an Output with a selector of your own',
        ),
    ],
)
def test_a_path_to_nothing_is_refused_where_it_is_written(
    build: Callable[[], object], told: str
) -> None:
    assert problems(build) == [f'step "Find", {told}']


def test_what_returns_nothing_has_no_parts() -> None:
    step = ExecuteAwsApi("Tag", service="ec2", api="CreateTags")

    assert problems(lambda: step.response.Tags) == [
        'step "Tag", response: it is nothing, which has no "Tags"'
    ]


def test_there_is_a_response_where_there_is_such_a_call() -> None:
    wrong = ExecuteAwsApi("Find", service="logs", api="CreateLogGrop")
    nowhere = ExecuteAwsApi("Find", service="ec3", api="DescribeVpcs")

    (told,) = problems(lambda: wrong.response)
    assert told.startswith("logs.CreateLogGrop: the service has no such operation among its ")
    assert told.endswith('. Did you mean "CreateLogGroup"?')
    assert problems(lambda: nowhere.response) == [
        'service "ec3": botocore knows no such service. Did you mean "ecs"?'
    ]


def test_a_path_without_a_step_is_a_selector_alone() -> None:
    root = Response("ec2", "DescribeVpcs").root

    assert root.Vpcs[0].VpcId.selector == "$.Vpcs[0].VpcId"
    assert problems(lambda: str(root.Vpcs)) == [
        "ec2.DescribeVpcs, response.Vpcs: it is no step's response, and so has no value later on"
    ]


def test_an_output_is_declared_by_being_used() -> None:
    step = describe()
    first, flags = step.response.Vpcs[0].VpcId, step.response.Vpcs[:].IsDefault

    assert compiled(step, use([f"all: {flags}"], first, first)) == [
        {"Name": "VpcsIsDefault", "Selector": "$.Vpcs..IsDefault", "Type": "StringList"},
        {"Name": "Vpcs0VpcId", "Selector": "$.Vpcs[0].VpcId", "Type": "String"},
    ]


def test_a_document_s_output_declares_it_too() -> None:
    step = describe()

    assert compiled(step, outputs=(step.response.Vpcs[0].VpcId,)) == [
        {"Name": "Vpcs0VpcId", "Selector": "$.Vpcs[0].VpcId", "Type": "String"},
        "Find.Vpcs0VpcId",
    ]


def test_an_output_that_is_not_used_is_not_declared() -> None:
    step = describe()
    str(step.response.Vpcs[0].VpcId)

    assert compiled(step, use("a")) == []


def test_paths_of_one_name_have_outputs_of_their_own() -> None:
    step = ExecuteAwsApi("Get", service="lambda", api="GetFunctionConfiguration")
    variables = step.response.Environment.Variables

    assert compiled(step, use(variables["A-1"], variables["A1"], variables["A-1"])) == [
        {
            "Name": "EnvironmentVariablesA1",
            "Selector": "$.Environment.Variables['A-1']",
            "Type": "String",
        },
        {
            "Name": "EnvironmentVariablesA1_2",
            "Selector": "$.Environment.Variables.A1",
            "Type": "String",
        },
    ]


def test_a_declared_output_keeps_its_name() -> None:
    other = describe(Output("Vpcs0VpcId", "$.Vpcs[1].VpcId"))
    same = describe(Output("First", "$.A"), Output("Vpcs0VpcId", "$.Vpcs[0].VpcId"))

    assert compiled(other, use(other.response.Vpcs[0].VpcId)) == [
        {"Name": "Vpcs0VpcId_2", "Selector": "$.Vpcs[0].VpcId", "Type": "String"},
        {"Name": "Vpcs0VpcId", "Selector": "$.Vpcs[1].VpcId", "Type": "String"},
    ]
    assert compiled(same, use(same.response.Vpcs[0].VpcId)) == [
        {"Name": "First", "Selector": "$.A", "Type": "String"},
        {"Name": "Vpcs0VpcId", "Selector": "$.Vpcs[0].VpcId", "Type": "String"},
    ]
