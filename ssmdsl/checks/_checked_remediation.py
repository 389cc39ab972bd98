"""A remediation as checks look at it."""

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.remediation import Remediation


class CheckedRemediation:
    """One remediation."""

    def __init__(self, remediation: Remediation, document: CheckedDocument | None = None) -> None:
        """Keep the remediation, and its document as it is checked."""
        self.remediation = remediation
        self.document = document or CheckedDocument(remediation.document)
