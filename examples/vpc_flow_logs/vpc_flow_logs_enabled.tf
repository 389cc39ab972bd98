# VPC_FLOW_LOGS_ENABLED, repaired by CreateFlowLogs.
resource "aws_config_config_rule" "vpc_flow_logs_enabled" {
  name = "${var.name_prefix}vpc-flow-logs-enabled"
  tags = var.tags

  source {
    owner             = "AWS"
    source_identifier = "VPC_FLOW_LOGS_ENABLED"
  }

  depends_on = [aws_config_configuration_recorder_status.this]
}

resource "aws_ssm_document" "create_flow_logs" {
  name            = "${var.name_prefix}CreateFlowLogs"
  document_type   = "Automation"
  document_format = "JSON"
  content         = file("${path.module}/documents/CreateFlowLogs.json")
  tags            = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_config_remediation_configuration" "vpc_flow_logs_enabled" {
  config_rule_name           = aws_config_config_rule.vpc_flow_logs_enabled.name
  target_type                = "SSM_DOCUMENT"
  target_id                  = aws_ssm_document.create_flow_logs.name
  resource_type              = "AWS::EC2::VPC"
  automatic                  = var.automatic
  maximum_automatic_attempts = 5
  retry_attempt_seconds      = 60

  parameter {
    name         = "AutomationAssumeRole"
    static_value = aws_iam_role.vpc_flow_logs_enabled_automation.arn
  }

  parameter {
    name         = "DeliverLogsPermissionArn"
    static_value = aws_iam_role.vpc_flow_logs_enabled_deliver_logs_permission_arn.arn
  }

  parameter {
    name           = "ResourceId"
    resource_value = "RESOURCE_ID"
  }

  depends_on = [
    aws_iam_role_policy.vpc_flow_logs_enabled_automation,
    aws_iam_role_policy.vpc_flow_logs_enabled_deliver_logs_permission_arn,
  ]
}

# The role that the automation acts as.
data "aws_iam_policy_document" "vpc_flow_logs_enabled_automation_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ssm.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role" "vpc_flow_logs_enabled_automation" {
  name                 = "${var.name_prefix}vpc-flow-logs-enabled-automation-${data.aws_region.current.id}"
  description          = "What CreateFlowLogs acts as when it repairs vpc-flow-logs-enabled."
  assume_role_policy   = data.aws_iam_policy_document.vpc_flow_logs_enabled_automation_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "vpc_flow_logs_enabled_automation" {
  statement {
    actions = [
      "logs:CreateLogGroup",
      "logs:PutRetentionPolicy",
      "ec2:CreateFlowLogs",
    ]
    resources = ["*"]
  }

  statement {
    actions   = ["iam:PassRole"]
    resources = [aws_iam_role.vpc_flow_logs_enabled_deliver_logs_permission_arn.arn]

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["vpc-flow-logs.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "vpc_flow_logs_enabled_automation" {
  name   = "permissions"
  role   = aws_iam_role.vpc_flow_logs_enabled_automation.id
  policy = data.aws_iam_policy_document.vpc_flow_logs_enabled_automation.json
}

# The role that CreateFlowLogs is given as DeliverLogsPermissionArn.
data "aws_iam_policy_document" "vpc_flow_logs_enabled_deliver_logs_permission_arn_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role" "vpc_flow_logs_enabled_deliver_logs_permission_arn" {
  name                 = "${var.name_prefix}vpc-flow-logs-enabled-deliver-ad6b67-${data.aws_region.current.id}"
  description          = "DeliverLogsPermissionArn of CreateFlowLogs, for vpc-flow-logs.amazonaws.com."
  assume_role_policy   = data.aws_iam_policy_document.vpc_flow_logs_enabled_deliver_logs_permission_arn_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "vpc_flow_logs_enabled_deliver_logs_permission_arn" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents", "logs:Describe*"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "vpc_flow_logs_enabled_deliver_logs_permission_arn" {
  name   = "permissions"
  role   = aws_iam_role.vpc_flow_logs_enabled_deliver_logs_permission_arn.id
  policy = data.aws_iam_policy_document.vpc_flow_logs_enabled_deliver_logs_permission_arn.json
}
