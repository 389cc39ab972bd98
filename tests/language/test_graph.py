import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ssmdsl import (
    And,
    Branch,
    Condition,
    Document,
    ExecuteAwsApi,
    Loop,
    Not,
    Or,
    Output,
    Parameter,
    Sleep,
    Step,
    UpdateVariable,
    Variable,
    when,
)
from ssmdsl.flow import followers
from ssmdsl.graph import edges, to_mermaid, words

state = Parameter("State")
count = Parameter("Count", "Integer")
flag = Parameter("Flag", "Boolean")
ids = Parameter("Ids", "StringList")
PARAMETERS = [state, count, flag, ids]


def call(name: str, **properties: Any) -> ExecuteAwsApi:
    return ExecuteAwsApi(name, service="ec2", api="DescribeVpcs", **properties)


def test_a_graph_as_a_whole() -> None:
    tell = call("Tell", is_end=True)
    mend = call("Mend", on_cancel=tell, outputs=[Output("Left", "$.Left", "Boolean")])
    tries = Variable("Tries", "Integer", default=0)
    counted = UpdateVariable("Counted", variable=tries, value=1)
    loop = Loop(
        "UntilDone",
        loop_condition=mend.output("Left").is_true() & (tries < 3),
        steps=[mend, counted],
        on_failure="Continue",
    )
    each = Loop("EachId", iterators=ids, steps=[call("Look", on_failure=tell)])
    choose = Branch(
        "Choose",
        [when(state == "stopped").go_to(loop), when(flag).go_to(lambda: each)],
        default=tell,
    )
    first = call("First", on_failure=tell)
    document = Document(
        "Mine",
        parameters=PARAMETERS,
        variables=[tries],
        steps=[first, choose, loop, each, tell],
    )

    assert (
        to_mermaid(document)
        == """\
flowchart TD
    start(["Start"])
    step_First["First<br/>aws:executeAwsApi"]
    step_Choose{"Choose<br/>aws:branch"}
    subgraph loop_UntilDone["UntilDone"]
        step_UntilDone{{"UntilDone<br/>aws:loop"}}
        step_Mend["Mend<br/>aws:executeAwsApi"]
        step_Counted["Counted<br/>aws:updateVariable"]
    end
    subgraph loop_EachId["EachId"]
        step_EachId{{"EachId<br/>aws:loop"}}
        step_Look["Look<br/>aws:executeAwsApi"]
    end
    step_Tell["Tell<br/>aws:executeAwsApi"]
    finish(["End"])
    start --> step_First
    step_First --> step_Choose
    step_First -.->|"on failure"| step_Tell
    step_Choose -->|"State == #34;stopped#34;"| step_UntilDone
    step_Choose -->|"Flag == true"| step_EachId
    step_Choose -->|"otherwise"| step_Tell
    step_UntilDone --> step_Mend
    step_Mend --> step_Counted
    step_Mend -.->|"on cancel"| step_Tell
    step_Counted -->|"while Mend.Left == true and variable#58;Tries #60; 3"| step_UntilDone
    step_UntilDone -->|"after the last pass"| step_EachId
    step_UntilDone -.->|"on failure"| step_EachId
    step_EachId --> step_Look
    step_Look -->|"for each of Ids"| step_EachId
    step_Look -.->|"on failure"| step_Tell
    step_EachId -->|"after the last pass"| step_Tell
    step_Tell --> finish
    linkStyle 2,11,14 stroke:red
"""
    )


def ways(*steps: Step) -> list[tuple[str, str, str]]:
    document = Document("Mine", parameters=PARAMETERS, steps=[*steps])
    return [
        (
            edge.source.name if edge.source else "start",
            edge.label or edge.cause,
            edge.target.name if edge.target else "end",
        )
        for edge in edges(document)
    ]


def test_a_branch_that_finds_nothing_true_goes_where_it_says() -> None:
    last = Sleep("Last", duration="PT1S")
    other = Sleep("Other", duration="PT1S", next_step=last)
    choice = when(flag).go_to(last)

    def otherwise(**properties: Any) -> str:
        found = ways(Branch("Choose", [choice], **properties), other, last)
        (target,) = [target for _, label, target in found if label == "otherwise"]
        return target

    assert otherwise() == "Other"
    assert otherwise(next_step=last) == "Last"
    assert otherwise(is_end=True) == "end"
    assert otherwise(is_end=True, default=last) == "Last"
    assert otherwise(next_step=other, default=last) == "Last"


