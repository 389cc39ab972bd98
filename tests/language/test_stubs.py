import ast
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from ssmdsl import DefinitionError
from ssmdsl.step import Step
from ssmdsl.stubs import HEADER, package_stubs, stub_files
from ssmdsl.stubs.parts import STEP_PROPERTIES
from ssmdsl.stubs.service import service_stub

ROOT = Path(__file__).parents[2]


def declared(service: str, *names: str) -> str:
    """Return the declarations of these names in a service's stub, whole."""
    wanted = "|".join(names)
    found = re.finditer(
        rf"^(?:class (?:{wanted})[(:]|(?:{wanted}) = ).*?(?=\n\n\S|\n\Z)",
        service_stub(service),
        re.MULTILINE | re.DOTALL,
    )
    return "".join(f"{match[0]}\n" for match in found)


def test_an_operation_is_called_with_its_parameters_and_answers_with_what_it_returns() -> None:
    assert (
        declared(
            "sts",
            "GetAccessKeyInfoResponsePath",
            "GetAccessKeyInfoRequest",
            "GetAccessKeyInfoOperation",
        )
        == '''\
class GetAccessKeyInfoResponsePath(PartPath):
    Account: PartPath
class GetAccessKeyInfoRequest(StepProperties):
    AccessKeyId: str | Reference
class GetAccessKeyInfoOperation:
    def __call__(
        self,
        name: str = ...,
        *,
        AccessKeyId: str | Reference,
        **properties: Unpack[StepProperties],
    ) -> ApiStep[GetAccessKeyInfoResponsePath]:
        """Returns the account identifier for the specified access key ID."""
    def wait_until(
        self,
        name_or_condition: str | Callable[[GetAccessKeyInfoResponsePath], object],
        condition: Callable[[GetAccessKeyInfoResponsePath], object] = ...,
        /,
        *,
        name: str = ...,
        **properties: Unpack[GetAccessKeyInfoRequest],
    ) -> WaitForAwsResourceProperty: ...
    def assert_that(
        self,
        name_or_condition: str | Callable[[GetAccessKeyInfoResponsePath], object],
        condition: Callable[[GetAccessKeyInfoResponsePath], object] = ...,
        /,
        *,
        name: str = ...,
        **properties: Unpack[GetAccessKeyInfoRequest],
    ) -> AssertAwsResourceProperty: ...
'''
    )


def test_a_property_of_the_step_gives_way_to_a_parameter_of_its_name() -> None:
    stub = declared("codebuild", "UpdateProjectProperties", "UpdateProjectOperation")

    assert stub.startswith(
        "class UpdateProjectProperties(TypedDict):\n"
        "    step_description: NotRequired[str | None]\n"
        "    max_attempts: NotRequired[int | None]\n"
    )
    assert "        step_name: str = ...,\n        *,\n        name: str | Reference,\n" in stub
    assert "        **properties: Unpack[UpdateProjectProperties],\n" in stub


def test_what_returns_nothing_has_nothing_to_look_at() -> None:
    assert (
        declared("logs", "DeleteLogGroupRequest", "DeleteLogGroupOperation")
        == '''\
class DeleteLogGroupOperation:
    def __call__(
        self,
        name: str = ...,
        *,
        logGroupName: str | Reference,
        **properties: Unpack[StepProperties],
    ) -> ApiStep[PartPath]:
        """Deletes the specified log group and permanently deletes all the archived log events associated with the log group."""
'''  # noqa: E501
    )


def test_a_parameter_that_python_cannot_name_leaves_the_call_untyped() -> None:
    assert declared("logs", "CreateExportTaskOperation").startswith(
        "class CreateExportTaskOperation:\n"
        "    def __call__(\n"
        "        self,\n"
        "        name: str = ...,\n"
        "        /,\n"
        "        **properties: Any,\n"
        "    ) -> ApiStep[CreateExportTaskResponsePath]:\n"
    )


