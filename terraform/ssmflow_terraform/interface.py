"""What the module shows to the outside: versions, variables, outputs.

Source: https://developer.hashicorp.com/terraform/language/modules/develop/structure
"""

from collections.abc import Iterator, Sequence

from ssmdsl.document import Document
from ssmdsl.limits import DOCUMENT_NAME_RESERVED_PREFIXES
from ssmdsl.remediation import Remediation
from ssmflow_terraform.hcl import Attribute, Block, Comment, Expression
from ssmflow_terraform.names import completed_prefixes, label, longest_prefix
from ssmflow_terraform.provider_mirror import PROVIDER

REQUIRED_VERSION = ">= 1.5"
"""The terraform that can read the module; 1.5 brought import blocks."""
PROVIDER_VERSION = ">= 5.0, < 7.0"
"""The provider versions whose resources have what the module uses."""


def versions() -> list[Block]:
    """Return what the module asks of terraform and the provider."""
    provider = {"source": PROVIDER, "version": PROVIDER_VERSION}
    required = Block("required_providers", (), [("aws", provider)])
    return [Block("terraform", (), [("required_version", REQUIRED_VERSION), required])]


def variables(remediations: Sequence[Remediation], documents: Sequence[Document]) -> list[Block]:
    """Return the module's variables."""
    longest = longest_prefix(remediations, documents)
    return [
        _variable(
            "automatic",
            "bool",
            True,
            "Whether AWS Config repairs by itself what the remediations are automatic for;"
            " false leaves it to be started by hand.",
        ),
        _variable(
            "create_configuration_recorder",
            "bool",
            False,
            "Whether to switch AWS Config on here: recorder, delivery channel, bucket and role."
            " An account has one recorder in a Region; false uses the one that is there.",
        ),
        _variable(
            "name_prefix",
            "string",
            "",
            f"What the names of rules, documents and roles begin with, up to {longest} characters.",
            *_prefix_validations(longest, completed_prefixes(documents)),
        ),
        _variable(
            "permissions_boundary",
            "string",
            None,
            "The ARN of a policy that bounds what the module's roles can do; null for none.",
            _validation(
                "var.permissions_boundary == null ||"
                ' can(regex("^arn:aws[a-z-]*:iam::([0-9]{12}|aws):policy/.+$",'
                " var.permissions_boundary))",
                "permissions_boundary is the ARN of an IAM policy.",
            ),
        ),
        _variable("tags", "map(string)", {}, "Tags for everything that can bear them."),
    ]


def _variable(
    name: str, type_: str, default: bool | str | dict[str, str] | None, text: str, *more: Block
) -> Block:
    body: list[Attribute | Block | Comment] = [
        ("description", text),
        ("type", Expression(type_)),
        ("default", default),
    ]
    if default is not None:
        body.append(("nullable", False))  # null means the default, as when nothing is said
    body += more
    return Block("variable", (name,), body)


def _prefix_validations(longest: int, completed: Sequence[str]) -> Iterator[Block]:
    """Yield what `name_prefix` must be.

    Args:
        longest: how many characters it may have.
        completed: what it may not be, since with a document's name it would begin as AWS's own.
    """
    *others, last = DOCUMENT_NAME_RESERVED_PREFIXES
    words = f"{', '.join(others)} or {last}"
    yield _validation(
        'can(regex("^([a-zA-Z0-9][a-zA-Z0-9_-]*)?$", var.name_prefix))'
        f" && length(var.name_prefix) <= {longest}",
        f"name_prefix has at most {longest} letters, digits, underscores and"
        " hyphens, a letter or digit first, so that all names are ones that AWS takes.",
    )
    yield _validation(
        f'!can(regex("^({"|".join(DOCUMENT_NAME_RESERVED_PREFIXES)})", lower(var.name_prefix)))',
        f"name_prefix must not begin with {words}: AWS keeps these for its own documents.",
    )
    if completed:
        listed = ", ".join(f'"{prefix}"' for prefix in completed)
        yield _validation(
            f"!contains([{listed}], lower(var.name_prefix))",
            f"name_prefix must not be {' or '.join(completed)}: a document's name would then begin"
            f" with {words}, which AWS keeps for its own documents.",
        )


def _validation(condition: str, message: str) -> Block:
    return Block(
        "validation", (), [("condition", Expression(condition)), ("error_message", message)]
    )


def outputs(remediations: Sequence[Remediation], documents: Sequence[Document]) -> list[Block]:
    """Return the module's outputs: maps from the names in Python to what AWS has."""
    automation = {item.name: f"aws_iam_role.{label(item.name)}_automation" for item in remediations}
    return [
        _output(
            "automation_role_arns",
            "Remediation → the ARN of the role that its automation acts as.",
            {name: Expression(f"{address}.arn") for name, address in automation.items()},
        ),
        _output(
            "config_rule_arns",
            "Remediation → the ARN of its AWS Config rule.",
            {
                item.name: Expression(f"aws_config_config_rule.{label(item.name)}.arn")
                for item in remediations
            },
        ),
        _output(
            "config_rule_names",
            "Remediation → the name of its AWS Config rule.",
            {
                item.name: Expression(f"aws_config_config_rule.{label(item.name)}.name")
                for item in remediations
            },
        ),
        _output(
            "document_names",
            "Document → its name in AWS Systems Manager.",
            {
                document.name: Expression(f"aws_ssm_document.{label(document.name)}.name")
                for document in documents
            },
        ),
    ]


def _output(name: str, text: str, value: dict[str, Expression]) -> Block:
    return Block("output", (name,), [("description", text), ("value", dict(value))])
