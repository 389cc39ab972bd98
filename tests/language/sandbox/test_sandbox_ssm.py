import json
from typing import Any

import pytest

A, B = (
    json.dumps(
        {
            "schemaVersion": "0.3",
            "mainSteps": [
                {"name": "Wait", "action": "aws:sleep", "inputs": {"Duration": duration}}
            ],
        }
    )
    for duration in ("PT1S", "PT2S")
)


@pytest.fixture
def ssm(client: Any) -> Any:
    return client("ssm")


def create(ssm: Any, name: str, content: str) -> None:
    ssm.create_document(
        Name=name, Content=content, DocumentType="Automation", Tags=[{"Key": "Team", "Value": "x"}]
    )


def update(ssm: Any, name: str, content: str, **more: str) -> Any:
    return ssm.update_document(Name=name, Content=content, DocumentVersion="$LATEST", **more)


def test_a_document_can_be_edited_back(ssm: Any) -> None:
    create(ssm, "EditedBack", A)
    update(ssm, "EditedBack", B)

    description = update(ssm, "EditedBack", A, VersionName="back")["DocumentDescription"]

    told = ("DocumentVersion", "LatestVersion", "DefaultVersion", "VersionName", "Tags")
    assert {name: description[name] for name in told} == {
        "DocumentVersion": "3",
        "LatestVersion": "3",
        "DefaultVersion": "1",
        "VersionName": "back",
        "Tags": [{"Key": "Team", "Value": "x"}],
    }
    versions = [
        ssm.get_document(Name="EditedBack", DocumentVersion=version)["Content"]
        for version in ("1", "2", "3", "$LATEST")
    ]
    assert versions == [A, B, A, A]
    first = ssm.describe_document(Name="EditedBack", DocumentVersion="1")["Document"]
    assert (first["DocumentVersion"], first.get("VersionName")) == ("1", None)


def test_a_document_edited_back_can_be_the_default(ssm: Any) -> None:
    create(ssm, "DefaultBack", A)
    update(ssm, "DefaultBack", B)
    update(ssm, "DefaultBack", A)
    ssm.update_document_default_version(Name="DefaultBack", DocumentVersion="3")

    assert ssm.get_document(Name="DefaultBack")["DocumentVersion"] == "3"
    assert update(ssm, "DefaultBack", B)["DocumentDescription"]["DocumentVersion"] == "4"


def test_the_content_of_the_latest_version_makes_no_new_one(ssm: Any, refusal: Any) -> None:
    create(ssm, "Unchanged", A)
    update(ssm, "Unchanged", B)

    assert refusal(lambda: update(ssm, "Unchanged", B)) == (
        "400 DuplicateDocumentContent: The content of the association document matches another"
        " document. Change the content of the document and try again."
    )
    assert ssm.describe_document(Name="Unchanged")["Document"]["LatestVersion"] == "2"


def test_an_update_is_of_the_latest_version_still(ssm: Any, refusal: Any) -> None:
    create(ssm, "Stale", A)
    update(ssm, "Stale", B)

    assert (
        refusal(lambda: ssm.update_document(Name="Stale", Content=A, DocumentVersion="1"))
        == "400 InvalidDocumentVersion: The document version is not valid or does not exist."
    )


def content(*actions: str, **inputs: Any) -> str:
    steps = [{"name": f"Step{n}", "action": a, "inputs": inputs} for n, a in enumerate(actions)]
    return json.dumps({"schemaVersion": "0.3", "mainSteps": steps})


def test_an_action_that_does_not_exist_is_refused(ssm: Any, refusal: Any) -> None:
    unknown = content("aws:sleep", "aws:nope", "aws:runShellScript")

    said = (
        "400 InvalidDocumentContent: Step Step1 is of the action aws:nope: there is none."
        " Step Step2 is of the action aws:runShellScript: there is none."
    )
    assert refusal(lambda: create(ssm, "Unknown", unknown)) == said
    create(ssm, "Known", A)
    assert refusal(lambda: update(ssm, "Known", unknown)) == said
    assert ssm.get_document(Name="Known")["Content"] == A


def test_an_action_inside_a_loop_is_looked_at(ssm: Any, refusal: Any) -> None:
    inner = content("aws:loop", Steps=[{"name": "Inner", "action": "aws:nope", "inputs": {}}])

    assert refusal(lambda: create(ssm, "Loop", inner)) == (
        "400 InvalidDocumentContent: Step Inner is of the action aws:nope: there is none."
    )


def test_an_action_in_yaml_is_looked_at(ssm: Any, refusal: Any) -> None:
    unknown = 'schemaVersion: "0.3"\nmainSteps:\n  - {name: Step, action: "aws:nope", inputs: {}}'

    def make() -> None:
        ssm.create_document(
            Name="Yaml", Content=unknown, DocumentType="Automation", DocumentFormat="YAML"
        )

    assert refusal(make) == (
        "400 InvalidDocumentContent: Step Step is of the action aws:nope: there is none."
    )


def test_the_plugins_of_other_documents_are_left_to_them(ssm: Any) -> None:
    script = {"action": "aws:runShellScript", "name": "Run", "inputs": {"runCommand": ["true"]}}
    command = json.dumps({"schemaVersion": "2.2", "mainSteps": [script]})

    ssm.create_document(Name="Command", Content=command, DocumentType="Command")
