"""The environment that terraform and its provider run in: built here, never just inherited.

Sources: https://developer.hashicorp.com/terraform/cli/config/environment-variables and
https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
"""

from collections.abc import Mapping
from pathlib import Path

OURS = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
"""What the driver sets."""

_REFUSED = {
    "TERRAFORM_CONFIG",
    "TF_CLI_CONFIG_FILE",
    "TF_DATA_DIR",
    "TF_IN_AUTOMATION",
    "TF_INPUT",
    "TF_WORKSPACE",
}
"""What would change where the driver finds things: provider, data and state."""

_PATHS = {
    "AWS_CA_BUNDLE",
    "AWS_CONFIG_FILE",
    "AWS_SHARED_CREDENTIALS_FILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TF_LOG_PATH",
    "TF_PLUGIN_CACHE_DIR",
}
"""What names a file or a folder, from where the user is; terraform runs in another place."""

_HARMLESS = {
    "ALL_PROXY",
    "HOME",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LANG",
    "LOGNAME",
    "NO_PROXY",
    "PATH",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "SYSTEMROOT",
    "TEMP",
    "TERM",
    "TF_PLUGIN_CACHE_DIR",
    "TF_REATTACH_PROVIDERS",
    "TF_REGISTRY_CLIENT_TIMEOUT",
    "TF_REGISTRY_DISCOVERY_RETRY",
    "TMP",
    "TMPDIR",
    "TZ",
    "USER",
}
"""What a terraform that works on the sandbox keeps of the user's environment, by name."""

_HARMLESS_BEGINNINGS = ("LC_", "TF_LOG", "TF_VAR_", "XDG_")
"""Likewise, by beginning."""


def account_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which terraform works on the user's own account."""
    kept = {name: value for name, value in environment.items() if not _is_refused(name)}
    if kept.get("AWS_PROFILE"):
        kept.pop("AWS_DEFAULT_PROFILE", None)  # botocore would take it first, the provider last
    return _absolute(kept) | OURS


def sandbox_child_environment(
    environment: Mapping[str, str], sandbox: Mapping[str, str]
) -> dict[str, str]:
    """Return the environment in which terraform sees the sandbox and nothing else of AWS.

    Nothing is kept that could name a profile, a token or an endpoint: what a variable is for
    must be known for it to be kept.

    Args:
        environment: the user's own.
        sandbox: the variables that point an AWS client at the sandbox.
    """
    kept = {name: value for name, value in environment.items() if _is_harmless(name)}
    return _absolute(kept) | dict(sandbox) | OURS


def _is_refused(name: str) -> bool:
    return name in _REFUSED or name.startswith("TF_CLI_ARGS")


def _is_harmless(name: str) -> bool:
    return name.upper() in _HARMLESS or name.startswith(_HARMLESS_BEGINNINGS)


def _absolute(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name: str(Path(value).absolute()) if value and name in _PATHS else value
        for name, value in environment.items()
    }
