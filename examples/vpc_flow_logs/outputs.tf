output "automation_role_arns" {
  description = "Remediation → the ARN of the role that its automation acts as."
  value = {
    vpc-flow-logs-enabled = aws_iam_role.vpc_flow_logs_enabled_automation.arn
  }
}

output "config_rule_arns" {
  description = "Remediation → the ARN of its AWS Config rule."
  value = {
    vpc-flow-logs-enabled = aws_config_config_rule.vpc_flow_logs_enabled.arn
  }
}

output "config_rule_names" {
  description = "Remediation → the name of its AWS Config rule."
  value = {
    vpc-flow-logs-enabled = aws_config_config_rule.vpc_flow_logs_enabled.name
  }
}

output "document_names" {
  description = "Document → its name in AWS Systems Manager."
  value = {
    CreateFlowLogs = aws_ssm_document.create_flow_logs.name
  }
}
