from pathlib import Path
from typing import TYPE_CHECKING

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


def test_files_of_several_folders_make_one_module(run: "Run", tmp_path: Path) -> None:
    for folder, status in (("one", "Enabled"), ("two", "Suspended")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "settings.py").write_text(f"STATUS = '{status}'\n")
        (tmp_path / folder / "x.py").write_text(REMEDIATION.format(name=f"{folder}-x", rule=folder))

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
        'error: remediations of "vpc-flow-logs-enabled": 2 of them; AWS Config allows one'
        " remediation for each rule\n"
    )
    assert not (tmp_path / "module").exists()
