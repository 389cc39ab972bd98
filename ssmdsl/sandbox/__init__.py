"""The local AWS: moto's server, and a plug-in of ours for what moto lacks.

Takes nothing from the user's own AWS configuration; gives an endpoint on the loopback address
that any AWS client can use, and the environment that points one at it. No code of
moto's is patched, but two of its tables are filled: how many rules AWS Config takes
(`ConfigRule.MAX_RULES`), and the managed rules that it lacks, with their constraints. The server
needs the extra `ssmflow[sandbox]`; this package alone does not.
"""

from ssmdsl.sandbox.environment import (
    ACCOUNT_ID,
    DEFAULT_PORT,
    REGION,
    endpoint,
    is_aws_variable,
    proxy_environment,
    sandbox_environment,
)
from ssmdsl.sandbox.errors import (
    SandboxError,
    SandboxPortError,
    SandboxPortInUseError,
    SandboxRunningError,
    SandboxSilentError,
    SandboxStartError,
    SandboxStateError,
)
from ssmdsl.sandbox.lifecycle import (
    find_sandbox,
    require_server,
    start_sandbox,
    stop_sandbox,
    wait_for_sandbox,
)
from ssmdsl.sandbox.state import Sandbox

__all__ = [
    "ACCOUNT_ID",
    "DEFAULT_PORT",
    "REGION",
    "Sandbox",
    "SandboxError",
    "SandboxPortError",
    "SandboxPortInUseError",
    "SandboxRunningError",
    "SandboxSilentError",
    "SandboxStartError",
    "SandboxStateError",
    "endpoint",
    "find_sandbox",
    "is_aws_variable",
    "proxy_environment",
    "require_server",
    "sandbox_environment",
    "start_sandbox",
    "stop_sandbox",
    "wait_for_sandbox",
]
