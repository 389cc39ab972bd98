"""CIS AWS Foundations Benchmark: VPC flow logging is enabled in all VPCs."""

from ssmdsl import Automatic, Document, ManagedRule, Parameter, Remediation, Role
from ssmdsl.aws import ec2, logs

vpc_id = Parameter(
    "ResourceId", allowed_pattern=r"^vpc-[0-9a-f]{8,17}$", description="The VPC without flow logs."
)
delivery_role = Parameter(
    "DeliverLogsPermissionArn", "AWS::IAM::Role::Arn", description="Lets EC2 write the logs."
)
log_group = f"/aws/vpc/{vpc_id}"  # "/aws/vpc/{{ ResourceId }}"

flow_logs = ec2.CreateFlowLogs(
    ResourceIds=[vpc_id],
    ResourceType="VPC",
    TrafficType="ALL",
    LogDestinationType="cloud-watch-logs",
    LogGroupName=log_group,
    DeliverLogsPermissionArn=delivery_role,
)

create_flow_logs = Document(
    "CreateFlowLogs",
    description="Create VPC flow logs.",
    parameters=[vpc_id, delivery_role],
    steps=[
        logs.CreateLogGroup(logGroupName=log_group, on_failure="Continue"),
        logs.PutRetentionPolicy(logGroupName=log_group, retentionInDays=60),
        flow_logs,
    ],
    outputs=[flow_logs.response.Unsuccessful],  # the call succeeds where it could not create one
)

vpc_flow_logs = Remediation(
    rule=ManagedRule("VPC_FLOW_LOGS_ENABLED"),
    document=create_flow_logs,
    resource=vpc_id,
    arguments={
        delivery_role: Role(
            "vpc-flow-logs.amazonaws.com",
            allow=["logs:CreateLogStream", "logs:PutLogEvents", "logs:Describe*"],
        )
    },
    automatic=Automatic(maximum_attempts=5, retry_seconds=60),
    allow=["logs:CreateLogGroup", "logs:PutRetentionPolicy", "ec2:CreateFlowLogs"],
)
