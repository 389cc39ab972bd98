"""The Python that Automation runs scripts with: what they find in it.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

import builtins
import sys
from collections.abc import Mapping

Version = tuple[int, int]

PREINSTALLED = (
    "boto3",
    "botocore",
    "dateutil",
    "jmespath",
    "s3transfer",
    "six",
    "urllib3",
)
"""What Automation's Python has beside its standard library."""

SINCE: Mapping[str, Version] = {
    "tomllib": (3, 11),
    "annotationlib": (3, 14),
    "compression": (3, 14),
    "BaseExceptionGroup": (3, 11),
    "ExceptionGroup": (3, 11),
    "PythonFinalizationError": (3, 13),
}
"""The modules and builtins that are younger than the oldest Python of Automation.

Source: https://docs.python.org/3/whatsnew/
"""

GONE: Mapping[str, Version] = {
    "asynchat": (3, 12),
    "asyncore": (3, 12),
    "distutils": (3, 12),
    "imp": (3, 12),
    "smtpd": (3, 12),
}
"""The modules that a Python of Automation no longer has.

Source: https://docs.python.org/3/whatsnew/3.12.html
"""

_OF_EVERY_MODULE = ("__doc__", "__file__", "__name__")


def has_module(module: str, python: Version) -> bool:
    """Return whether a script can import a module by this name, or from it."""
    top = module.partition(".")[0]
    if top in PREINSTALLED:
        return True
    is_standard = top in sys.stdlib_module_names or top in GONE
    return is_standard and SINCE.get(top, (3, 0)) <= python < GONE.get(top, (4, 0))


def has_builtin(name: str, python: Version) -> bool:
    """Return whether a script finds a name that it does not bind."""
    is_known = name in _OF_EVERY_MODULE or hasattr(builtins, name)
    return is_known and python >= SINCE.get(name, (3, 0))
