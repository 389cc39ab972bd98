"""`aws_s3_bucket_policy`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_policy
"""

from collections.abc import Sequence

from ssmflow_terraform.hcl import Block, Expression


def s3_bucket_policy(label: str, *, bucket: str, policy: str, after: Sequence[str]) -> Block:
    """Return the policy of a bucket.

    Args:
        label: its label in Terraform.
        bucket: the address of the bucket.
        policy: the address of the policy document.
        after: the addresses of what it waits for; S3 takes one change of a bucket at a time.
    """
    return Block(
        "resource",
        ("aws_s3_bucket_policy", label),
        [
            ("bucket", Expression(f"{bucket}.id")),
            ("policy", Expression(f"{policy}.json")),
            ("depends_on", [Expression(address) for address in after]),
        ],
    )
