"""`aws_s3_bucket_public_access_block`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket_public_access_block
"""

from ssmflow_terraform.hcl import Block, Expression


def s3_bucket_public_access_block(label: str, bucket: str) -> Block:
    """Return what keeps the bucket at an address from ever being public."""
    return Block(
        "resource",
        ("aws_s3_bucket_public_access_block", label),
        [
            ("bucket", Expression(f"{bucket}.id")),
            ("block_public_acls", True),
            ("block_public_policy", True),
            ("ignore_public_acls", True),
            ("restrict_public_buckets", True),
        ],
    )
