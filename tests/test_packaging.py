import ast
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {
    "ssmdsl": ROOT / "ssmdsl",
    "ssmflow_terraform": ROOT / "terraform" / "ssmflow_terraform",
    "ssmflow": ROOT / "cli" / "ssmflow",
}


@pytest.fixture(scope="module")
def wheel_names(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


def test_the_wheel_installs_exactly_our_three_packages(wheel_names: list[str]) -> None:
    top = {name.split("/")[0] for name in wheel_names if ".dist-info/" not in name}

    assert top == set(PACKAGES)


def test_every_package_says_that_it_is_typed(wheel_names: list[str]) -> None:
    assert {f"{name}/py.typed" for name in PACKAGES} <= set(wheel_names)


def test_the_facts_of_the_managed_rules_ship(wheel_names: list[str]) -> None:
    assert "ssmdsl/rules/managed_rules.json" in wheel_names


def test_the_source_roots_are_no_packages() -> None:
    assert not (ROOT / "cli" / "__init__.py").exists()
    assert not (ROOT / "terraform" / "__init__.py").exists()
    assert [path.name for path in (ROOT / "cli").iterdir() if path.name != "__pycache__"] == [
        "ssmflow"
    ]
    assert [path.name for path in (ROOT / "terraform").iterdir() if path.name != "__pycache__"] == [
        "ssmflow_terraform"
    ]


def public_modules() -> list[Path]:
    return [
        path
        for package in PACKAGES.values()
        for path in package.rglob("__init__.py")
        if "__all__" in path.read_text()
    ]


@pytest.mark.parametrize("path", public_modules(), ids=lambda path: path.parent.name)
def test_the_public_names_are_whole_and_sorted(path: Path) -> None:
    tree = ast.parse(path.read_text())
    (listed,) = [
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    late = [
        each
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for each in node.body
    ]
    imported = [
        alias.asname or alias.name
        for node in [*tree.body, *late]
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("ssm")
        for alias in node.names
    ]
    made = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]

    assert sorted(listed) == sorted({*imported, *made})
    constants = sorted(name for name in listed if name.isupper())
    classes = sorted(name for name in listed if name[0].isupper() and not name.isupper())
    functions = sorted(name for name in listed if name[0].islower())
    assert listed == [*constants, *classes, *functions]


def test_what_the_language_makes_public_is_a_decision() -> None:
    import ssmdsl

    assert ssmdsl.__all__ == [
        "ACCOUNT_ID",
        "AWS_PARTITION",
        "DATE",
        "DATE_TIME",
        "EXECUTION_ID",
        "REGION",
        "And",
        "Approve",
        "AssertAwsResourceProperty",
        "Attachment",
        "Automatic",
        "Branch",
        "ChangeInstanceState",
        "Choice",
        "Condition",
        "CopyImage",
        "CreateImage",
        "CreateStack",
        "CreateTags",
        "DefinitionError",
        "DeleteImage",
        "DeleteStack",
        "Document",
        "ExecuteAutomation",
        "ExecuteAwsApi",
        "ExecuteScript",
        "ExecuteStateMachine",
        "InvokeLambdaFunction",
        "InvokeWebhook",
        "Loop",
        "LoopName",
        "ManagedRule",
        "MissingRequirementError",
        "Not",
        "Or",
        "Output",
        "Parameter",
        "Pause",
        "Problem",
        "Reference",
        "Remediation",
        "Role",
        "RunCommand",
        "RunInstances",
        "Sleep",
        "SsmParameter",
        "SsmflowError",
        "Statement",
        "Step",
        "UpdateVariable",
        "Variable",
        "WaitForAwsResourceProperty",
        "When",
        "compile_document",
        "when",
    ]
    assert all(hasattr(ssmdsl, name) for name in ssmdsl.__all__)
