"""Remediations → a Terraform module, as a dictionary of file name → text.

Touches no disk and no network; the same remediations give the same texts every time.
The module is for people: HCL as `terraform fmt` writes it, one file for each remediation, the
documents as JSON files of their own, no provider block and no backend.

Source: https://developer.hashicorp.com/terraform/language/modules/develop/structure
"""

from collections.abc import Iterator, Sequence

from ssmdsl.compiler import compile_document
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE
from ssmdsl.remediation import Remediation, Role
from ssmflow_terraform.conflicts import conflicts
from ssmflow_terraform.hcl import Block, Comment, print_hcl
from ssmflow_terraform.interface import outputs, variables, versions
from ssmflow_terraform.names import label, role_labels, role_stem
from ssmflow_terraform.readme import module_readme
from ssmflow_terraform.recorder import recorder
from ssmflow_terraform.resources.config_config_rule import config_config_rule
from ssmflow_terraform.resources.config_remediation_configuration import (
    config_remediation_configuration,
)
from ssmflow_terraform.resources.iam_policy_document import (
    pass_role_statement,
    permission_statement,
)
from ssmflow_terraform.resources.iam_role import iam_role, role_permissions
from ssmflow_terraform.resources.ssm_document import document_file, ssm_document


def emit_module(remediations: Sequence[Remediation]) -> dict[str, str]:
    """Return the module: file name → text.

    Raises:
        DefinitionError: the remediations cannot stand in one module, or a document is too large.
    """
    problems = list(conflicts(remediations))
    if problems:
        raise DefinitionError(problems=problems)
    documents = _documents(remediations)
    files = {
        "README.md": module_readme(remediations, documents),
        "main.tf": print_hcl(
            [
                Comment("What the place of deployment settles."),
                *(Block("data", (kind, "current"), []) for kind in _SETTLED),
            ]
        ),
        "outputs.tf": print_hcl(outputs(remediations, documents)),
        "recorder.tf": print_hcl(recorder()),
        "variables.tf": print_hcl(variables(remediations, documents)),
        "versions.tf": print_hcl(versions()),
    }
    emitted: set[str] = set()
    for remediation in remediations:
        own_document = remediation.document.name not in emitted
        emitted.add(remediation.document.name)
        files[remediation_file(remediation)] = print_hcl(
            list(_remediation(remediation, with_document=own_document))
        )
    for document in documents:
        files[document_file(document)] = compile_document(document).decode()
    return dict(sorted(files.items()))


def remediation_file(remediation: Remediation) -> str:
    """Return the name of the file that holds the remediation's resources."""
    return f"{label(remediation.name)}.tf"


def remediation_files(remediations: Sequence[Remediation]) -> dict[str, str]:
    """Return, for each file that is about one remediation, that remediation's name."""
    return {remediation_file(remediation): remediation.name for remediation in remediations}


def named_resources(remediations: Sequence[Remediation], region: str) -> dict[str, str]:
    """Return the resources that have names, with all variables at their defaults.

    Args:
        remediations: what the module is made of.
        region: where it is deployed.

    Returns:
        The address of each, `aws_config_config_rule.x` → its name in AWS.
    """
    named: dict[str, str] = {}
    for item in remediations:
        document = item.document.name
        named[f"aws_config_config_rule.{label(item.name)}"] = item.name
        named[f"aws_config_remediation_configuration.{label(item.name)}"] = item.name
        named[f"aws_ssm_document.{label(document)}"] = document
        for parameter, role in role_labels(item).items():
            purpose = "automation" if parameter == AUTOMATION_ASSUME_ROLE.name else parameter
            named[f"aws_iam_role.{role}"] = f"{role_stem(item, purpose)}-{region}"
    return named


_SETTLED = ("aws_caller_identity", "aws_partition", "aws_region")


def _documents(remediations: Sequence[Remediation]) -> list[Document]:
    by_name = {remediation.document.name: remediation.document for remediation in remediations}
    return list(by_name.values())


def _remediation(remediation: Remediation, *, with_document: bool) -> Iterator[Block | Comment]:
    roles = list(_roles(remediation))
    policies = [
        ".".join(block.labels)
        for block in roles
        if isinstance(block, Block) and block.labels[0] == "aws_iam_role_policy"
    ]
    yield Comment(f"{remediation.rule.identifier}, repaired by {remediation.document.name}.")
    yield config_config_rule(remediation.rule)
    if with_document:
        yield ssm_document(remediation.document)
    yield config_remediation_configuration(remediation, policies)
    yield from roles


def _roles(remediation: Remediation) -> Iterator[Block | Comment]:
    """Yield the role that the automation acts as, and those that it hands on."""
    document = remediation.document.name
    labels = role_labels(remediation)
    handed_on = {
        parameter.name: argument
        for parameter, argument in remediation.arguments.items()
        if isinstance(argument, Role)
    }
    automation = labels[AUTOMATION_ASSUME_ROLE.name]
    yield Comment("The role that the automation acts as.")
    yield from iam_role(
        automation,
        role_stem(remediation, "automation"),
        f"What {document} acts as when it repairs {remediation.name}.",
        "ssm.amazonaws.com",
    )
    yield from role_permissions(
        automation,
        [
            *map(permission_statement, remediation.statements),
            *(
                pass_role_statement(f"aws_iam_role.{labels[name]}", role.service)
                for name, role in handed_on.items()
            ),
        ],
    )
    for name, role in handed_on.items():
        yield Comment(f"The role that {document} is given as {name}.")
        yield from iam_role(
            labels[name],
            role_stem(remediation, name),
            f"{name} of {document}, for {role.service}.",
            role.service,
        )
        yield from role_permissions(labels[name], [*map(permission_statement, role.statements)])
