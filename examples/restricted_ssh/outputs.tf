output "automation_role_arns" {
  description = "Remediation → the ARN of the role that its automation acts as."
  value = {
    restricted-ssh = aws_iam_role.restricted_ssh_automation.arn
  }
}

output "config_rule_arns" {
  description = "Remediation → the ARN of its AWS Config rule."
  value = {
    restricted-ssh = aws_config_config_rule.restricted_ssh.arn
  }
}

output "config_rule_names" {
  description = "Remediation → the name of its AWS Config rule."
  value = {
    restricted-ssh = aws_config_config_rule.restricted_ssh.name
  }
}

output "document_names" {
  description = "Document → its name in AWS Systems Manager."
  value = {
    RestrictSsh = aws_ssm_document.restrict_ssh.name
  }
}
