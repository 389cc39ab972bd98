"""`ssmflow output`: the outputs of what was deployed, as JSON."""

import json
from pathlib import Path
from typing import Any

import click

from ssmdsl import SsmflowError
from ssmflow import console
from ssmflow.deployment import existing_deployment
from ssmflow.options import PATH_ARGUMENT, TerraformOptions, output_options


@click.command("output")
@PATH_ARGUMENT
@output_options
def command(path: Path, **given: Any) -> None:
    """Print the outputs of what was deployed from a file, as JSON."""
    options = TerraformOptions(**given)
    with existing_deployment(path, options, reads_state_only=True) as ready:
        outputs = ready.driver().output() if ready is not None else {}
    if not outputs:
        where = "the sandbox" if options.sandbox else "this account and Region"
        message = f"{path}: nothing of it is deployed to {where}; ssmflow apply does that"
        raise SsmflowError(message)
    console.print_data(json.dumps(outputs, indent=2, ensure_ascii=False))
