"""`aws_config_delivery_channel`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_delivery_channel
"""

from collections.abc import Sequence

from ssmflow_terraform.hcl import Block, Expression, Template


def config_delivery_channel(name: Template, bucket: str, after: Sequence[str]) -> Block:
    """Return the way of the history into the bucket at an address.

    Args:
        name: its name.
        bucket: the address of the bucket.
        after: the addresses of what AWS Config wants to be there before.
    """
    return Block(
        "resource",
        ("aws_config_delivery_channel", "this"),
        [
            ("name", name),
            ("s3_bucket_name", Expression(f"{bucket}.id")),
            ("depends_on", [Expression(address) for address in after]),
        ],
    )
