"""A remediation as checks look at it."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._resource_fit import ResourceFit
from ssmdsl.remediation import Remediation


class CheckedRemediation:
    """One remediation."""

    def __init__(
        self,
        remediation: Remediation,
        document: CheckedDocument | None = None,
        unpassed: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Keep the remediation, and its document as it is checked.

        Args:
            remediation: the remediation.
            document: its document.
            unpassed: the parameters whose roles the automation may not pass as a template has
                it, each with the role's name there; the module that is made of the remediation
                allows it by itself.
        """
        self.remediation = remediation
        self.unpassed = unpassed
        self.document = document or CheckedDocument(remediation.document)

    @cached_property
    def resource_fit(self) -> ResourceFit:
        """How the ids that AWS Config hands over fit the document."""
        remediation = self.remediation
        return ResourceFit(remediation.rule, remediation.document, remediation.resource)

    @property
    def resource_name(self) -> str:
        """The parameter that takes the id of the resource."""
        resource = self.remediation.resource
        return "" if resource is None else resource.name
