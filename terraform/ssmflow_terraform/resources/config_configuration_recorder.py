"""`aws_config_configuration_recorder` and all that "switch AWS Config on" takes, on request.

An account has one recorder in a Region, and most have it already: with the variable
`create_configuration_recorder` left `false` none of this exists.

Sources: https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html,
https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html and
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder
"""

from collections.abc import Sequence

from ssmflow_terraform.hcl import Attribute, Block, Comment, Expression, Template
from ssmflow_terraform.resources.iam_role import IN_TERRAFORM, condition, iam_role

RECORDER_LABELS = (
    "configuration_history",
    "configuration_recorder",
    "configuration_recorder_trust",
)
"""The labels that what is made here has in Terraform."""

PREFIX = Expression("var.name_prefix")
BUCKET_PREFIX = Expression('lower(replace(var.name_prefix, "_", "-"))')
"""The prefix as the name of a bucket takes it."""
PARTITION = IN_TERRAFORM["global:AWS_PARTITION"]
ACCOUNT = IN_TERRAFORM["global:ACCOUNT_ID"]
REGION = IN_TERRAFORM["global:REGION"]
BUCKET_ARN = Expression("aws_s3_bucket.configuration_history[0].arn")
BUCKET_ID = Expression("aws_s3_bucket.configuration_history[0].id")


def config_configuration_recorder() -> list[Block | Comment]:
    """Return recorder, delivery channel, bucket and role, all made only on request."""
    trust, role = iam_role(
        "configuration_recorder",
        "configuration-recorder",
        "Lets AWS Config read the configuration of resources.",
        "config.amazonaws.com",
    )
    return [
        Comment("What switching AWS Config on takes, for accounts in which nobody has yet."),
        _on_request(
            "aws_config_configuration_recorder",
            "this",
            [
                ("name", Template(PREFIX, "default")),
                ("role_arn", Expression("aws_iam_role.configuration_recorder[0].arn")),
                Block(
                    "recording_group",
                    (),
                    [("all_supported", True), ("include_global_resource_types", True)],
                ),
            ],
        ),
        _on_request(
            "aws_config_delivery_channel",
            "this",
            [
                ("name", Template(PREFIX, "default")),
                ("s3_bucket_name", BUCKET_ID),
                (
                    "depends_on",
                    [
                        Expression("aws_config_configuration_recorder.this"),
                        Expression("aws_iam_role_policy.configuration_recorder"),
                        Expression("aws_s3_bucket_policy.configuration_history"),
                    ],
                ),
            ],
        ),
        _on_request(
            "aws_config_configuration_recorder_status",
            "this",
            [
                ("name", Expression("aws_config_configuration_recorder.this[0].name")),
                ("is_enabled", True),
                ("depends_on", [Expression("aws_config_delivery_channel.this")]),
            ],
        ),
        trust,
        _on_request("aws_iam_role", "configuration_recorder", role.body),
        _on_request(
            "aws_iam_role_policy_attachment",
            "configuration_recorder",
            [
                ("role", Expression("aws_iam_role.configuration_recorder[0].name")),
                (
                    "policy_arn",
                    Template("arn:", PARTITION, ":iam::aws:policy/service-role/AWS_ConfigRole"),
                ),
            ],
        ),
        _on_request("aws_iam_policy_document", "configuration_recorder", _delivery(), "data"),
        _on_request(
            "aws_iam_role_policy",
            "configuration_recorder",
            [
                ("name", "delivery"),
                ("role", Expression("aws_iam_role.configuration_recorder[0].id")),
                (
                    "policy",
                    Expression("data.aws_iam_policy_document.configuration_recorder[0].json"),
                ),
            ],
        ),
        *_bucket(),
    ]


def _bucket() -> list[Block | Comment]:
    return [
        _on_request(
            "aws_s3_bucket",
            "configuration_history",
            [
                ("bucket", Template(BUCKET_PREFIX, "config-", ACCOUNT, "-", REGION)),
                ("tags", Expression("var.tags")),
            ],
        ),
        _on_request(
            "aws_s3_bucket_public_access_block",
            "configuration_history",
            [
                ("bucket", BUCKET_ID),
                ("block_public_acls", True),
                ("block_public_policy", True),
                ("ignore_public_acls", True),
                ("restrict_public_buckets", True),
            ],
        ),
        _on_request("aws_iam_policy_document", "configuration_history", _bucket_policy(), "data"),
        _on_request(
            "aws_s3_bucket_policy",
            "configuration_history",
            [
                ("bucket", BUCKET_ID),
                (
                    "policy",
                    Expression("data.aws_iam_policy_document.configuration_history[0].json"),
                ),
                (
                    "depends_on",
                    [Expression("aws_s3_bucket_public_access_block.configuration_history")],
                ),
            ],
        ),
    ]


def _delivery() -> list[Attribute | Block | Comment]:
    return [
        _statement(["s3:GetBucketAcl", "s3:ListBucket"], BUCKET_ARN),
        _statement(["s3:PutObject"], _history()),
    ]


def _bucket_policy() -> list[Attribute | Block | Comment]:
    service = Block(
        "principals", (), [("type", "Service"), ("identifiers", ["config.amazonaws.com"])]
    )
    own_account = condition("StringEquals", "AWS:SourceAccount", [ACCOUNT])
    return [
        _statement(["s3:GetBucketAcl", "s3:ListBucket"], BUCKET_ARN, service, own_account),
        _statement(["s3:PutObject"], _history(), service, own_account),
    ]


def _history() -> Template:
    return Template(BUCKET_ARN, "/AWSLogs/", ACCOUNT, "/Config/*")


def _statement(actions: list[str], resource: Expression | Template, *more: Block) -> Block:
    body: list[Attribute | Block | Comment] = [
        ("actions", list(actions)),
        ("resources", [resource]),
    ]
    return Block("statement", (), [*body, *more])


def _on_request(
    kind: str, label: str, body: Sequence[Attribute | Block | Comment], block: str = "resource"
) -> Block:
    wanted = Expression("var.create_configuration_recorder ? 1 : 0")
    return Block(block, (kind, label), [("count", wanted), *body])
