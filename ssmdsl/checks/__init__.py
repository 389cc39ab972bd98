"""The defects that a document shows only when it runs, found before anything is deployed.

Takes documents and remediations, and gives findings: a code, how grave it is, where it stands in
SSM's words, what is wrong and what to write instead. It opens no file, runs nothing of what it
checks and asks nobody. Each check is a file of its own; a name that begins with an underscore is
machinery.
"""

from ssmdsl.checks._catalogue import checks
from ssmdsl.checks._check import Check, Found, Severity
from ssmdsl.checks._checking import Finding, check_document, check_remediation

__all__ = [
    "Check",
    "Finding",
    "Found",
    "Severity",
    "check_document",
    "check_remediation",
    "checks",
]
