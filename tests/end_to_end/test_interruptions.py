"""An apply that is cut off loses no state, and the next one gets there."""

import os
import signal
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Eventually
    from tests.end_to_end.conftest import Gate, Local, Machine

APPLY = ("apply", "vpc_flow_logs.py", "--sandbox", "--auto-approve")
COMPLETE = {
    "rules": ["vpc-flow-logs-enabled"],
    "remediations": ["vpc-flow-logs-enabled"],
    "documents": ["CreateFlowLogs"],
    "roles": [
        "vpc-flow-logs-enabled-automation-us-east-1",
        "vpc-flow-logs-enabled-deliver-ad6b67-us-east-1",
    ],
}
POINTS = [
    ("before", "GetCallerIdentity"),  # while it plans
    ("before", "CreateRole"),
    ("after", "CreateRole"),  # made, and terraform never hears of it
    ("after", "CreateDocument"),
    ("after", "PutRemediationConfigurations"),  # the last of all
]


class CutOff:
    """Does something to an apply, once, when it comes to a point; the call then waits."""

    def __init__(self, gate: "Gate", point: tuple[str, str]) -> None:
        self.reached = threading.Event()
        self.released = threading.Event()
        side, self._name = point
        setattr(gate, side, self._hold)

    def _hold(self, name: str) -> None:
        if name == self._name and not self.released.is_set():
            self.reached.set()
            assert self.released.wait(60)


Held = tuple[CutOff, "subprocess.Popen[str]"]


def hold(machine: "Machine", gate: "Gate", point: tuple[str, str]) -> Held:
    """Return an apply that has come to a point, and waits there."""
    machine.attached = {}  # what is cut off has a provider of its own, as it has for users
    cut = CutOff(gate, point)
    apply = machine.start(*APPLY)
    assert cut.reached.wait(60)
    return cut, apply


@pytest.fixture(params=POINTS, ids=" ".join)
def held(machine: "Machine", gate: "Gate", request: pytest.FixtureRequest) -> Held:
    """Give an apply that has come to one of the points, and waits there."""
    return hold(machine, gate, request.param)


def terraform_of(ssmflow: "subprocess.Popen[str]") -> int:
    children = subprocess.run(
        ["pgrep", "-P", str(ssmflow.pid), "terraform"], capture_output=True, text=True, check=True
    )
    return int(children.stdout.split()[0])


def converges(machine: "Machine", local: "Local", attached: dict[str, str]) -> None:
    """Apply again, with the same command; see that all is there."""
    machine.attached = attached
    machine.succeed(*APPLY)
    assert local.made() == COMPLETE
    plan = machine.succeed("plan", "vpc_flow_logs.py", "--sandbox")
    assert plan.startswith("No changes: the sandbox at ")


def test_ctrl_c_reaches_terraform_once_and_the_next_apply_gets_there(
    machine: "Machine", local: "Local", attached: dict[str, str], held: Held
) -> None:
    cut, apply = held

    apply.send_signal(signal.SIGINT)
    apply.send_signal(signal.SIGINT)
    cut.released.set()
    _, told = apply.communicate(timeout=60)

    assert "Stopping terraform, which keeps its state …" in told
    assert "Traceback" not in told
    assert "Two interrupts received" not in (machine.working_folder / "log/apply.jsonl").read_text()
    if apply.returncode:  # it may have been at its end already
        assert apply.returncode == 1
        assert (
            "terraform apply was interrupted, and stopped in good order: its state is kept" in told
        )
    converges(machine, local, attached)


def test_after_kill_9_of_ssmflow_terraform_ends_its_work_and_the_next_apply_waits_for_it(
    machine: "Machine", local: "Local", attached: dict[str, str], held: Held
) -> None:
    cut, apply = held
    terraform = terraform_of(apply)

    apply.kill()
    apply.communicate(timeout=60)
    os.kill(terraform, 0)  # it is still there
    threading.Timer(2, cut.released.set).start()

    converges(machine, local, attached)


def test_after_kill_9_of_terraform_the_next_apply_gets_there(
    machine: "Machine", local: "Local", attached: dict[str, str], held: Held
) -> None:
    cut, apply = held

    os.kill(terraform_of(apply), signal.SIGKILL)
    _, told = apply.communicate(timeout=60)
    cut.released.set()

    assert apply.returncode == 1
    assert "Traceback" not in told
    assert (
        "error: terraform apply was ended by signal 9\n"
        "Its state is kept up to there: the same command goes on from it.\n"
    ) in told
    converges(machine, local, attached)


def test_ctrl_c_right_after_the_answer_stops_what_was_planned(
    machine: "Machine", local: "Local", attached: dict[str, str], eventually: "Eventually"
) -> None:
    machine.attached = {}
    apply = machine.start("apply", "vpc_flow_logs.py", "--sandbox", answers=True)
    assert apply.stdin is not None
    apply.stdin.write("y\n")
    apply.stdin.flush()
    eventually((machine.working_folder / "log/apply.jsonl").exists)

    apply.send_signal(signal.SIGINT)
    _, told = apply.communicate(timeout=60)

    assert apply.returncode == 1
    assert "Stopping terraform, which keeps its state …" in told
    assert "terraform apply was interrupted, and stopped in good order: its state is kept" in told
    assert local.made()["remediations"] == []
    converges(machine, local, attached)


def test_a_destroy_leaves_nothing_behind_of_an_apply_that_was_cut_off(
    machine: "Machine", local: "Local", gate: "Gate", attached: dict[str, str]
) -> None:
    cut, apply = hold(machine, gate, ("after", "CreateDocument"))
    os.kill(terraform_of(apply), signal.SIGKILL)
    apply.communicate(timeout=60)
    cut.released.set()
    machine.attached = attached

    refused = machine.run("destroy", "vpc_flow_logs.py", "--sandbox", "--auto-approve")

    assert refused.returncode == 1
    assert refused.stderr.startswith(
        "error: nothing was changed: an apply that was cut off had begun to make these, and they"
        " exist without the state's knowing them:\n"
    )
    assert "\n  aws_ssm_document.create_flow_logs is CreateFlowLogs\n" in refused.stderr
    machine.succeed(*APPLY)
    machine.succeed("destroy", "vpc_flow_logs.py", "--sandbox", "--auto-approve")
    assert local.made() == {"rules": [], "remediations": [], "documents": [], "roles": []}


def test_what_was_taken_down_is_nobodys_when_somebody_makes_it_later(
    machine: "Machine", local: "Local", gate: "Gate", attached: dict[str, str]
) -> None:
    cut, apply = hold(machine, gate, ("after", "CreateDocument"))
    apply.send_signal(signal.SIGINT)
    cut.released.set()
    apply.communicate(timeout=60)
    machine.attached = attached
    machine.succeed(*APPLY)
    machine.succeed("destroy", "vpc_flow_logs.py", "--sandbox", "--auto-approve")
    rule = {"Owner": "AWS", "SourceIdentifier": "VPC_FLOW_LOGS_ENABLED"}
    local.client("config").put_config_rule(
        ConfigRule={"ConfigRuleName": "vpc-flow-logs-enabled", "Source": rule}
    )

    refused = machine.run(*APPLY)

    assert refused.returncode == 1
    assert "aws_config_config_rule.vpc_flow_logs_enabled is vpc-flow-logs-enabled" in refused.stderr
    assert local.made()["roles"] == []
