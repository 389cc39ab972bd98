"""With --sandbox, nothing of the user's own AWS is used, whatever their machine is set to."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Gate, Local, Machine, Trap


def test_profiles_tokens_and_endpoints_stay_outside(
    machine: "Machine", gate: "Gate", local: "Local", trap: "Trap"
) -> None:
    machine.attached = {}
    folder = machine.home / ".aws"
    folder.mkdir()
    secrets = "aws_access_key_id = AKIAREAL\naws_secret_access_key = real\n"
    profile = f"{secrets}aws_session_token = real\nendpoint_url = {trap.address}\n"
    (folder / "credentials").write_text(f"[default]\n{secrets}[prod]\n{secrets}")
    (folder / "config").write_text(
        f"[default]\nregion = eu-west-3\n{profile}services = all\n"
        f"[profile prod]\nregion = eu-west-3\n{profile}services = all\n"
        f"[services all]\niam =\n  endpoint_url = {trap.address}\n"
    )
    machine.extra = {
        "AWS_PROFILE": "prod",
        "AWS_ACCESS_KEY_ID": "AKIAREAL",
        "AWS_SECRET_ACCESS_KEY": "real",
        "AWS_SESSION_TOKEN": "real",
        "AWS_REGION": "eu-west-3",
        "AWS_ENDPOINT_URL": trap.address,
        "AWS_ENDPOINT_URL_IAM": trap.address,
        "AWS_ENDPOINT_URL_SSM": trap.address,
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{trap.address}/credentials",
        "AWS_WEB_IDENTITY_TOKEN_FILE": "/nowhere",
        "AWS_ROLE_ARN": "arn:aws:iam::111122223333:role/real",
        "HTTP_PROXY": trap.address,
        "http_proxy": trap.address,
        "TF_CLI_ARGS": "-destroy",
        "TF_DATA_DIR": str(machine.home / "elsewhere"),
    }

    machine.succeed("apply", "vpc_flow_logs.py", "--sandbox", "--auto-approve")

    assert trap.visits == []
    assert local.made()["documents"] == ["CreateFlowLogs"]
    signed = [authorization for name, authorization in gate.calls if authorization]
    assert len(signed) >= 18
    assert all("Credential=sandbox/" in authorization for authorization in signed)
    assert not (machine.home / "elsewhere").exists()
