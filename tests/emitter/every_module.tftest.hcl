# What is true of every module. The provider is mocked: no account, no credentials, no network.
mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }

  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }

  mock_data "aws_partition" {
    defaults = { partition = "aws" }
  }

  mock_data "aws_region" {
    defaults = { id = "eu-west-1" }
  }

  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
}

run "nothing_of_aws_config_is_switched_on_by_itself" {
  command = plan

  assert {
    condition     = length(aws_config_configuration_recorder.this) == 0
    error_message = "there is a recorder"
  }

  assert {
    condition     = length(aws_s3_bucket.configuration_history) == 0
    error_message = "there is a bucket"
  }
}

run "aws_config_is_switched_on_on_request" {
  variables {
    create_configuration_recorder = true
    name_prefix                   = "T_a-"
  }

  assert {
    condition     = aws_config_configuration_recorder_status.this[0].is_enabled
    error_message = "the recorder does not run"
  }

  assert {
    condition     = aws_config_configuration_recorder.this[0].name == "T_a-default"
    error_message = aws_config_configuration_recorder.this[0].name
  }

  assert {
    condition     = one(aws_s3_bucket.configuration_history).bucket == "t-a-config-123456789012-eu-west-1"
    error_message = one(aws_s3_bucket.configuration_history).bucket
  }
}

run "null_means_the_default" {
  command = plan

  variables {
    automatic                     = null
    create_configuration_recorder = null
    name_prefix                   = null
    tags                          = null
  }
}

run "a_long_prefix_is_refused" {
  command = plan

  variables {
    name_prefix = "thirteen-char"
  }

  expect_failures = [var.name_prefix]
}

run "a_prefix_that_begins_with_a_hyphen_is_refused" {
  command = plan

  variables {
    name_prefix = "-team"
  }

  expect_failures = [var.name_prefix]
}

run "a_prefix_that_aws_keeps_for_itself_is_refused" {
  command = plan

  variables {
    name_prefix = "Aws-"
  }

  expect_failures = [var.name_prefix]
}

run "a_boundary_is_the_arn_of_a_policy" {
  command = plan

  variables {
    permissions_boundary = "boundary"
  }

  expect_failures = [var.permissions_boundary]
}
