from pathlib import Path

import pytest

from ssmflow_terraform.choices import Choices
from ssmflow_terraform.command_line import CommandLines

LINES = CommandLines(Path("/bin/terraform"), Path("/work"))
PLAN = Path("/work/x.tfplan")
ALL = Choices(
    variables=["a=b", "c={d=1}"],
    variable_files=[Path("/one.tfvars"), Path("/two.tfvars")],
    targets=["aws_iam_role.x", "aws_ssm_document.y"],
    parallelism=3,
)
COMMON = ["-input=false", "-no-color"]
JSON = ["-json", "-lock-timeout=60s"]
# The last value of a variable wins: what is given by itself comes after the files.
CHOSEN = [
    "-target=aws_iam_role.x",
    "-target=aws_ssm_document.y",
    "-parallelism=3",
    "-var-file=/one.tfvars",
    "-var-file=/two.tfvars",
    "-var=a=b",
    "-var=c={d=1}",
]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (LINES.init_line(), ["init", *COMMON]),
        (
            LINES.init_line(backend_file=Path("/work/b.tfbackend")),
            ["init", *COMMON, "-backend-config=/work/b.tfbackend"],
        ),
        (LINES.validate_line(), ["validate", "-json", "-no-color"]),
        (
            LINES.plan_line(PLAN),
            ["plan", *COMMON, f"-out={PLAN}", *JSON, "-detailed-exitcode"],
        ),
        (
            LINES.plan_line(PLAN, ALL, destroy=True),
            ["plan", *COMMON, f"-out={PLAN}", *JSON, "-destroy", *CHOSEN, "-detailed-exitcode"],
        ),
        (LINES.apply_line(), ["apply", *COMMON, *JSON, "-auto-approve=true"]),
        (LINES.apply_line(ALL), ["apply", *COMMON, *JSON, *CHOSEN, "-auto-approve=true"]),
        (
            LINES.apply_line(destroy=True),
            ["apply", *COMMON, *JSON, "-destroy", "-auto-approve=true"],
        ),
        (
            LINES.apply_plan_line(PLAN, parallelism=3),
            ["apply", *COMMON, *JSON, "-parallelism=3", "-auto-approve=true", str(PLAN)],
        ),
        (
            LINES.untaint_line("aws_iam_role.x"),
            ["untaint", "-no-color", "-lock-timeout=60s", "aws_iam_role.x"],
        ),
        (LINES.state_pull_line(), ["state", "pull"]),
        (LINES.output_line(), ["output", "-json", "-no-color"]),
        (LINES.show_line(PLAN), ["show", "-json", "-no-color", str(PLAN)]),
    ],
)
def test_a_command_line_is_built_without_a_terraform(line: list[str], wanted: list[str]) -> None:
    assert line == ["/bin/terraform", *wanted]


def test_a_state_that_is_no_json_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "terraform.tfstate").write_text("cut o")

    assert CommandLines(Path("/bin/terraform"), tmp_path).show_line(PLAN)[1] == "show"
