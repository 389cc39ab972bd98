import hashlib
import json
import platform
import sys
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command.conftest import Ran, Run


MEND = "Mend it in the environment, in ~/.aws/config or in ~/.aws/credentials."


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a terraform and a mirror in its home, and nothing of AWS."""
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    terraform = bin_folder / "terraform"
    terraform.write_text('#!/bin/sh\necho \'{"terraform_version": "1.9.0"}\'\n')
    terraform.chmod(0o755)
    mirror = tmp_path / "home/.terraform.d/plugins/registry.terraform.io/hashicorp/aws"
    mirror.mkdir(parents=True)
    return tmp_path


@pytest.fixture(autouse=True)
def path(machine: Path, run: "Run", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(machine / "bin"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


def test_what_is_there_and_what_is_not(run: "Run", machine: Path) -> None:
    ran = run("doctor")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"found    Python         {platform.python_version()} at {sys.executable}\n"
        f"found    terraform      terraform 1.9.0 at {machine}/bin/terraform\n"
        f"found    hashicorp/aws  implied mirror {machine}/home/.terraform.d/plugins\n"
        f"found    sandbox        moto {version('moto')}, not up\n"
        "MISSING  credentials    there are no AWS credentials to work with. Give some: aws"
        " configure sso, AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; or work on"
        " the local AWS with --sandbox.\n"
        "MISSING  Region         none. Set one: AWS_REGION=eu-central-1, or a region in your AWS"
        " profile.\n"
        "ssmflow can deploy to the sandbox.\n"
        "ssmflow can NOT deploy to your account.\n"
    )


def test_an_account_that_can_be_worked_on(run: "Run", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")

    ran = run("doctor")

    assert "found    credentials    from env, not tried\n" in ran.out
    assert "found    Region         eu-central-1\n" in ran.out
    assert ran.out.endswith("ssmflow can deploy to your account, if AWS takes the credentials.\n")


def test_a_profile_that_does_not_exist(run: "Run", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "none")

    assert (
        "MISSING  credentials    the AWS configuration cannot be used: The config profile (none)"
        f" could not be found. {MEND}\n"
    ) in run("doctor").out


def test_no_terraform_is_the_end_of_it(run: "Run", machine: Path) -> None:
    (machine / "bin" / "terraform").unlink()

    ran = run("doctor")

    assert ran.code == 3
    assert "MISSING  terraform    neither terraform nor tofu is on PATH. Install it" in ran.out
    assert ran.out.endswith(
        "ssmflow can NOT deploy to the sandbox.\nssmflow can NOT deploy to your account.\n"
    )


def test_a_configuration_that_does_not_exist_is_told(
    run: "Run", machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", "/nowhere.tfrc")

    assert (
        f"implied mirror {machine}/home/.terraform.d/plugins (the CLI configuration /nowhere.tfrc"
        " does not exist: passed over)\n"
    ) in run("doctor").out


def told(ran: "Ran", what: str) -> str:
    """Return the line about one thing, without what all lines have."""
    (line,) = (line for line in ran.out.splitlines() if f"  {what} " in line)
    mark, _, rest = line.partition(f"  {what} ")
    return f"{mark.strip()}: {rest.strip()}"


def profile(machine: Path, text: str) -> None:
    (machine / "home" / ".aws").mkdir(parents=True, exist_ok=True)
    (machine / "home" / ".aws" / "config").write_text(text)


@pytest.mark.parametrize(
    ("script", "process", "said"),
    [
        ("", "/none --now", "it cannot be run: No such file or directory"),
        ("echo hello", "{script}", "it prints no JSON"),
        ("echo []", "{script}", "it prints JSON that is not an object of strings"),
        ("", '"{script}', "No closing quotation"),
    ],
)
def test_a_credential_process_that_does_not_do(
    run: "Run", machine: Path, script: str, process: str, said: str
) -> None:
    file = machine / "bin" / "process"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    process = process.format(script=file)
    profile(machine, f"[default]\ncredential_process = {process}\n")

    ran = run("doctor")

    assert (ran.code, ran.err) == (0, "")
    assert told(ran, "credentials") == (
        f"MISSING: the AWS configuration cannot be used: credential_process {process}: {said}."
        f" {MEND}"
    )


def test_what_a_credential_process_says_is_told_on_one_line(run: "Run", machine: Path) -> None:
    file = machine / "bin" / "process"
    file.write_text("#!/bin/sh\necho one >&2\necho two >&2\nexit 1\n")
    file.chmod(0o755)
    profile(machine, f"[default]\ncredential_process = {file}\n")

    assert told(run("doctor"), "credentials") == (
        f"MISSING: the AWS configuration cannot be used: credential_process {file}: Error when"
        f" retrieving credentials from custom-process: one two. {MEND}"
    )


def test_a_token_file_that_does_not_exist(
    run: "Run", machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = machine / "token"
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(token))
    monkeypatch.setenv("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/x")

    assert told(run("doctor"), "credentials") == (
        "MISSING: from assume-role-with-web-identity, but the web identity token file"
        f" {token} does not exist"
    )
    token.touch()
    assert told(run("doctor"), "credentials") == (
        "found: from assume-role-with-web-identity, not tried"
    )


SSO = """\
[sso-session team]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-central-1
[profile team]
sso_session = team
sso_account_id = 123456789012
sso_role_name = x
[profile role]
role_arn = arn:aws:iam::123456789012:role/x
source_profile = team
"""
SOON = datetime.now(UTC) + timedelta(hours=1)
PAST = datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (None, "nobody is signed in; aws sso login --profile team"),
        ([], "nobody is signed in; aws sso login --profile team"),
        ({"expiresAt": SOON.isoformat()}, None),
        ({"expiresAt": "soon"}, "nobody is signed in; aws sso login --profile team"),
        (
            {"expiresAt": "2024-02-03T04:05:06Z"},
            "the sign-in ended at 2024-02-03 04:05 UTC; aws sso login --profile team",
        ),
        (
            {
                "expiresAt": PAST.isoformat(),
                "refreshToken": "b",
                "registrationExpiresAt": SOON.isoformat(),
            },
            None,
        ),
    ],
)
@pytest.mark.parametrize(("name", "method"), [("team", "sso"), ("role", "assume-role")])
def test_single_sign_on_is_looked_into(
    run: "Run",
    machine: Path,
    monkeypatch: pytest.MonkeyPatch,
    token: object,
    said: str | None,
    name: str,
    method: str,
) -> None:
    profile(machine, SSO)
    monkeypatch.setenv("AWS_PROFILE", name)
    cache = machine / "home/.aws/sso/cache"
    cache.mkdir(parents=True)
    if token is not None:
        key = hashlib.sha1(b"team", usedforsecurity=False).hexdigest()
        whole = {"accessToken": "a", **token} if isinstance(token, dict) else token
        (cache / f"{key}.json").write_text(json.dumps(whole))

    expected = f"MISSING: from {method}, but {said}" if said else f"found: from {method}, not tried"
    assert told(run("doctor"), "credentials") == expected


def test_the_region_is_read_as_the_provider_reads_it(
    run: "Run", machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile(machine, "[default]\nregion = eu-west-3\n")
    assert told(run("doctor"), "Region") == "found: eu-west-3"
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    assert told(run("doctor"), "Region") == "found: eu-west-2"
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    assert told(run("doctor"), "Region") == "found: eu-west-1"


def test_what_is_no_region(run: "Run", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "nope region")
    assert told(run("doctor"), "Region") == (
        'MISSING: "nope region", from AWS_REGION, is not the name of a Region.'
    )
    monkeypatch.setenv("AWS_REGION", "EU-CENTRAL-1")
    assert told(run("doctor"), "Region") == (
        'MISSING: "EU-CENTRAL-1", from AWS_REGION, is not the name of a Region.'
        ' Did you mean "eu-central-1"?'
    )


def test_a_region_that_may_be_newer_than_botocore(
    run: "Run", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "a")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    monkeypatch.setenv("AWS_REGION", "eu-central-19")

    ran = run("doctor")

    assert told(ran, "Region") == (
        'found: eu-central-19, which botocore does not know. Did you mean "eu-central-1"?'
    )
    assert ran.out.endswith(
        "ssmflow can deploy to your account, if AWS takes the credentials and there is a Region"
        " eu-central-19.\n"
    )


MIRROR = """\
provider_installation {{
  filesystem_mirror {{
    path = "{}"
  }}
}}
"""


@pytest.fixture
def configuration(machine: Path) -> Path:
    return machine / "home" / ".terraformrc"


def test_a_mirror_that_is_configured(run: "Run", machine: Path, configuration: Path) -> None:
    mirror = machine / "mirror"
    configuration.write_text(MIRROR.format(mirror))
    name = f"configuration {configuration}"

    ran = run("doctor")
    assert ran.code == 3
    assert told(ran, "hashicorp/aws") == (
        f"MISSING: {name}, but its filesystem_mirror {mirror} does not exist; mend it"
    )
    mirror.mkdir()
    assert told(run("doctor"), "hashicorp/aws") == (
        f"MISSING: {name}, but no filesystem_mirror in it holds"
        " registry.terraform.io/hashicorp/aws; terraform providers mirror fills one"
    )
    (mirror / "registry.terraform.io/hashicorp/aws").mkdir(parents=True)
    assert told(run("doctor"), "hashicorp/aws") == f"found: {name}; filesystem_mirror {mirror}"


def test_a_configuration_without_a_word_of_providers(
    run: "Run", machine: Path, configuration: Path
) -> None:
    configuration.write_text("disable_checkpoint = true\n")

    assert told(run("doctor"), "hashicorp/aws") == (
        f"found: configuration {configuration}; implied mirror {machine}/home/.terraform.d/plugins"
    )


def test_a_configuration_that_only_a_try_can_judge(run: "Run", configuration: Path) -> None:
    configuration.write_text(
        'provider_installation {\n  network_mirror {\n    url = "https://example.com/"\n  }\n}\n'
    )

    ran = run("doctor")

    assert told(ran, "hashicorp/aws") == f"found: configuration {configuration}, not tried"
    assert (
        "ssmflow can deploy to the sandbox, if terraform gets its provider as its CLI"
        " configuration says.\n"
    ) in ran.out


def test_a_configuration_that_terraform_cannot_read(
    run: "Run", machine: Path, configuration: Path
) -> None:
    configuration.write_text("garbage {{{\n")
    (machine / "bin" / "terraform").write_text(
        "#!/bin/sh\n"
        'if [ "$2" = -json ]; then echo \'{"terraform_version": "1.9.0"}\'; exit; fi\n'
        'echo "There are some problems with the CLI configuration:\n╷\n│ Error: Error parsing'
        ' $TF_CLI_CONFIG_FILE: At 1:10: no\n│\n╵" >&2\n'
    )

    ran = run("doctor")

    assert (ran.code, ran.err) == (3, "")
    assert told(ran, "hashicorp/aws") == (
        f"MISSING: configuration {configuration}, which terraform does not take: Error parsing"
        f" {configuration}: At 1:10: no. Mend it"
    )
