"""A parameter that nothing refers to."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.errors import quoted
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the parameters whose values go nowhere."""
    used = checked.used_names
    for parameter in checked.document.parameters:
        if parameter.name not in used and parameter.name != AUTOMATION_ASSUME_ROLE.name:
            message = (
                f"nothing refers to parameter {quoted(parameter.name)}; use it as"
                f" {{{{ {parameter.name} }}}}, or remove it"
            )
            yield Found(("parameters", parameter.name), message, key=True)


CHECK = Check(
    code="SSM123",
    name="unused-parameter",
    severity="warning",
    means="No step, default, output or role of the document refers to the parameter.",
    why="Whoever starts the automation gives a value that has no effect.",
    wrong="""
parameters:
  InstanceId:
    type: AWS::EC2::Instance::Id
  Reason:
    type: String
mainSteps:
  - name: StopInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: StopInstances
      InstanceIds:
        - "{{ InstanceId }}"
""",
    right="""
parameters:
  InstanceId:
    type: AWS::EC2::Instance::Id
mainSteps:
  - name: StopInstance
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: StopInstances
      InstanceIds:
        - "{{ InstanceId }}"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html",
    find=find,
    needs_all=True,
)
