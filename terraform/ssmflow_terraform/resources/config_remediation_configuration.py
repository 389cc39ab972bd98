"""`aws_config_remediation_configuration`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/config_remediation_configuration
"""

from ssmdsl.remediation import Remediation, Role, static_values
from ssmflow_terraform.hcl import Attribute, Block, Comment, Expression, Value
from ssmflow_terraform.names import label, role_labels


def config_remediation_configuration(remediation: Remediation) -> Block:
    """Return what ties the document to the rule.

    It waits for the permissions of all roles, which Terraform would otherwise make at the same
    time: a first attempt without them could be the only one.
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
    body += [
        Block("parameter", (), [("name", name), value])
        # The provider reads them back in this order; any other is a difference on every plan.
        for name, value in sorted(_parameters(remediation).items())
    ]
    policies = [f"aws_iam_role_policy.{role}" for role in role_labels(remediation).values()]
    body.append(("depends_on", [Expression(policy) for policy in policies]))
    labels = ("aws_config_remediation_configuration", label(remediation.name))
    return Block("resource", labels, body)


def _parameters(remediation: Remediation) -> dict[str, Attribute]:
    parameters: dict[str, Attribute] = {
        name: ("static_value", Expression(f"aws_iam_role.{role}.arn"))
        for name, role in role_labels(remediation).items()
    }
    if remediation.resource is not None:
        parameters[remediation.resource.name] = ("resource_value", "RESOURCE_ID")
    for parameter, argument in remediation.arguments.items():
        if not isinstance(argument, Role):
            # One value is read back as static_value, several as static_values.
            values: list[Value] = list(static_values(argument))
            parameters[parameter.name] = (
                ("static_value", values[0]) if len(values) == 1 else ("static_values", values)
            )
    return parameters
