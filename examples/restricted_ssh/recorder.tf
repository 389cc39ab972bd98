# What switching AWS Config on takes, for accounts in which nobody has yet.
resource "aws_config_configuration_recorder" "this" {
  count    = var.create_configuration_recorder ? 1 : 0
  name     = "${var.name_prefix}default"
  role_arn = aws_iam_role.configuration_recorder[0].arn

  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}

resource "aws_config_delivery_channel" "this" {
  count          = var.create_configuration_recorder ? 1 : 0
  name           = "${var.name_prefix}default"
  s3_bucket_name = aws_s3_bucket.configuration_history[0].id
  depends_on = [
    aws_config_configuration_recorder.this,
    aws_iam_role_policy.configuration_recorder,
    aws_s3_bucket_policy.configuration_history,
  ]
}

resource "aws_config_configuration_recorder_status" "this" {
  count      = var.create_configuration_recorder ? 1 : 0
  name       = aws_config_configuration_recorder.this[0].name
  is_enabled = true
  depends_on = [aws_config_delivery_channel.this]
}

data "aws_iam_policy_document" "configuration_recorder_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["config.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_iam_role" "configuration_recorder" {
  count                = var.create_configuration_recorder ? 1 : 0
  name                 = "${var.name_prefix}configuration-recorder-${data.aws_region.current.id}"
  description          = "Lets AWS Config read the configuration of resources."
  assume_role_policy   = data.aws_iam_policy_document.configuration_recorder_trust.json
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "configuration_recorder" {
  count      = var.create_configuration_recorder ? 1 : 0
  role       = aws_iam_role.configuration_recorder[0].name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWS_ConfigRole"
}

data "aws_iam_policy_document" "configuration_recorder" {
  count = var.create_configuration_recorder ? 1 : 0

  statement {
    actions   = ["s3:GetBucketAcl", "s3:ListBucket"]
    resources = [aws_s3_bucket.configuration_history[0].arn]
  }

  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.configuration_history[0].arn}/AWSLogs/${data.aws_caller_identity.current.account_id}/Config/*"]
  }
}

resource "aws_iam_role_policy" "configuration_recorder" {
  count  = var.create_configuration_recorder ? 1 : 0
  name   = "delivery"
  role   = aws_iam_role.configuration_recorder[0].id
  policy = data.aws_iam_policy_document.configuration_recorder[0].json
}

resource "aws_s3_bucket" "configuration_history" {
  count  = var.create_configuration_recorder ? 1 : 0
  bucket = "${lower(replace(var.name_prefix, "_", "-"))}config-${data.aws_caller_identity.current.account_id}-${data.aws_region.current.id}"
  tags   = var.tags
}

resource "aws_s3_bucket_public_access_block" "configuration_history" {
  count                   = var.create_configuration_recorder ? 1 : 0
  bucket                  = aws_s3_bucket.configuration_history[0].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

data "aws_iam_policy_document" "configuration_history" {
  count = var.create_configuration_recorder ? 1 : 0

  statement {
    actions   = ["s3:GetBucketAcl", "s3:ListBucket"]
    resources = [aws_s3_bucket.configuration_history[0].arn]

    principals {
      type        = "Service"
      identifiers = ["config.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "AWS:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }

  statement {
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.configuration_history[0].arn}/AWSLogs/${data.aws_caller_identity.current.account_id}/Config/*"]

    principals {
      type        = "Service"
      identifiers = ["config.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "AWS:SourceAccount"
      values   = [data.aws_caller_identity.current.account_id]
    }
  }
}

resource "aws_s3_bucket_policy" "configuration_history" {
  count      = var.create_configuration_recorder ? 1 : 0
  bucket     = aws_s3_bucket.configuration_history[0].id
  policy     = data.aws_iam_policy_document.configuration_history[0].json
  depends_on = [aws_s3_bucket_public_access_block.configuration_history]
}