@pytest.mark.parametrize(
    ("service", "name", "text"),
    [
        (
            "accessanalyzer",  # every reference has a `contains` of its own
            "CriterionPath",
            "class CriterionPath(PartPath):\n"
            "    eq: ListPath[PartPath]\n"
            "    neq: ListPath[PartPath]\n"
            "    exists: PartPath\n"
            '    def __getitem__(self, key: Literal["contains"]) -> ListPath[PartPath]: ...'
            "  # type: ignore[override]\n",
        ),
        (
            "datazone",
            "RowFilterDict",
            'RowFilterDict = TypedDict("RowFilterDict", {\n'
            '    "expression": "NotRequired[RowFilterExpressionDict | Reference]",\n'
            '    "and": "NotRequired[Sequence[RowFilterDict | Reference] | Reference]",\n'
            '    "or": "NotRequired[Sequence[RowFilterDict | Reference] | Reference]",\n'
            "})\n",
        ),
        (
            "dynamodb",
            "AttributeValuePath",
            "class AttributeValuePath(PartPath):\n"
            "    S: PartPath\n"
            "    N: PartPath\n"
            "    B: PartPath\n"
            "    SS: ListPath[PartPath]\n"
            "    NS: ListPath[PartPath]\n"
            "    BS: ListPath[PartPath]\n"
            "    M: MapPath[AttributeValuePath]\n"
            "    L: ListPath[AttributeValuePath]\n"
            "    NULL: PartPath\n"
            "    BOOL: PartPath\n",
        ),
        (
            "s3",
            "VersioningConfigurationDict",
            "class VersioningConfigurationDict(TypedDict):\n"
            '    MFADelete: NotRequired[Literal["Enabled", "Disabled"] | Reference]\n'
            '    Status: NotRequired[Literal["Enabled", "Suspended"] | Reference]\n',
        ),
    ],
)
def test_a_structure_is_what_python_can_write_of_it(service: str, name: str, text: str) -> None:
    assert declared(service, name) == text


def test_free_forms_take_anything_and_streams_nothing() -> None:
    converse = declared("bedrock-runtime", "ConverseOperation")

    assert "        additionalModelRequestFields: Any = ...,\n" in converse
    stream = declared("bedrock-runtime", "InvokeModelWithBidirectionalStreamOperation")
    assert "        body: Never,\n" in stream


def test_the_properties_of_a_step_are_all_there() -> None:
    assert ["name", *STEP_PROPERTIES] == [field.name for field in fields(Step)]


SAMPLE = (
    "accessanalyzer",
    "apigatewayv2",
    "application-autoscaling",
    "bcm-dashboards",
    "cloudfront",
    "cloudsearchdomain",
    "config",
    "datazone",
    "dynamodb",
    "ec2",
    "iam",
    "lambda",
    "lexv2-runtime",
    "logs",
    "s3",
    "servicediscovery",
)


@pytest.mark.parametrize("service", SAMPLE)
def test_a_stub_is_python_and_declares_each_name_once(service: str) -> None:
    stub = service_stub(service)

    tree = ast.parse(stub)
    names = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    assert len(names) == len(set(names))
    assert stub == service_stub(service)
    assert stub.startswith(HEADER)


def test_every_unknown_service_is_told() -> None:
    with pytest.raises(DefinitionError) as caught:
        stub_files(["lgs", "sts", "ec3"])

    assert str(caught.value) == (
        'service "lgs": botocore knows no such service. Did you mean "logs"?\n'
        'service "ec3": botocore knows no such service. Did you mean "ecs"?'
    )


def test_a_service_is_taken_as_boto3_or_as_python_writes_it() -> None:
    assert list(stub_files(["lambda_", "lambda", "application_autoscaling"])) == [
        "lambda_.pyi",
        "application_autoscaling.pyi",
    ]


RIGHT = """\
from ssmdsl import Document, Parameter
from ssmdsl.aws import codebuild, dynamodb, logs, s3, sts

bucket = Parameter("Bucket")
buckets = Parameter("Buckets", "StringList")
names = ["a", "b"]

versions = s3.GetBucketVersioning("Look", Bucket=bucket, on_failure="Continue")
s3.PutBucketVersioning(
    Bucket=f"x-{bucket}",
    VersioningConfiguration={"Status": versions.response.Status, "MFADelete": "Enabled"},
    next_step=lambda: versions,
)
logs.DescribeLogGroups(accountIdentifiers=["1", bucket, buckets])
logs.DescribeLogGroups(accountIdentifiers=names, logGroupNamePrefix=bucket)
logs.DescribeLogGroups(accountIdentifiers=buckets, name="Named")
groups = logs.DescribeLogGroups().response.logGroups
codebuild.UpdateProject("Step", name="x", description="y", step_description="z")
dynamodb.PutItem(TableName="x", Item={"a": {"L": [{"S": bucket}]}})
item = dynamodb.GetItem(TableName="x", Key={}).response.Item
item["a"].M["b"].S == item.a.S
s3.GetBucketVersioning.wait_until(lambda response: response.Status == "Enabled", Bucket=bucket)
s3.GetBucketVersioning.assert_that("A", lambda response: response.Status == "x", Bucket="b")
logs.CreateExportTask(logGroupName="x", to=1, destination=bucket, **{"from": 0})
sts.NotGenerated(anything="goes")
Document("D", steps=[versions], outputs=[groups, groups[0].arn, groups[:].arn])
"""

