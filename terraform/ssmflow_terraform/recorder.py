"""All that "switch AWS Config on" takes, on request.

An account has one recorder in a Region, and most have it already: with the variable
`create_configuration_recorder` left `false` none of this exists.

Sources: https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html and
https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
"""

from ssmflow_terraform.hcl import Block, Comment, Expression, Template
from ssmflow_terraform.resources.config_configuration_recorder import (
    config_configuration_recorder,
)
from ssmflow_terraform.resources.config_configuration_recorder_status import (
    config_configuration_recorder_status,
)
from ssmflow_terraform.resources.config_delivery_channel import config_delivery_channel
from ssmflow_terraform.resources.iam_policy_document import (
    IN_TERRAFORM,
    condition,
    iam_policy_document,
    statement,
)
from ssmflow_terraform.resources.iam_role import iam_role
from ssmflow_terraform.resources.iam_role_policy import iam_role_policy
from ssmflow_terraform.resources.iam_role_policy_attachment import iam_role_policy_attachment
from ssmflow_terraform.resources.s3_bucket import s3_bucket
from ssmflow_terraform.resources.s3_bucket_policy import s3_bucket_policy
from ssmflow_terraform.resources.s3_bucket_public_access_block import (
    s3_bucket_public_access_block,
)

HISTORY = "configuration_history"
RECORDER = "configuration_recorder"
RECORDER_LABELS = (HISTORY, RECORDER, f"{RECORDER}_trust")
"""The labels that what is made here has in Terraform."""

BUCKET = f"aws_s3_bucket.{HISTORY}[0]"
ROLE = f"aws_iam_role.{RECORDER}[0]"
ACCOUNT = IN_TERRAFORM["global:ACCOUNT_ID"]
PARTITION = IN_TERRAFORM["global:AWS_PARTITION"]
REGION = IN_TERRAFORM["global:REGION"]


def recorder() -> list[Block | Comment]:
    """Return recorder, delivery channel, role and bucket, all made only on request."""
    name = Template(Expression("var.name_prefix"), "default")
    return [
        Comment("What switching AWS Config on takes, for accounts in which nobody has yet."),
        _on_request(config_configuration_recorder(name, ROLE)),
        _on_request(
            config_delivery_channel(
                name,
                BUCKET,
                after=[
                    "aws_config_configuration_recorder.this",
                    f"aws_iam_role_policy.{RECORDER}",
                    f"aws_s3_bucket_policy.{HISTORY}",
                ],
            )
        ),
        _on_request(
            config_configuration_recorder_status(
                "aws_config_configuration_recorder.this[0]",
                after=["aws_config_delivery_channel.this"],
            )
        ),
        *_role(),
        *_bucket(),
    ]


def _role() -> list[Block]:
    trust, role = iam_role(
        RECORDER,
        "configuration-recorder",
        "Lets AWS Config read the configuration of resources.",
        "config.amazonaws.com",
    )
    reading = Template("arn:", PARTITION, ":iam::aws:policy/service-role/AWS_ConfigRole")
    return [
        trust,
        _on_request(role),
        _on_request(iam_role_policy_attachment(RECORDER, ROLE, reading)),
        _on_request(iam_policy_document(RECORDER, _delivery())),
        _on_request(
            iam_role_policy(
                RECORDER,
                "delivery",
                role=ROLE,
                policy=f"data.aws_iam_policy_document.{RECORDER}[0]",
            )
        ),
    ]


def _bucket() -> list[Block]:
    # The prefix as the name of a bucket takes it.
    prefix = Expression('lower(replace(var.name_prefix, "_", "-"))')
    to_config = (
        Block("principals", (), [("type", "Service"), ("identifiers", ["config.amazonaws.com"])]),
        condition("StringEquals", "AWS:SourceAccount", [ACCOUNT]),
    )
    return [
        _on_request(s3_bucket(HISTORY, Template(prefix, "config-", ACCOUNT, "-", REGION))),
        _on_request(s3_bucket_public_access_block(HISTORY, BUCKET)),
        _on_request(iam_policy_document(HISTORY, _delivery(*to_config))),
        _on_request(
            s3_bucket_policy(
                HISTORY,
                bucket=BUCKET,
                policy=f"data.aws_iam_policy_document.{HISTORY}[0]",
                after=[f"aws_s3_bucket_public_access_block.{HISTORY}"],
            )
        ),
    ]


def _delivery(*to_whom: Block) -> list[Block]:
    """Return what the delivery of the history takes, of the role or of the bucket."""
    bucket = Expression(f"{BUCKET}.arn")
    history = Template(bucket, "/AWSLogs/", ACCOUNT, "/Config/*")
    return [
        statement(["s3:GetBucketAcl", "s3:ListBucket"], bucket, *to_whom),
        statement(["s3:PutObject"], history, *to_whom),
    ]


def _on_request(block: Block) -> Block:
    wanted = Expression("var.create_configuration_recorder ? 1 : 0")
    return Block(block.type, block.labels, [("count", wanted), *block.body])
