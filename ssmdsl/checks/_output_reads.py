"""Which outputs the steps of a document read, and whether these are there by then."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ssmdsl.actions import ExecuteScript
from ssmdsl.checks._flow import Chosen, Flow
from ssmdsl.checks._references import Use, Uses
from ssmdsl.errors import quoted
from ssmdsl.step import Step


@dataclass(frozen=True)
class Read:
    """An output of a step, read by one that can be reached."""

    use: Use
    """The reference."""
    source: Step
    """The step whose output it is."""
    is_predefined: bool
    """Whether the action has the output by itself, and so after a failure too."""
    flow: Flow
    """The ways through the document."""

    @property
    def _after_a_pass(self) -> bool:
        """Whether it is what a loop asks for after each pass."""
        return self.use.path[1] == "LoopCondition"

    @property
    def is_there_sometimes(self) -> bool:
        """Whether it is there on some way to the reader."""
        return self.flow.may_follow(
            self.use.step,
            self.source.name,
            after_a_pass=self._after_a_pass,
            failed_too=self.is_predefined,
        )

    @property
    def is_there_always(self) -> bool:
        """Whether it is there on every way to the reader."""
        return self.flow.must_follow(
            self.use.step,
            self.source.name,
            after_a_pass=self._after_a_pass,
            failed_too=self.is_predefined,
        )

    def is_missing_where(self, chosen: Chosen) -> bool:
        """Whether it can be missing where branches go on with these steps alone."""
        return self.flow.can_miss(
            self.use.step,
            self.source.name,
            chosen,
            after_a_pass=self._after_a_pass,
            failed_too=self.is_predefined,
        )

    @property
    def way_without(self) -> tuple[str, ...]:
        """The steps of a way to the reader on which it is not there."""
        return self.flow.way_without(
            self.use.step,
            self.source.name,
            after_a_pass=self._after_a_pass,
            failed_too=self.is_predefined,
        )

    @property
    def may_be_missing(self) -> bool:
        """Whether it does no harm where it is missing, or the author has thought of it.

        A condition is false without it, a script gets the reference's own text, and where a failure
        leads on the step may fail.
        """
        step = self.use.step
        in_payload = isinstance(step, ExecuteScript) and self.use.path[1] == "InputPayload"
        return self.use.is_asked or in_payload or step.on_failure not in (None, "Abort")

    @property
    def is_from_a_pass(self) -> bool:
        """Whether it is of a step inside of a loop, and read outside of that."""
        loop = self.flow.loop_of(self.source)
        if loop is None or self.flow.loop_of(self.use.step) is loop:
            return False
        return not (self.use.step is loop and self._after_a_pass)


def reads_of(steps: Sequence[Step], uses: Uses, flow: Flow) -> Iterator[Read]:
    """Yield what is read by those of the steps that can be reached."""
    by_name = {step.name: step for step in steps}
    predefined: dict[str, set[str]] = {}
    for use, name in uses.of_outputs:
        if use.step.name not in flow.reachable or name not in by_name:
            continue
        if name not in predefined:
            predefined[name] = {output.name for output in by_name[name].predefined_outputs}
        yield Read(use, by_name[name], use.output in predefined[name], flow)


def why_never_there(read: Read) -> str | None:
    """Return why an output cannot be there where it is read; `None` where it can."""
    if read.is_there_sometimes:
        return None
    use, source = read.use, quoted(read.source.name)
    if read.source is use.step:
        reason = "a step cannot read its own output"
    elif read.source.name not in read.flow.reachable:
        reason = f"step {source} is never reached"
    else:
        reason = f"step {source} has succeeded on no way that leads here"
    return f"{{{{ {use.expression} }}}} has no value: {reason}; read what an earlier step returns"
