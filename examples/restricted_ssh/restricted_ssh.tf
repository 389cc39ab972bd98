# INCOMING_SSH_DISABLED, repaired by RestrictSsh.
resource "aws_config_config_rule" "restricted_ssh" {
  name = "${var.name_prefix}restricted-ssh"
  tags = var.tags

  source {
    owner             = "AWS"
    source_identifier = "INCOMING_SSH_DISABLED"
  }

  depends_on = [aws_config_configuration_recorder_status.this]
}

resource "aws_ssm_document" "restrict_ssh" {
  name            = "${var.name_prefix}RestrictSsh"
  document_type   = "Automation"
  document_format = "JSON"
  content         = file("${path.module}/documents/RestrictSsh.json")
  tags            = var.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_config_remediation_configuration" "restricted_ssh" {
  config_rule_name = aws_config_config_rule.restricted_ssh.name
  target_type      = "SSM_DOCUMENT"
  target_id        = aws_ssm_document.restrict_ssh.name
  resource_type    = "AWS::EC2::SecurityGroup"
  automatic        = false

  parameter {
    name         = "AutomationAssumeRole"
    static_value = aws_iam_role.restricted_ssh_automation.arn
  }

  parameter {
    name           = "GroupId"
    resource_value = "RESOURCE_ID"
  }

  depends_on = [aws_iam_role_policy.restricted_ssh_automation]
}

# The role that the automation acts as.
data "aws_iam_policy_document" "restricted_ssh_automation_trust" {
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

resource "aws_iam_role" "restricted_ssh_automation" {
  name                 = "${var.name_prefix}restricted-ssh-automation-${data.aws_region.current.id}"
  description          = "What RestrictSsh acts as when it repairs restricted-ssh."
  assume_role_policy   = data.aws_iam_policy_document.restricted_ssh_automation_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

data "aws_iam_policy_document" "restricted_ssh_automation" {
  statement {
    actions   = ["ec2:DescribeSecurityGroupRules", "ec2:RevokeSecurityGroupIngress"]
    resources = ["*"]
  }
}

resource "aws_iam_role_policy" "restricted_ssh_automation" {
  name   = "permissions"
  role   = aws_iam_role.restricted_ssh_automation.id
  policy = data.aws_iam_policy_document.restricted_ssh_automation.json
}
