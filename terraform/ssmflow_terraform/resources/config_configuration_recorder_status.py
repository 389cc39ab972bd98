"""`aws_config_configuration_recorder_status`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder_status
"""

from collections.abc import Sequence

from ssmflow_terraform.hcl import Block, Expression


def config_configuration_recorder_status(recorder: str, after: Sequence[str]) -> Block:
    """Return what starts the recorder at an address, after what is at other addresses."""
    return Block(
        "resource",
        ("aws_config_configuration_recorder_status", "this"),
        [
            ("name", Expression(f"{recorder}.name")),
            ("is_enabled", True),
            ("depends_on", [Expression(address) for address in after]),
        ],
    )
