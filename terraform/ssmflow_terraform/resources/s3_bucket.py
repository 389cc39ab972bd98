"""`aws_s3_bucket`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/s3_bucket
"""

from ssmflow_terraform.hcl import Block, Expression, Template


def s3_bucket(label: str, name: Template) -> Block:
    """Return a bucket."""
    return Block(
        "resource",
        ("aws_s3_bucket", label),
        [("bucket", name), ("tags", Expression("var.tags"))],
    )
