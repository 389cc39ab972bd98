"""`aws_ssm_document`.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_document
"""

from ssmdsl.document import Document
from ssmflow_terraform.hcl import Block, Expression, Template
from ssmflow_terraform.names import label

NAME_PREFIX = Expression("var.name_prefix")


def document_file(document: Document) -> str:
    """Return the name of the file, within the module, that holds the document."""
    return f"documents/{document.name}.json"


def ssm_document(document: Document) -> Block:
    """Return the document's resource; its content is read from a file of its own.

    A new name means a new document: it is made and wired in before the old one goes.
    """
    return Block(
        "resource",
        ("aws_ssm_document", label(document.name)),
        [
            ("name", Template(NAME_PREFIX, document.name)),
            ("document_type", "Automation"),
            ("document_format", "JSON"),
            ("content", Expression(f'file("${{path.module}}/{document_file(document)}")')),
            ("tags", Expression("var.tags")),
            Block("lifecycle", (), [("create_before_destroy", True)]),
        ],
    )
