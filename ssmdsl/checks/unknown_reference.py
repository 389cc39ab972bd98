"""A reference to what there is not.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM201",
    name="unknown-reference",
    severity="error",
    means="A reference names no parameter, variable, system variable or output of a step.",
    why="SSM refuses the document, or the step fails when its inputs are looked at.",
    wrong="""
parameters:
  VpcId:
    type: String
mainSteps:
  - name: DeleteVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DeleteVpc
      VpcId: "{{ VpcID }}"
  - name: Tell
    action: aws:pause
    inputs:
      Message: "{{ VpcId }} is gone."
""",
    right="""
parameters:
  VpcId:
    type: String
mainSteps:
  - name: DeleteVpc
    action: aws:executeAwsApi
    inputs:
      Service: ec2
      Api: DeleteVpc
      VpcId: "{{ VpcId }}"
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html",
)
