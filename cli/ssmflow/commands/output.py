"""`ssmflow output`: the outputs of what was deployed, as JSON."""

import json
from pathlib import Path
from typing import Any

import click

from ssmdsl import SsmflowError
from ssmdsl.sandbox import find_sandbox
from ssmflow import console
from ssmflow.deployment import existing_deployment
from ssmflow.options import PATH_ARGUMENT, TerraformOptions, output_options


@click.command("output")
@PATH_ARGUMENT
@output_options
def command(path: Path, **given: Any) -> None:
    """Print the outputs of what was deployed from a file, as JSON."""
    options = TerraformOptions(**given)
    if options.sandbox and find_sandbox() is None:
        message = (
            "no sandbox is up, and it forgets all when it ends; ssmflow apply --sandbox starts it"
        )
        raise SsmflowError(message)
    with existing_deployment(path, options, reads_state_only=True) as ready:
        outputs = {}
        if ready is not None:
            ready.state()  # of this account and Region, or it says so
            outputs = ready.driver().output()
    if not outputs:
        where = "the sandbox" if options.sandbox else "this account and Region"
        message = f"{path}: nothing of it is deployed to {where}; ssmflow apply does that"
        raise SsmflowError(message)
    console.print_data(json.dumps(outputs, indent=2, ensure_ascii=False))
