from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.command.conftest import Run

EXAMPLE = Path(__file__).parents[2] / "examples" / "vpc_flow_logs.py"
REMEDIATION = """\
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.aws import s3

from settings import STATUS

bucket = Parameter("BucketName")
versioning = Document(
    "{name}",
    parameters=[bucket],
    steps=[s3.PutBucketVersioning(Bucket=bucket, VersioningConfiguration={{"Status": STATUS}})],
)
remediation = Remediation(
    rule=ManagedRule("S3_BUCKET_VERSIONING_ENABLED", name="{rule}"),
    document=versioning,
    resource=bucket,
    allow=["s3:PutBucketVersioning"],
)
"""


Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the file `x.py` of a folder, with one remediation in it."""

    def write(folder: str, *, rule: str, document: str, status: str = "Enabled") -> None:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "settings.py").write_text(f"STATUS = '{status}'\n")
        (tmp_path / folder / "x.py").write_text(REMEDIATION.format(name=document, rule=rule))

    return write


def test_files_of_several_folders_make_one_module(run: "Run", tmp_path: Path, write: Write) -> None:
    write("one", rule="one", document="one-x", status="Enabled")
    write("two", rule="two", document="two-x", status="Suspended")

    ran = run("emit", "one/x.py", "two/x.py", EXAMPLE, "-o", "module")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "module: a module of 12 files, 3 remediations\n"
    documents = tmp_path / "module" / "documents"
    assert '"Enabled"' in (documents / "one-x.json").read_text()
    assert '"Suspended"' in (documents / "two-x.json").read_text()


def test_what_cannot_stand_in_one_module_is_told_and_nothing_written(
    run: "Run", tmp_path: Path
) -> None:
    ran = run("emit", EXAMPLE, EXAMPLE, "-o", "module")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f'error: {EXAMPLE}, {EXAMPLE}: remediations of "vpc-flow-logs-enabled": 2 of them; AWS'
        " Config allows one remediation for each rule. Give each rule a name of its own:"
        " ManagedRule(…, name=…).\n"
    )
    assert not (tmp_path / "module").exists()


def test_what_cannot_stand_in_one_module_is_told_with_its_files(run: "Run", write: Write) -> None:
    write("a", rule="versioning", document="Version")
    write("b", rule="versioning", document="Version", status="Suspended")
    write("c", rule="Versioning", document="Other")
    write("d", rule="main", document="Fourth")

    ran = run("emit", "a/x.py", "b/x.py", "c/x.py", "d/x.py", "-o", "module")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'error: a/x.py, b/x.py: remediations of "versioning": 2 of them; AWS Config allows one'
        " remediation for each rule. Give each rule a name of its own: ManagedRule(…, name=…).\n"
        'a/x.py, b/x.py: document "Version": 2 different ones of this name. Give each a name of its'
        " own.\n"
        'a/x.py, b/x.py, c/x.py: remediation of "Versioning": in Terraform it has the same label'
        ' "versioning" as "versioning". Give one of them another name.\n'
        'd/x.py: remediation of "main": the module has a file of this name; "main", "outputs",'
        ' "recorder", "variables", "versions" are taken. Give the rule another name.\n'
    )
