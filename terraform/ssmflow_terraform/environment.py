"""The environment that terraform and its provider run in: built here, never just inherited.

Source: https://developer.hashicorp.com/terraform/cli/config/environment-variables
"""

from collections.abc import Mapping

OURS = {"CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
"""What the driver sets."""

_REFUSED = ("TF_CLI_ARGS", "TF_DATA_DIR", "TF_IN_AUTOMATION", "TF_INPUT", "TERRAFORM_CONFIG")
"""What would change command lines, or where the driver finds things; by beginning."""

_HARMLESS = (
    "ALL_PROXY",
    "HOME",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LANG",
    "LC_",
    "LOGNAME",
    "NO_PROXY",
    "PATH",
    "SSL_CERT_",
    "SYSTEMROOT",
    "TEMP",
    "TERM",
    "TF_",
    "TMP",
    "TZ",
    "USER",
    "XDG_",
)
"""What a terraform that works on the sandbox keeps of the user's environment; by beginning."""


def account_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment in which terraform works on the user's own account."""
    kept = {name: value for name, value in environment.items() if not _is_refused(name)}
    return kept | OURS


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
    kept = {
        name: value
        for name, value in environment.items()
        if name.upper().startswith(_HARMLESS) and not _is_refused(name)
    }
    return kept | dict(sandbox) | OURS


def _is_refused(name: str) -> bool:
    return name.startswith(_REFUSED)
