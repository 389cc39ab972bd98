from ssmdsl import ManagedRule
from ssmflow_terraform.hcl import print_hcl
from ssmflow_terraform.resources.config_config_rule import config_config_rule


def test_a_rule_is_made_after_the_recorder() -> None:
    assert print_hcl([config_config_rule(ManagedRule("INCOMING_SSH_DISABLED"))]) == (
        'resource "aws_config_config_rule" "restricted_ssh" {\n'
        '  name = "${var.name_prefix}restricted-ssh"\n'
        "  tags = var.tags\n"
        "\n"
        "  source {\n"
        '    owner             = "AWS"\n'
        '    source_identifier = "INCOMING_SSH_DISABLED"\n'
        "  }\n"
        "\n"
        "  depends_on = [aws_config_configuration_recorder_status.this]\n"
        "}\n"
    )


def test_a_rule_has_what_it_is_given() -> None:
    rule = ManagedRule(
        "IAM_PASSWORD_POLICY",
        name="Our-Policy",
        description='Says "${no}" to %{weak}\npasswords.',
        parameters={
            "RequireUppercaseCharacters": True,
            "RequireLowercaseCharacters": True,
            "RequireSymbols": False,
            "RequireNumbers": True,
            "MinimumPasswordLength": 14,
            "PasswordReusePrevention": 24,
            "MaxPasswordAge": 90,
        },
        maximum_execution_frequency="TwentyFour_Hours",
    )

    assert print_hcl([config_config_rule(rule)]) == (
        'resource "aws_config_config_rule" "our_policy" {\n'
        '  name        = "${var.name_prefix}Our-Policy"\n'
        '  description = "Says \\"$${no}\\" to %%{weak}\\npasswords."\n'
        "  input_parameters = jsonencode({\n"
        '    MaxPasswordAge             = "90"\n'
        '    MinimumPasswordLength      = "14"\n'
        '    PasswordReusePrevention    = "24"\n'
        '    RequireLowercaseCharacters = "true"\n'
        '    RequireNumbers             = "true"\n'
        '    RequireSymbols             = "false"\n'
        '    RequireUppercaseCharacters = "true"\n'
        "  })\n"
        '  maximum_execution_frequency = "TwentyFour_Hours"\n'
        "  tags                        = var.tags\n"
        "\n"
        "  source {\n"
        '    owner             = "AWS"\n'
        '    source_identifier = "IAM_PASSWORD_POLICY"\n'
        "  }\n"
        "\n"
        "  depends_on = [aws_config_configuration_recorder_status.this]\n"
        "}\n"
    )
