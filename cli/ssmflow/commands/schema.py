"""`ssmflow schema`: by what editors complete and check documents."""

import json

import click

from ssmdsl.schema import document_schema
from ssmflow import console


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of Automation documents, for editors.

    It is of draft 7, which editors know best. VS Code's YAML extension takes it under the setting
    "yaml.schemas".
    """
    console.print_data(json.dumps(document_schema(), indent=2, ensure_ascii=False))
