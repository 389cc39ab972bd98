# What is true of each remediation; the words in capitals are filled in.
run "LABEL" {
  variables {
    name_prefix          = "t-"
    permissions_boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    tags                 = { owner = "security" }
  }

  assert {
    condition     = aws_config_remediation_configuration.LABEL.automatic == AUTOMATIC
    error_message = "automatic"
  }

  assert {
    condition     = aws_config_remediation_configuration.LABEL.config_rule_name == "t-NAME"
    error_message = aws_config_remediation_configuration.LABEL.config_rule_name
  }

  assert {
    condition     = aws_config_remediation_configuration.LABEL.target_id == "t-DOCUMENT"
    error_message = aws_config_remediation_configuration.LABEL.target_id
  }

  assert {
    condition     = aws_config_remediation_configuration.LABEL.parameter[*].name == PARAMETERS
    error_message = join(", ", aws_config_remediation_configuration.LABEL.parameter[*].name)
  }

  assert {
    condition     = jsondecode(aws_ssm_document.FILE.content).schemaVersion == "0.3"
    error_message = "the content is no document"
  }

  assert {
    condition     = endswith(aws_iam_role.LABEL_automation.permissions_boundary, "/ReadOnlyAccess")
    error_message = "the role has no boundary"
  }

  assert {
    condition     = aws_config_config_rule.LABEL.tags.owner == "security"
    error_message = "the rule has no tags"
  }

  assert {
    condition     = output.config_rule_names["NAME"] == "t-NAME"
    error_message = "the output has another name"
  }
}

run "LABEL_by_hand" {
  command = plan

  variables {
    automatic = false
  }

  assert {
    condition     = aws_config_remediation_configuration.LABEL.automatic == false
    error_message = "it is automatic"
  }
}
