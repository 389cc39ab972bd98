import pytest

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.not_idempotent import find
from ssmdsl.loader import load


def found(source: str) -> list[tuple[tuple[str | int, ...], str]]:
    read = load(f'schemaVersion: "0.3"\n{source}'.encode(), name="Example")
    (document,) = read.documents
    return [(one.path, one.message) for one in find(CheckedDocument(document))]


def step(service: str, api: str, *inputs: str, more: str = "") -> str:
    given = "\n".join(f"      {line}" for line in inputs)
    return f"""
  - name: {api}
    action: aws:executeAwsApi
    inputs:
      Service: {service}
      Api: {api}
{given}{more}
"""


GROUP = step("logs", "CreateLogGroup", "logGroupName: /aws/vpc/flow-logs")


def message(service: str, api: str, error: str) -> str:
    return (
        f"{service} answers {error} when what {api} makes is there already, so each run after the"
        " first one fails, unless a branch goes past this step; write onFailure: Continue"
    )


def test_what_is_there_already_fails_the_step() -> None:
    expected = message("logs", "CreateLogGroup", "ResourceAlreadyExistsException")
    assert found(f"mainSteps:{GROUP}") == [(("mainSteps", 0, "inputs", "Api"), expected)]


def test_abort_is_no_answer() -> None:
    assert len(found(f"mainSteps:{GROUP}    onFailure: Abort\n")) == 1


@pytest.mark.parametrize(
    ("service", "api", "given", "error"),
    [
        ("s3", "CreateBucket", "Bucket: logs", "BucketAlreadyOwnedByYou"),
        ("iam", "CreateRole", "RoleName: Writer", "EntityAlreadyExists"),
        ("iam", "AddRoleToInstanceProfile", "RoleName: Writer", "LimitExceeded"),
        ("rds", "CreateDBInstance", "DBInstanceIdentifier: own", "DBInstanceAlreadyExists"),
        ("ec2", "AuthorizeSecurityGroupIngress", "GroupId: sg-1", "InvalidPermission.Duplicate"),
        ("ec2", "CreateSecurityGroup", "GroupName: own", "InvalidGroup.Duplicate"),
        ("dynamodb", "CreateTable", "TableName: own", "ResourceInUseException"),
        ("lambda", "CreateFunction", "FunctionName: own", "ResourceConflictException"),
        ("lambda", "AddPermission", "FunctionName: own", "ResourceConflictException"),
        ("ssm", "PutParameter", "Name: own", "ParameterAlreadyExists"),
    ],
)
def test_the_error_is_the_one_that_the_service_gives(
    service: str, api: str, given: str, error: str
) -> None:
    expected = message(service, api, error)
    assert [text for _, text in found(f"mainSteps:{step(service, api, given)}")] == [expected]


@pytest.mark.parametrize(
    "steps",
    [
        f"{GROUP}    onFailure: Continue\n",
        f"{GROUP}    onFailure: step:After\n  - name: After\n    action: aws:sleep\n"
        "    inputs: {Duration: PT1S}\n",
        step("sqs", "CreateQueue", "QueueName: own"),
        step("elbv2", "CreateTargetGroup", "Name: own"),
        step("sns", "CreateTopic", "Name: own"),
        step("ssm", "PutParameter", "Name: own", "Overwrite: true"),
        step("logs", "CreateLogGroup", 'logGroupName: "own-{{ automation:EXECUTION_ID }}"'),
        step("glue", "CreateGlossary", "Name: own", "ClientToken: abc"),
        step("route53", "CreateHostedZone", "Name: own.example", "CallerReference: abc"),
        step("cloudformation", "CreateStackInstances", "StackSetName: own"),
        step("rds", "ModifyDBInstance", "DBInstanceIdentifier: own"),
        step("ec2", "CreateFlowLogs", "ResourceType: VPC"),
        step("logs", "CreateSuchThing", "logGroupName: own"),
    ],
)
def test_what_can_be_repeated_or_has_an_answer_is_let_be(steps: str) -> None:
    assert found(f"mainSteps:{steps}") == []


BRANCH = """
  - name: AskWhetherThere
    action: aws:branch
    inputs:
      Choices:
        - NextStep: CreateLogGroup
          Variable: "{{ Missing }}"
          BooleanEquals: true
"""
MISSING = "parameters:\n  Missing:\n    type: Boolean\nmainSteps:"


def test_a_branch_that_can_pass_it_is_an_answer() -> None:
    assert found(f"{MISSING}{BRANCH}    isEnd: true\n{GROUP}") == []


def test_a_branch_that_leads_to_it_either_way_is_none() -> None:
    assert len(found(f"{MISSING}{BRANCH}{GROUP}")) == 1


def test_a_step_that_fails_where_it_is_missing_is_an_answer() -> None:
    ask = step("logs", "GetLogRecord", "logRecordPointer: own")
    jump = "    onFailure: step:CreateLogGroup\n    isEnd: true\n"
    assert found(f"mainSteps:{ask.rstrip()}\n{jump}{GROUP}") == []


def test_what_belongs_to_something_new_is_new_itself() -> None:
    make = (
        step("ec2", "CreateVpc", "CidrBlock: 10.0.0.0/16").rstrip()
        + """
    outputs:
      - Name: VpcId
        Selector: $.Vpc.VpcId
        Type: String
"""
    )
    subnet = step("ec2", "CreateSubnet", 'VpcId: "{{ CreateVpc.VpcId }}"', "CidrBlock: 10.0.1.0/24")
    assert found(f"mainSteps:{make}{subnet}") == []


def test_a_pass_of_a_loop_is_looked_at_too() -> None:
    inner = GROUP.replace("\n", "\n      ").rstrip()
    loop = f"""
  - name: Each
    action: aws:loop
    inputs:
      Iterators: [one, two]
      Steps:{inner}
"""
    (only,) = found(f"mainSteps:{loop}")
    assert only[0] == ("mainSteps", 0, "inputs", "Steps", 0, "inputs", "Api")


@pytest.mark.parametrize(
    "head",
    [
        "parameters:\n  Group: {type: String, default: 'own-{{ global:DATE_TIME }}'}",
        "variables:\n  Group: {type: String, default: own}",
    ],
)
def test_a_name_that_is_another_one_in_each_run_is_let_be(head: str) -> None:
    name = "variable:Group" if head.startswith("variables") else "Group"
    create = step("logs", "CreateLogGroup", f"logGroupName: '{{{{ {name} }}}}'")
    assert found(f"{head}\nmainSteps:{create}") == []
    assert len(found(f"{head}\nmainSteps:{GROUP}")) == 1
