"""The command lines of terraform, built apart from being run; python-terraform writes them.

What python-terraform 0.10.1 gets wrong with today's terraform is mended here: the flags of
`init`, `apply` and `destroy`, and its reading of the whole state whenever it is made.

Source: https://developer.hashicorp.com/terraform/cli/commands
"""

from collections.abc import Mapping
from pathlib import Path

from python_terraform import IsFlagged, IsNotFlagged, Terraform

from ssmflow_terraform.choices import NO_CHOICES, Choices

LOCK_SECONDS = 60
"""How long another terraform that holds the state is waited for."""
LOCK_TIMEOUT = f"{LOCK_SECONDS}s"
"""The same, as terraform is told it."""


class CommandLines(Terraform):  # type: ignore[misc]
    """The command lines for one working folder."""

    def __init__(self, binary: Path, folder: Path) -> None:
        """Name the binary and the folder; nothing is read."""
        super().__init__(working_dir=str(folder), terraform_bin_path=str(binary))

    def read_state_file(self, file_path: object = None) -> None:
        """Leave the state alone: nothing here needs it, and it may hold secrets."""

    def _generate_default_options(self, input_options: Mapping[str, object]) -> dict[str, object]:
        """Add nothing of the object's own: not every command knows those options."""
        return {"input": False, "no_color": IsFlagged, **input_options}

    def cmd(self, cmd: str, *arguments: str, **options: object) -> list[str]:
        """Return the command line that python-terraform would run."""
        line: list[str] = self.generate_cmd_string(cmd, *arguments, **options)
        return line

    def init_line(self, *, backend_file: Path | None = None) -> list[str]:
        """Return `init`; a backend's settings come from a file of theirs."""
        settings = [str(backend_file)] if backend_file else None
        return list(self.init(backend_config=settings, backend=None, reconfigure=IsNotFlagged))

    def validate_line(self) -> list[str]:
        """Return `validate`."""
        return self.cmd("validate", json=IsFlagged, no_color=IsFlagged)

    def plan_line(
        self, plan_file: Path, choices: Choices = NO_CHOICES, *, destroy: bool = False
    ) -> list[str]:
        """Return `plan`, which keeps the plan in a file; status 2 means that there are changes."""
        options = _working(choices, destroy=destroy)
        return list(self.plan(out=str(plan_file), **options))

    def apply_line(self, choices: Choices = NO_CHOICES, *, destroy: bool = False) -> list[str]:
        """Return the `apply` that plans and does it without asking."""
        return list(self.apply(skip_plan=True, **_working(choices, destroy=destroy)))

    def apply_plan_line(self, plan_file: Path, *, parallelism: int | None = None) -> list[str]:
        """Return the `apply` of a plan that was made before: it brings its own choices."""
        options = _working(Choices(parallelism=parallelism))
        return list(self.apply(str(plan_file), skip_plan=True, **options))

    def untaint_line(self, address: str) -> list[str]:
        """Return `untaint`, which has a resource kept that was to be made anew."""
        return self.cmd("untaint", address, no_color=IsFlagged, lock_timeout=LOCK_TIMEOUT)

    def state_pull_line(self) -> list[str]:
        """Return `state pull`, which prints the state."""
        return self.cmd("state pull")

    def output_line(self) -> list[str]:
        """Return `output`, of all outputs."""
        return self.cmd("output", json=IsFlagged, no_color=IsFlagged)

    def show_line(self, plan_file: Path) -> list[str]:
        """Return `show`, of a plan."""
        return self.cmd("show", str(plan_file), json=IsFlagged, no_color=IsFlagged)


def _variables(choices: Choices) -> dict[str, object]:
    """Return the options that set variables: the last one wins, so the files come first."""
    files = [str(path) for path in choices.variable_files]
    return {"var_file": files, "var": list(choices.variables)}


def _working(choices: Choices, *, destroy: bool = False) -> dict[str, object]:
    return {
        "json": IsFlagged,
        "lock_timeout": LOCK_TIMEOUT,
        "destroy": IsFlagged if destroy else None,
        "target": list(choices.targets),
        "parallelism": choices.parallelism,
        **_variables(choices),
    }
