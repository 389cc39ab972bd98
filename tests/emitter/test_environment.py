from ssmdsl.sandbox import sandbox_environment
from ssmflow_terraform.environment import account_environment, sandbox_child_environment

OURS = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
REFUSED = {"TF_CLI_ARGS": "-x", "TF_CLI_ARGS_plan": "-x", "TF_DATA_DIR": "/x", "TF_INPUT": "1"}


def test_an_account_is_worked_on_with_the_users_own_environment() -> None:
    own = {"AWS_PROFILE": "prod", "HOME": "/h", "TF_VAR_a": "b", "SECRET": "s"}

    assert account_environment({**own, **REFUSED}) == {**own, **OURS}


def test_the_sandbox_is_worked_on_with_what_is_known_to_be_harmless() -> None:
    kept = {
        "HOME": "/h",
        "PATH": "/p",
        "LC_ALL": "C",
        "https_proxy": "http://p",
        "TF_VAR_a": "b",
        "TF_LOG": "debug",
        "TF_PLUGIN_CACHE_DIR": "/c",
        "XDG_DATA_HOME": "/d",
    }
    dropped = {
        "AWS_PROFILE": "prod",
        "AWS_ENDPOINT_URL_IAM": "http://a",
        "aws_session_token": "t",
        "GOOGLE_CREDENTIALS": "g",
        "ARM_CLIENT_SECRET": "a",
        "VAULT_TOKEN": "v",
        "BOTO_CONFIG": "/b",
    }
    sandbox = sandbox_environment("http://127.0.0.1:1")

    found = sandbox_child_environment({**kept, **dropped, **REFUSED}, sandbox)

    assert found == {**kept, **sandbox, **OURS}