WRONG = """\
from ssmdsl.aws import logs, s3

s3.GetBucketVersionin()
s3.GetBucketVersioning()
s3.GetBucketVersioning(Bukcet="x", Bucket=5)
s3.PutBucketVersioning(Bucket="x", VersioningConfiguration={"Status": "On"})
s3.GetBucketVersioning(Bucket="x", on_failure="Go")
logs.DescribeLogGroups(accountIdentifiers="1")
s3.PutBucketAcl(Bucket="x", ACL="Private")
groups = logs.DescribeLogGroups().response.logGroups
groups.arn
groups[0].anr
groups["arn"]
groups[0].arn.more
s3.GetBucketVersioning.wait_until(lambda response: response.Staus == "x", Bukcet="x")
"""

COMPLAINTS = """\
3: "S3Service" has no attribute "GetBucketVersionin"; maybe "GetBucketVersioning" or \
"PutBucketVersioning"?  [attr-defined]
4: Missing named argument "Bucket" for "__call__" of "GetBucketVersioningOperation"  [call-arg]
5: Unexpected keyword argument "Bukcet" for "__call__" of "GetBucketVersioningOperation"; did you \
mean "Bucket"?  [call-arg]
5: Argument "Bucket" to "__call__" of "GetBucketVersioningOperation" has incompatible type "int"; \
expected "str | Reference"  [arg-type]
6: Argument "VersioningConfiguration" to "__call__" of "PutBucketVersioningOperation" has \
incompatible type "dict[str, str]"; expected "VersioningConfigurationDict | Reference"  [arg-type]
7: Argument "on_failure" to "__call__" of "GetBucketVersioningOperation" has incompatible type \
"Literal['Go']"; expected "Literal['Abort', 'Continue'] | Step | Callable[[], Step] | None"  \
[arg-type]
8: Argument "accountIdentifiers" to "__call__" of "DescribeLogGroupsOperation" has incompatible \
type "str"; expected "Texts | Reference"  [arg-type]
9: Argument "ACL" to "__call__" of "PutBucketAclOperation" has incompatible type \
"Literal['Private']"; expected "Literal['private', 'public-read', 'public-read-write', \
'authenticated-read'] | Reference"  [arg-type]
11: "ListPath[LogGroupPath]" has no attribute "arn"  [attr-defined]
12: "LogGroupPath" has no attribute "anr"  [attr-defined]
13: Invalid index type "str" for "ListPath[LogGroupPath]"; expected type "int | slice[Any, Any, \
Any]"  [index]
14: "PartPath" has no attribute "more"  [attr-defined]
15: Unexpected keyword argument "Bukcet" for "wait_until" of "GetBucketVersioningOperation"; did \
you mean "Bucket"?  [call-arg]
15: "GetBucketVersioningOutputPath" has no attribute "Staus"; maybe "Status"?  [attr-defined]
"""


def test_mypy_takes_what_is_right_and_refuses_what_is_wrong(tmp_path: Path) -> None:
    folder = tmp_path / "typings" / "ssmflow_stubs"
    folder.mkdir(parents=True)
    files = stub_files(["codebuild", "datazone", "dynamodb", "logs", "s3"])
    files |= package_stubs(name.removesuffix(".pyi") for name in files)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (tmp_path / "right.py").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "wrong.py").write_text(WRONG, encoding="utf-8")
    (tmp_path / "mypy.ini").write_text(
        f"[mypy]\nstrict = true\nmypy_path = typings:{ROOT}\n"
        "[mypy-ssmdsl.*]\nignore_errors = true\n",  # as those of what is installed are
        encoding="utf-8",
    )

    done = subprocess.run(
        [sys.executable, "-m", "mypy", "."], cwd=tmp_path, capture_output=True, text=True
    )

    errors = [line.split(": error: ") for line in done.stdout.splitlines() if ": error: " in line]
    assert done.stderr == ""
    assert [": ".join(error) for error in errors] == [
        f"wrong.py:{complaint}" for complaint in COMPLAINTS.splitlines()
    ]
