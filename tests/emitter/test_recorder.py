from ssmflow_terraform.hcl import Block, Expression, print_hcl
from ssmflow_terraform.recorder import RECORDER_LABELS, recorder

blocks = [block for block in recorder() if isinstance(block, Block)]


def test_nothing_is_made_unless_it_is_asked_for() -> None:
    wanted = ("count", Expression("var.create_configuration_recorder ? 1 : 0"))
    without = [block.labels for block in blocks if block.body[0] != wanted]

    assert without == [("aws_iam_policy_document", "configuration_recorder_trust")]
    assert {block.labels[1] for block in blocks} == {"this", *RECORDER_LABELS}


def test_the_recorder_starts_when_its_history_has_a_place() -> None:
    text = print_hcl(blocks)

    assert (
        'resource "aws_config_configuration_recorder_status" "this" {\n'
        "  count      = var.create_configuration_recorder ? 1 : 0\n"
        "  name       = aws_config_configuration_recorder.this[0].name\n"
        "  is_enabled = true\n"
        "  depends_on = [aws_config_delivery_channel.this]\n"
        "}\n"
    ) in text
    assert (
        "  depends_on = [\n"
        "    aws_config_configuration_recorder.this,\n"
        "    aws_iam_role_policy.configuration_recorder,\n"
        "    aws_s3_bucket_policy.configuration_history,\n"
        "  ]\n"
    ) in text


def test_the_bucket_has_a_name_that_s3_takes_whatever_the_prefix() -> None:
    assert (
        '  bucket = "${lower(replace(var.name_prefix, "_", "-"))}config-'
        '${data.aws_caller_identity.current.account_id}-${data.aws_region.current.id}"\n'
    ) in print_hcl(blocks)
