"""Whether a remediation configuration fits the SSM document that it runs.

Source: https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
"""

import json
from collections.abc import Iterator
from typing import Any

from moto.ssm.exceptions import InvalidDocument
from moto.ssm.models import SimpleSystemManagerBackend

from ssmdsl import limits


def document_misfits(
    configuration: dict[str, Any], documents: SimpleSystemManagerBackend
) -> Iterator[str]:
    """Yield why the configuration does not fit its document, or that there is none.

    AWS's own documents, and those that another account shares, are not in the sandbox: what is
    handed to them is not looked at.
    """
    name, version = configuration["TargetId"], configuration.get("TargetVersion", "")
    if name.lower().startswith((*limits.DOCUMENT_NAME_RESERVED_PREFIXES, "arn:")):
        return
    try:
        asked_for = "" if version == "$DEFAULT" else version
        document = documents.get_document(name, asked_for, "", "JSON")
    except InvalidDocument:
        of_version = f" in version {version}" if version else ""
        yield f"The SSM document {name} does not exist{of_version}."
        return
    if document["DocumentType"] != "Automation":
        yield f"The SSM document {name} is a {document['DocumentType']} document, not Automation."
        return
    declared = json.loads(document["Content"]).get("parameters", {})
    given = configuration.get("Parameters", {})
    for parameter in given:
        if parameter not in declared:
            yield f"Parameter {parameter} is not declared in the SSM document {name}."
    for parameter, definition in declared.items():
        if "default" not in definition and parameter not in given:
            yield f"Parameter {parameter} of the SSM document {name} is required."
