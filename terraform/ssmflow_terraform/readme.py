"""The emitted module's README.md."""

from collections.abc import Sequence

from ssmdsl.document import Document
from ssmdsl.remediation import Remediation
from ssmflow_terraform.interface import PROVIDER_VERSION, REQUIRED_VERSION
from ssmflow_terraform.names import longest_prefix
from ssmflow_terraform.provider_mirror import PROVIDER

EXAMPLE_PREFIX = "team-"
"""A `name_prefix` to show, where the names leave room for it."""


def module_readme(remediations: Sequence[Remediation], documents: Sequence[Document]) -> str:
    """Return what a person needs who meets the module in a repository."""
    rows = "\n".join(map(_row, remediations))
    return _TEXT.format(
        rows=rows,
        arguments=_arguments(longest_prefix(remediations, documents)),
        terraform=REQUIRED_VERSION,
        source=PROVIDER,
        provider=PROVIDER_VERSION,
    )


def _arguments(longest: int) -> str:
    """Return what a call of the module could say, given how long `name_prefix` may be."""
    tags = '{ owner = "security" }'
    if len(EXAMPLE_PREFIX) > longest:
        return f"  tags = {tags}"
    return f'  name_prefix = "{EXAMPLE_PREFIX}"\n  tags        = {tags}'


def _row(remediation: Remediation) -> str:
    rule = f"[{remediation.rule.identifier}]({remediation.rule.documentation})"
    cells = f"`{remediation.name}`", rule, f"`{remediation.document.name}`", _when(remediation)
    return f"| {' | '.join(cells)} |"


def _when(remediation: Remediation) -> str:
    automatic = remediation.automatic
    if automatic is None:
        return "by hand"
    return f"by itself, {automatic.maximum_attempts} attempts in {automatic.retry_seconds} s"


_TEXT = """\
# AWS Config remediations

A Terraform module made by ssmflow. AWS Config finds the resources that break a rule, and
starts the Systems Manager Automation document that repairs them.

| Remediation | Rule | Document | Starts |
|---|---|---|---|
{rows}

```terraform
module "remediations" {{
  source = "./path/to/this/folder"

{arguments}
}}
```

It needs terraform `{terraform}` and the provider `{source}` `{provider}`, which the calling
configuration sets up; so it does for the state.

| Variable | Type | Default | |
|---|---|---|---|
| `automatic` | `bool` | `true` | `false` leaves every remediation to be started by hand |
| `create_configuration_recorder` | `bool` | `false` | `true` switches AWS Config on |
| `name_prefix` | `string` | `""` | what the names of rules, documents and roles begin with |
| `permissions_boundary` | `string` | `null` | the ARN of a policy that bounds the roles |
| `tags` | `map(string)` | `{{}}` | tags for everything that can bear them |

| Output | |
|---|---|
| `automation_role_arns` | remediation → the role that its automation acts as |
| `config_rule_arns` | remediation → its rule's ARN |
| `config_rule_names` | remediation → its rule's name |
| `document_names` | document → its name in Systems Manager |

A rule, a remediation or a recorder that exists already under the same name is overwritten by
Terraform without a word, and destroyed with the module: AWS takes these as they come. Set a
`name_prefix` that is the module's own.

The bucket that `create_configuration_recorder` makes holds the history of your resources. It is
not emptied when the module is destroyed: empty it first, or keep it.

Each document is a JSON file under `documents/`. Change the Python that it was made from, and emit
again: that refuses to overwrite what was edited here.
"""
