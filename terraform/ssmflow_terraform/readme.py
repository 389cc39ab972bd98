"""The emitted module's README.md."""

from collections.abc import Sequence

from ssmdsl.remediation import Remediation
from ssmflow_terraform.interface import PROVIDER_SOURCE, PROVIDER_VERSION, REQUIRED_VERSION


def module_readme(remediations: Sequence[Remediation]) -> str:
    """Return what a person needs who meets the module in a repository."""
    rows = "\n".join(map(_row, remediations))
    return _TEXT.format(
        rows=rows, terraform=REQUIRED_VERSION, source=PROVIDER_SOURCE, provider=PROVIDER_VERSION
    )


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

  name_prefix = "team-"
  tags        = {{ owner = "security" }}
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

The bucket that `create_configuration_recorder` makes holds the history of your resources. It is
not emptied when the module is destroyed: empty it first, or keep it.

Each document is a JSON file under `documents/`. Change the Python that it was made from, and
emit again; what is edited here is overwritten.
"""