def test_a_failure_that_is_passed_over_goes_where_a_success_goes() -> None:
    last = Sleep("Last", duration="PT1S")
    end = call("Quit", on_failure="Continue", is_end=True)
    jump = call("Jump", on_failure="Continue", next_step=last)
    first = call("First", on_failure="Continue", next_step=jump)

    assert ways(first, end, jump, last) == [
        ("start", "success", "First"),
        ("First", "success", "Jump"),
        ("First", "on failure", "Jump"),
        ("Quit", "success", "end"),
        ("Quit", "on failure", "end"),
        ("Jump", "success", "Last"),
        ("Jump", "on failure", "Last"),
        ("Last", "success", "end"),
    ]


def test_the_end_of_a_pass_leads_to_the_loop() -> None:
    after = Sleep("After", duration="PT1S")
    leave = call("Leave", next_step=after)
    quit_pass = call("Quit", is_end=True, on_failure="Continue")
    choose = Branch("Choose", [when(flag).go_to(leave)], is_end=True)
    loop = Loop("Each", iterators=["a", "b"], steps=[choose, quit_pass, leave])

    assert ways(loop, after) == [
        ("start", "success", "Each"),
        ("Each", "success", "Choose"),
        ("Choose", "Flag == true", "Leave"),
        ("Choose", "otherwise, for each of 2 items", "Each"),
        ("Quit", "for each of 2 items", "Each"),
        ("Quit", "on failure, for each of 2 items", "Each"),
        ("Leave", "success", "After"),
        ("Each", "after the last pass", "After"),
        ("After", "success", "end"),
    ]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (state == "on", 'State == "on"'),
        (state != "on", 'State != "on"'),
        (state == Parameter("Other"), "State == Other"),
        (count > 3, "Count > 3"),
        (~(count > 3), "Count <= 3"),
        (~(count <= 3), "Count > 3"),
        (flag.is_true(), "Flag == true"),
        (~flag.is_false(), "Flag != false"),
        (state.starts_with("a"), 'State starts with "a"'),
        (~state.contains("a"), 'not (State contains "a")'),
        (state.equals_ignore_case("a"), 'State in any case == "a"'),
        (And(count > 3), "Count > 3"),
        ((count > 3) & flag.is_true(), "Count > 3 and Flag == true"),
        (Or(count > 3, flag.is_true(), count < 1), "Count > 3 or Flag == true or Count < 1"),
        (
            Or(And(count > 3, flag.is_true()), count < 1),
            "(Count > 3 and Flag == true) or Count < 1",
        ),
        (Not(Or(count > 3, flag.is_true())), "not (Count > 3 or Flag == true)"),
        (state == "x" * 41, f'State == "{"x" * 40}…"'),
        (state == "a\nb", 'State == "a\\nb"'),
    ],
    ids=str,
)
def test_a_condition_in_short_words(condition: Condition, said: str) -> None:
    assert words(condition) == said


ID = "(?:[A-Za-z0-9_]+)"
LABEL = r'"(?:[A-Za-z0-9 ,.()/=_-]|<br/>aws:[A-Za-z]+|[#]\d+;|[^\W\d_])*"'
NODE = re.compile(
    rf"""(?P<id>start|finish|step_[A-Za-z0-9_]+)
    (?:\(\[{LABEL}\]\) | \[{LABEL}\] | \{{{LABEL}\}} | \{{\{{{LABEL}\}}\}})""",
    re.VERBOSE,
)
SUBGRAPH = re.compile(rf"subgraph (?P<id>loop_[A-Za-z0-9_]+)\[{LABEL}\]")
EDGE = re.compile(rf"(?P<source>{ID}) (?:-->|-\.->)(?:\|{LABEL}\|)? (?P<target>{ID})")
STYLE = re.compile(r"linkStyle (?P<numbers>\d+(?:,\d+)*) stroke:red")


