"""What modules are to the real terraform: those of the examples, and one with everything."""

import json
import runpy
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ssmdsl import (
    ACCOUNT_ID,
    AWS_PARTITION,
    REGION,
    Automatic,
    Document,
    ManagedRule,
    Parameter,
    Remediation,
    Role,
    Sleep,
    Statement,
)
from ssmflow_terraform.module import emit_module
from ssmflow_terraform.names import label, role_labels

Terraform = Callable[..., "subprocess.CompletedProcess[str]"]
Write = Callable[[Mapping[str, str], Path], Path]

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))


def everything() -> list[Remediation]:
    """Return remediations with all that a module can have, and texts that are hard to write."""
    resource = Parameter("ResourceId", description='Hard: "${x}" %{y} \\ {{ }} \n é 😀')
    upper, lower = Parameter("Zed"), Parameter("aaa", "Integer")
    flag = Parameter("Flag", "Boolean", default=False)
    one, several = Parameter("One", "StringList"), Parameter("Several", "StringList")
    role = Parameter("RoleArn", "AWS::IAM::Role::Arn")
    wait = Sleep("Wait", duration="PT1S", description="${path.module}")
    whole = Document(
        "Everything",
        description="${var.tags} %{ for }",
        parameters=[resource, upper, lower, flag, one, several, role],
        steps=[wait],
    )
    plain = Document("Plain", steps=[wait])
    statement = Statement(
        ["s3:GetObject", "s3:PutObject"],
        [f"arn:{AWS_PARTITION}:s3:::b-{ACCOUNT_ID}-{REGION}/${{aws:username}}/%{{x}}"],
        conditions={"StringLike": {"aws:PrincipalTag/a": ["$", "${aws:username}", '"\\']}},
    )
    return [
        Remediation(
            rule=ManagedRule(
                "ACCESS_KEYS_ROTATED",
                name="Every-Thing_1",
                description='Says "${no}" to %{old}\nkeys \\ é 😀.',
                parameters={"maxAccessKeyAge": 90},
                maximum_execution_frequency="TwentyFour_Hours",
            ),
            document=whole,
            resource=resource,
            arguments={
                upper: 'x${1}%{2} " \\ \n😀',
                lower: 5,
                flag: True,
                one: ["only"],
                several: ["a", "b" * 60, "c" * 60],
                role: Role("ec2.amazonaws.com", allow=["logs:*", statement]),
            },
            automatic=Automatic(maximum_attempts=25, retry_seconds=2_678_000),
            allow=["ec2:DescribeVpcs", "ec2:DescribeInstances", "ec2:DescribeVolumes", statement],
        ),
        Remediation(rule=ManagedRule("EC2_INSTANCE_MANAGED_BY_SSM"), document=plain),
        Remediation(rule=ManagedRule("INCOMING_SSH_DISABLED"), document=plain),
    ]


def of_example(file: Path) -> list[Remediation]:
    return [value for value in runpy.run_path(str(file)).values() if isinstance(value, Remediation)]


def terraform_tests(remediations: list[Remediation]) -> str:
    here = Path(__file__).parent
    text = (here / "every_module.tftest.hcl").read_text()
    for remediation in remediations:
        parameters = {*role_labels(remediation), *(own.name for own in remediation.arguments)}
        if remediation.resource is not None:
            parameters.add(remediation.resource.name)
        words = {
            "LABEL": label(remediation.name),
            "NAME": remediation.name,
            "DOCUMENT": remediation.document.name,
            "FILE": label(remediation.document.name),
            "AUTOMATIC": "true" if remediation.automatic else "false",
            "PARAMETERS": f"tolist({json.dumps(sorted(parameters))})",
        }
        own = (here / "each_remediation.tftest.hcl").read_text()
        for word, meaning in words.items():
            own = own.replace(word, meaning)
        text += f"\n{own}"
    return text


@pytest.mark.terraform
@pytest.mark.parametrize(
    "remediations",
    [everything(), *map(of_example, EXAMPLES)],
    ids=["everything", *(file.stem for file in EXAMPLES)],
)
def test_terraform_takes_the_module_and_its_tests_pass(
    remediations: list[Remediation], terraform: Terraform, write: Write, tmp_path: Path
) -> None:
    write(emit_module(remediations), tmp_path)

    formatted = terraform(tmp_path, "fmt", "-check", "-diff", "-recursive")
    write({"tests/module.tftest.hcl": terraform_tests(remediations)}, tmp_path)
    initialized = terraform(tmp_path, "init", "-backend=false", "-input=false", "-no-color")
    validated = terraform(tmp_path, "validate", "-no-color")
    tested = terraform(tmp_path, "test", "-no-color")

    assert (formatted.returncode, formatted.stdout) == (0, "")
    assert initialized.returncode == 0, initialized.stderr
    assert validated.stdout.strip() == "Success! The configuration is valid.", validated.stderr
    passed = 7 + 2 * len(remediations)
    assert tested.stdout.strip().endswith(f"Success! {passed} passed, 0 failed."), tested.stderr


@pytest.mark.terraform
def test_terraform_refuses_a_prefix_that_makes_a_name_of_aws(
    terraform: Terraform, write: Write, tmp_path: Path
) -> None:
    document = Document("znRepair", steps=[Sleep("Wait", duration="PT1S")])
    write(
        emit_module([Remediation(rule=ManagedRule("INCOMING_SSH_DISABLED"), document=document)]),
        tmp_path,
    )

    formatted = terraform(tmp_path, "fmt", "-check", "-diff", "-recursive")
    initialized = terraform(tmp_path, "init", "-backend=false", "-input=false", "-no-color")
    validated = terraform(tmp_path, "validate", "-no-color")
    refused = terraform(tmp_path, "plan", "-input=false", "-no-color", "-var", "name_prefix=Am")

    assert (formatted.returncode, formatted.stdout) == (0, "")
    assert initialized.returncode == 0, initialized.stderr
    assert validated.stdout.strip() == "Success! The configuration is valid.", validated.stderr
    assert refused.returncode == 1
    told = " ".join(refused.stderr.replace("│", " ").split())
    assert (
        "name_prefix must not be am: a document's name would then begin with aws, amazon or amzn,"
        " which AWS keeps for its own documents."
    ) in told
