from collections.abc import Callable

import pytest

Told = Callable[..., list[tuple[str, str]]]
MESSAGE = (
    "and a script has no credentials but those of the document's assumeRole; give the document one"
)


@pytest.mark.parametrize("made", ["client", "resource"])
def test_a_script_that_calls_aws_without_a_role_is_told(told_of_script: Told, made: str) -> None:
    script = f"""\
        import boto3

        def handler(events, context):
            boto3.{made}("s3")
            return {{}}
        """
    assert told_of_script("SSM809", script) == [
        ("inputs.Script", f"line 4 of the script calls boto3.{made}, {MESSAGE}")
    ]
    with_role = {"assumeRole": "arn:aws:iam::123456789012:role/Automation"}
    assert told_of_script("SSM809", script, document=with_role) == []


def test_a_parameter_may_name_a_role(told_of_script: Told) -> None:
    script = """\
        import boto3

        def handler(events, context):
            return boto3.client("sts").get_caller_identity()
        """
    document = {
        "assumeRole": "{{ AutomationAssumeRole }}",
        "parameters": {"AutomationAssumeRole": {"type": "String", "default": ""}},
    }
    assert told_of_script("SSM809", script, document=document) == []


@pytest.mark.parametrize(
    "body",
    [
        "return {}",
        "boto3.client('s3', aws_access_key_id=events['Id'])",
        "boto3.client('s3', **events)",
        "boto3.Session(events['Id'], events['Key']).client('s3')",
    ],
)
def test_a_script_that_makes_no_client_with_the_credentials_of_the_role_is_not_told(
    told_of_script: Told, body: str
) -> None:
    script = f"import boto3\ndef handler(events, context):\n    {body}\n"
    assert told_of_script("SSM809", script) == []
