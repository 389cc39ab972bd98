"""What moto's Systems Manager does otherwise than AWS's: unknown actions, and editing back.

Sources: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_UpdateDocument.html
and https://github.com/hashicorp/terraform/pull/13491, where the provider takes
DuplicateDocumentContent to mean "the same as the latest version".
"""

import copy

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ssm.exceptions import DuplicateDocumentContent, InvalidDocumentContent
from moto.ssm.responses import SimpleSystemManagerResponse

from ssmdsl.sandbox.automation_document import content_misfits


class SandboxSsmResponse(SimpleSystemManagerResponse):
    """moto's Systems Manager, which looks at actions, and where a document can be edited back."""

    def create_document(self) -> ActionResult:
        """Make a document, unless its content is one that AWS does not take."""
        self._check_content()
        return super().create_document()

    def update_document(self) -> ActionResult:
        """Add a version, unless the latest one has this content already.

        moto compares with every version. Then a document that was edited back would differ from
        what was asked for as long as it lives.
        """
        self._check_content()
        try:
            return super().update_document()
        except DuplicateDocumentContent:
            documents = self.ssm_backend._get_documents(self._get_param("Name"))
            content, target_type = self._get_param("Content"), self._get_param("TargetType")
            latest = documents.get_latest_version()
            if latest.content == content and target_type in (None, "", latest.target_type):
                raise
            older = next(each for each in documents.versions.values() if each.content == content)
            version = copy.copy(older)
            version.document_version = str(int(documents.latest_version) + 1)
            version.version_name = self._get_param("VersionName")
            version.target_type = target_type
            version.created_date = utcnow()
            documents.add_new_version(version)
            tags = self.ssm_backend._get_documents_tags(version.name)
            description = documents.describe(version.document_version, tags=tags)
            return ActionResult({"DocumentDescription": description})

    def _check_content(self) -> None:
        content, written_in = self._get_param("Content"), self._get_param("DocumentFormat", "JSON")
        misfits = list(content_misfits(content, written_in)) if isinstance(content, str) else []
        if misfits:
            raise InvalidDocumentContent(" ".join(misfits))
