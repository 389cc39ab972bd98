"""`aws_config_configuration_recorder`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_configuration_recorder
"""

from ssmflow_terraform.hcl import Block, Expression, Template


def config_configuration_recorder(name: Template, role: str) -> Block:
    """Return a recorder of all that AWS Config can record, which acts as the role at an address."""
    return Block(
        "resource",
        ("aws_config_configuration_recorder", "this"),
        [
            ("name", name),
            ("role_arn", Expression(f"{role}.arn")),
            Block(
                "recording_group",
                (),
                [("all_supported", True), ("include_global_resource_types", True)],
            ),
        ],
    )
