"""Published documents, read and written: 430 of them, which lie beside the project."""

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ssmdsl import Document
from ssmdsl.compiler import document_content
from ssmdsl.loader import load
from ssmdsl.loader.normal_form import NormalForm
from ssmdsl.source import python_source
from ssmdsl.text import TextError, read_text
from ssmdsl.yaml_text import to_yaml

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FILES = sorted(path.name for path in CORPUS.glob("*__*")) if CORPUS.is_dir() else []

CHANGE_MANAGER = "it is a template of Change Manager, and no Automation document"
PLACEHOLDER = 'its maxAttempts is the text "example-RemediationRetryAttempts", a placeholder'
CHECKSUM = "the checksum of its attachment is a placeholder"
OPERATOR = "it uses an operator that Automation does not have, StringNotEquals"
DEFECTS = {
    "aws-public__AWS-HelloWorldChangeTemplate.json": CHANGE_MANAGER,
    "bedrock-rules__BedrockGuardrailsKmsRemediationDocument.yaml": PLACEHOLDER,
    "bedrock-rules__BedrockKnowledgeBasesKmsRemediationDocument.yaml": PLACEHOLDER,
    "bedrock-rules__BedrockModelLogsKmsRemediationDocument.yaml": PLACEHOLDER,
    "bedrock-rules__BedrockVpcEndpointRemediationDocument.yaml": PLACEHOLDER,
    "bedrock-rules__CloudTrailDataEventsRemediationDocument.yaml": PLACEHOLDER,
    "bedrock-rules__Fmi02GuardrailsEnforcedRemediationDocument.yaml": PLACEHOLDER,
    "bedrock-rules__RemediationDocument-4.yaml": PLACEHOLDER,
    "bedrock-rules__RemediationDocument-6.yaml": PLACEHOLDER,
    "bedrock-rules__RemediationDocument.yaml": PLACEHOLDER,
    "digito__dynamodb-sop-restore_to_point_in_time-2020-04-01.yaml": (
        "two of its steps say nextStep twice"
    ),
    "hundredacres__delete_public_subnet_resource.yaml": OPERATOR,
    "hundredacres__enable_s3_public_access_block.yaml": OPERATOR,
    "ssm-user-guide__approval-type-samples-1.yaml": CHANGE_MANAGER,
    "ssm-user-guide__approval-type-samples-2.yaml": CHANGE_MANAGER,
    "ssm-user-guide__approval-type-samples-3.yaml": CHANGE_MANAGER,
    "ssm-user-guide__automation-document-backup-maintenance-example-2.json": CHECKSUM,
    "ssm-user-guide__automation-document-instance-recovery-example-2.json": CHECKSUM,
    "ssm-user-guide__documents-schemas-features-16.yaml": CHECKSUM,
    "thomasvincent__lambda_function_management.yaml": (
        "the defaults of its StringMaps are texts, and a choice of a branch has no operator"
    ),
}
"""The documents that cannot be read, and why that is their fault."""
SAYS = {
    CHANGE_MANAGER: "Change Manager's templates",
    PLACEHOLDER: 'maxAttempts: "example-RemediationRetryAttempts" is not an integer',
    CHECKSUM: "is not 64 hexadecimal digits",
    OPERATOR: 'there is no operator "StringNotEquals"',
    "two of its steps say nextStep twice": 'the key "nextStep" stands at',
}
"""What is said of a defect."""

pytestmark = pytest.mark.skipif(not FILES, reason="the published documents are not here")


def read(name: str) -> bytes:
    return (CORPUS / name).read_bytes()


@pytest.mark.parametrize("name", [name for name in FILES if name not in DEFECTS])
def test_a_published_document_comes_back_but_for_the_changes_that_are_told(
    name: str, tmp_path: Path
) -> None:
    source = read(name)
    loaded = load(source, name="Published")
    (document,) = loaded.documents
    content = document_content(document)

    normal = NormalForm()
    written = read_text(source).value
    assert content == normal.document(written)
    assert len(loaded.changes) == len(normal.changes)
    changed = {change.path for change in normal.changes}
    assert all(
        any(place[: len(path)] == path for path in changed)
        for place in differences(written, content)
    )

    again = load(json.dumps(content).encode(), name="Published")
    assert again.changes == ()
    assert document_content(again.documents[0]) == content
    from_yaml = load(to_yaml(content).encode(), name="Published")
    assert from_yaml.changes == ()
    assert document_content(from_yaml.documents[0]) == content

    file = tmp_path / "published.py"
    file.write_text(python_source([document]))
    (made,) = [v for v in runpy.run_path(str(file)).values() if isinstance(v, Document)]
    assert document_content(made) == content


@pytest.mark.parametrize("name", [name for name in FILES if name in DEFECTS])
def test_what_is_wrong_with_a_published_document_is_told(name: str) -> None:
    with pytest.raises(TextError) as caught:
        load(read(name), name="Published")

    assert SAYS.get(DEFECTS[name], "is not of the parameter's type StringMap") in str(caught.value)


def test_every_defect_is_one_of_a_document_that_is_here() -> None:
    assert set(DEFECTS) <= set(FILES)


def test_the_python_of_all_of_them_is_typed_and_as_ruff_has_it(tmp_path: Path) -> None:
    for number, name in enumerate(FILES):
        if name not in DEFECTS:
            loaded = load(read(name), name="Published")
            (tmp_path / f"published_{number}.py").write_text(python_source(loaded.documents))

    for tool in (
        ["mypy", "--strict", "--cache-dir", ".cache", "."],
        ["ruff", "check", "--isolated"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *tool], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout


def differences(
    old: Any, new: Any, path: tuple[str | int, ...] = ()
) -> list[tuple[str | int, ...]]:
    """Return where two values differ, as deep down as can be said."""
    if isinstance(old, dict) and isinstance(new, dict):
        found = []
        for key in {**old, **new}:
            if key in old and key in new:
                found += differences(old[key], new[key], (*path, key))
            else:
                found.append((*path, key))
        return found
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [
            place
            for index, (one, other) in enumerate(zip(old, new, strict=True))
            for place in differences(one, other, (*path, index))
        ]
    return [] if type(old) is type(new) and old == new else [path]
