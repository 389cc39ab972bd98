"""`aws_config_remediation_configuration`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_remediation_configuration
"""

from collections.abc import Sequence

from ssmdsl.remediation import Remediation, Role, static_values
from ssmdsl.value_type import basic_type
from ssmflow_terraform.hcl import Attribute, Block, Comment, Expression, Value
from ssmflow_terraform.names import label, role_labels


def config_remediation_configuration(remediation: Remediation, policies: Sequence[str]) -> Block:
    """Return what ties the document to the rule.

    Args:
        remediation: the rule, the document and what the document is given.
        policies: the addresses of the permissions that it waits for; Terraform would otherwise
            make them at the same time, and a first attempt without them could be the only one.
    """
    rule = f"aws_config_config_rule.{label(remediation.name)}"
    document = f"aws_ssm_document.{label(remediation.document.name)}"
    body: list[Attribute | Block | Comment] = [
        ("config_rule_name", Expression(f"{rule}.name")),
        ("target_type", "SSM_DOCUMENT"),
        ("target_id", Expression(f"{document}.name")),
    ]
    if len(remediation.rule.resource_types) == 1:
        body.append(("resource_type", remediation.rule.resource_types[0]))
    automatic = remediation.automatic
    body.append(("automatic", Expression("var.automatic") if automatic else False))
    if automatic:
        body.append(("maximum_automatic_attempts", automatic.maximum_attempts))
        body.append(("retry_attempt_seconds", automatic.retry_seconds))
    if _takes_a_list(remediation):
        body.append(Comment("An empty static_values ends a list that the provider would keep."))
    # The provider reads them back in this order; any other is a difference on every plan.
    for name, values in sorted(_parameters(remediation).items()):
        body.append(Block("parameter", (), [("name", name), *values]))
    if policies:
        body.append(("depends_on", [Expression(policy) for policy in policies]))
    labels = ("aws_config_remediation_configuration", label(remediation.name))
    return Block("resource", labels, body)


def _takes_a_list(remediation: Remediation) -> bool:
    """Return whether some parameter may have several values, now or after a change."""
    resource = remediation.resource.name if remediation.resource is not None else None
    return any(
        basic_type(parameter.type) == "StringList" and parameter.name != resource
        for parameter in remediation.document.all_parameters
    )


def _parameters(remediation: Remediation) -> dict[str, list[Attribute]]:
    """Return what each parameter is given, by its name.

    One value is read back as `static_value`, several as `static_values`. The provider keeps the
    list that once stood in a parameter's place, unless it is told that there is none.
    """
    no_list: list[Attribute] = [("static_values", [])] if _takes_a_list(remediation) else []
    parameters: dict[str, list[Attribute]] = {
        name: [("static_value", Expression(f"aws_iam_role.{role}.arn")), *no_list]
        for name, role in role_labels(remediation).items()
    }
    if remediation.resource is not None:
        parameters[remediation.resource.name] = [("resource_value", "RESOURCE_ID"), *no_list]
    for parameter, argument in remediation.arguments.items():
        if not isinstance(argument, Role):
            values: list[Value] = list(static_values(argument))
            parameters[parameter.name] = (
                [("static_value", values[0]), *no_list]
                if len(values) == 1
                else [("static_values", values)]
            )
    return parameters
