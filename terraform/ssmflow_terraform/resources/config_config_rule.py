"""`aws_config_config_rule`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_config_rule
"""

from ssmdsl.rules import ManagedRule
from ssmflow_terraform.hcl import Attribute, Block, Call, Comment, Expression, Template
from ssmflow_terraform.names import label


def config_config_rule(rule: ManagedRule) -> Block:
    """Return the rule's resource; it waits for the recorder, if the module makes one."""
    body: list[Attribute | Block | Comment] = [
        ("name", Template(Expression("var.name_prefix"), rule.name)),
    ]
    if rule.description is not None:
        body.append(("description", rule.description))
    if rule.input_parameters:
        body.append(("input_parameters", Call("jsonencode", rule.input_parameters)))
    if rule.maximum_execution_frequency is not None:
        body.append(("maximum_execution_frequency", rule.maximum_execution_frequency))
    body += [
        ("tags", Expression("var.tags")),
        Block("source", (), [("owner", "AWS"), ("source_identifier", rule.identifier)]),
        ("depends_on", [Expression("aws_config_configuration_recorder_status.this")]),
    ]
    return Block("resource", ("aws_config_config_rule", label(rule.name)), body)