def assert_is_mermaid(text: str) -> None:
    """Hold a text to the part of Mermaid's grammar that is used, and to what must be said once."""
    first, *lines = text.splitlines()
    assert first == "flowchart TD"
    assert text.endswith("\n")
    declared: list[str] = []
    depth, arrows = 0, 0
    for line in lines:
        said = line.strip()
        assert line == "    " * (depth + (said != "end")) + said
        if node := NODE.fullmatch(said) or SUBGRAPH.fullmatch(said):
            assert not arrows
            declared.append(node["id"])
            depth += said.startswith("subgraph")
        elif said == "end":
            depth -= 1
        elif edge := EDGE.fullmatch(said):
            assert {edge["source"], edge["target"]} <= set(declared)
            arrows += 1
        else:
            style = STYLE.fullmatch(said)
            assert style, line
            assert max(map(int, style["numbers"].split(","))) < arrows
            assert line == lines[-1]
    assert depth == 0
    assert len(declared) == len(set(declared))


@pytest.mark.parametrize(
    "value",
    [
        *('"', "#quot;", "]", "|", "`", "%%{init: {}}%%", "<script>", "&amp;", "; end", "$$x$$"),
        *("*_~", "a\nb", "style:#1;", "[a](https://b)", "größe", "\U0001f600", "-->", "\\", "\x1b"),
    ],
)
def test_a_value_means_nothing_to_mermaid(value: str) -> None:
    stop = Sleep("Stop", duration="PT1S")
    choose = Branch("Choose", [when(state == value).go_to(stop)])

    assert_is_mermaid(to_mermaid(Document("Mine", parameters=PARAMETERS, steps=[choose, stop])))


@pytest.mark.parametrize("name", ["end", "graph", "style", "default", "_x_", "__a", "1", "o", "TD"])
def test_a_step_is_called_what_it_likes(name: str) -> None:
    text = to_mermaid(Document("Mine", steps=[Sleep(name, duration="PT1S")]))

    assert_is_mermaid(text)
    assert f"start --> step_{name}\n" in text


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Return a document of any flow that never ends in a circle: it jumps down alone."""
    names = iter(range(1000))

    def level(later: Sequence[Step], *, loops: bool) -> list[Step]:
        steps: list[Step] = []
        for _ in range(draw(st.integers(1, 4))):
            steps.insert(0, one([*steps, *later], loops=loops))
        return steps

    def one(later: Sequence[Step], *, loops: bool) -> Step:
        name = f"Step{next(names)}"
        kind = draw(st.sampled_from(["call", "branch", *(["loop"] if loops else [])]))
        jumps: dict[str, Any] = {}
        step = st.sampled_from(later) if later else st.none()
        jumps["on_failure"] = draw(st.one_of(st.sampled_from([None, "Abort", "Continue"]), step))
        end = draw(st.sampled_from(["next", "end", "jump"]))
        if end == "end":
            jumps["is_end"] = True
        elif end == "jump":
            jumps["next_step"] = draw(step)
        if kind == "loop":
            return Loop(name, iterators=ids, steps=level(later, loops=False), **jumps)
        if draw(st.booleans()):
            calls = [each for each in later if each.action == "aws:executeAwsApi"]
            jumps["on_cancel"] = draw(st.sampled_from(calls)) if calls else "Abort"
        if kind == "branch" and later:
            chosen = draw(st.lists(st.sampled_from(later), min_size=1, max_size=3))
            choices = [when(state == str(number)).go_to(to) for number, to in enumerate(chosen)]
            return Branch(name, choices, default=draw(step), **jumps)
        return call(name, **jumps)

    return Document("Mine", parameters=PARAMETERS, steps=level([], loops=True))


@given(document=documents())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_edges_are_those_of_the_flow(document: Document) -> None:
    found = edges(document)
    for level in (document.steps, *(step.nested_steps for step in document.all_steps)):
        for index, step in enumerate(level):
            own = [step, *step.nested_steps]
            drawn = {
                edge.target
                for edge in found
                if edge.source in own
                and edge.target not in [None, *own]
                and not (isinstance(edge.target, Loop) and step in edge.target.steps)
            }
            allowed = set(followers(level, index))
            assert drawn <= allowed
            assert drawn == allowed

    reached = {edge.source for edge in found}
    assert reached == {None, *document.all_steps}
    assert_is_mermaid(to_mermaid(document))
