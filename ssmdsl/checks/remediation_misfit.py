"""A remediation whose parts do not fit together.

It is told where the document is made or read, by the language's own rules.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM510",
    name="remediation-misfit",
    severity="error",
    means="Rule, document and arguments of a remediation do not fit together.",
    why="AWS Config refuses the remediation, or cannot start the automation.",
    wrong="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.aws import ec2

group = Parameter("GroupId", allowed_pattern="^sg-[0-9a-f]{8,17}$")
description = Parameter("Description")
close = Document(
    "DescribeDefaultGroup",
    parameters=[group, description],
    steps=[
        ec2.UpdateSecurityGroupRuleDescriptionsIngress(
            GroupId=group,
            SecurityGroupRuleDescriptions=[{"Description": description}],
        )
    ],
)
default_group = Remediation(
    rule=ManagedRule("VPC_DEFAULT_SECURITY_GROUP_CLOSED"), document=close, resource=group
)
""",
    right="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.aws import ec2

group = Parameter("GroupId", allowed_pattern="^sg-[0-9a-f]{8,17}$")
description = Parameter("Description")
close = Document(
    "DescribeDefaultGroup",
    parameters=[group, description],
    steps=[
        ec2.UpdateSecurityGroupRuleDescriptionsIngress(
            GroupId=group,
            SecurityGroupRuleDescriptions=[{"Description": description}],
        )
    ],
)
default_group = Remediation(
    rule=ManagedRule("VPC_DEFAULT_SECURITY_GROUP_CLOSED"),
    document=close,
    resource=group,
    arguments={description: "Nobody uses this."},
    allow=["ec2:UpdateSecurityGroupRuleDescriptionsIngress"],
)
""",
    source="https://docs.aws.amazon.com/config/latest/developerguide/setup-autoremediation.html",
)
