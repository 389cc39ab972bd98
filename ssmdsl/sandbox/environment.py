"""The environment that points an AWS client at the sandbox, and at nothing else.

Source: https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
"""

import os
from collections.abc import Mapping

DEFAULT_PORT = 4588
"""The port that the sandbox listens on unless told otherwise."""
REGION = "us-east-1"
"""The Region that clients of the sandbox are set to; every other one works as well."""
ACCOUNT_ID = "123456789012"
"""The account that clients of the sandbox find themselves in."""

_KEPT = (
    "DYLD_",
    "HOME",
    "LANG",
    "LC_",
    "LD_LIBRARY_PATH",
    "PATH",
    "PYTHONHOME",
    "PYTHONUSERBASE",
    "TEMP",
    "TMP",
    "TZ",
)
"""What the server keeps of the user's environment, by beginning: what Python and its libraries
need to be found. moto has switches of its own there, and Python has switches that change it."""


def endpoint(port: int) -> str:
    """Return the address that clients call.

    An address, not `localhost`: S3 clients would put the bucket's name before a host name.
    """
    return f"http://127.0.0.1:{port}"


def sandbox_environment(address: str) -> dict[str, str]:
    """Return the variables that point any AWS client at the sandbox of this address."""
    return {
        "AWS_ACCESS_KEY_ID": "sandbox",
        "AWS_SECRET_ACCESS_KEY": "sandbox",  # no secret: the sandbox takes any
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": address,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def proxy_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables that keep calls to the sandbox from going by way of a proxy.

    Args:
        environment: the one that may name a proxy; without one there is nothing to keep away.
    """
    if not any(name.upper().endswith("_PROXY") for name in environment):
        return {}
    given = environment.get("no_proxy") or environment.get("NO_PROXY") or ""
    if given.strip() == "*":  # which means all, and nothing behind a comma
        return dict.fromkeys(("NO_PROXY", "no_proxy"), "*")
    direct = [host for host in given.split(",") if host.strip() not in ("", "127.0.0.1")]
    return dict.fromkeys(("NO_PROXY", "no_proxy"), ",".join([*direct, "127.0.0.1"]))


def server_environment(environment: Mapping[str, str], address: str) -> dict[str, str]:
    """Return the environment that the server runs in.

    Args:
        environment: the user's own.
        address: the server's own address: what moto itself calls stays in the sandbox.
    """
    kept = {name: value for name, value in environment.items() if name.startswith(_KEPT)}
    if "PYTHONPATH" in environment:  # relative folders are meant from where the user is
        folders = environment["PYTHONPATH"].split(os.pathsep)
        kept["PYTHONPATH"] = os.pathsep.join(map(os.path.abspath, folders))
    switches = {
        # They exist in every real account; a role can attach them here as well.
        "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
        # What a browser has open has no business here.
        "MOTO_DISABLE_GLOBAL_CORS": "true",
    }
    return kept | sandbox_environment(address) | switches


def is_aws_variable(name: str) -> bool:
    """Return whether a variable could lead an AWS client to real credentials or endpoints.

    A process that is to see nothing but the sandbox inherits none of these.
    """
    return name.upper().startswith(("AWS_", "AMAZON_", "BOTO_", "BOTO3_", "ECS_CONTAINER_"))
