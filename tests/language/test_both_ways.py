"""Documents of every kind that the models can make, written and read again."""

from collections.abc import Callable
from itertools import count
from typing import Any, ClassVar

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ssmdsl import (
    Attachment,
    Branch,
    DefinitionError,
    Document,
    ExecuteScript,
    Loop,
    LoopName,
    Output,
    Parameter,
    Sleep,
    Step,
    UpdateVariable,
    Variable,
    compile_document,
    when,
)
from ssmdsl.api_call import ApiCall
from ssmdsl.compiler import document_content
from ssmdsl.condition import And, Condition, Not, Or
from ssmdsl.known_actions import ACTIONS
from ssmdsl.loader import load
from ssmdsl.reference import REFERENCE, Reference
from ssmdsl.source import python_source
from ssmdsl.text import TextError
from ssmdsl.yaml_text import to_yaml

ATTACHMENT = Attachment("handler.zip", sha256="0" * 64)

words = st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,7}", fullmatch=True)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12).filter(
    lambda text: not REFERENCE.search(text)
)
some_text = texts.filter(lambda text: text != "")
plain = st.recursive(
    st.one_of(texts, st.booleans(), st.integers(-(2**40), 2**40)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=6,
)
VALUES: dict[str, Any] = {
    "String": texts,
    "Integer": st.integers(-(2**40), 2**40),
    "Boolean": st.booleans(),
    "StringList": st.lists(texts, max_size=3),
    "MapList": st.lists(st.dictionaries(words, plain, max_size=2), max_size=2),
    "StringMap": st.dictionaries(words, plain, max_size=3),
}


class Author:
    """Writes a document at random: each step may name what was written before it."""

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self.draw = draw
        self.numbers = count()
        self.parameters: list[Parameter] = []
        self.variables: list[Variable] = []
        self.last: list[Step] = []
        self.outputs: dict[str, list[Reference]] = {kind: [] for kind in VALUES}

    def name(self) -> str:
        return f"{self.draw(words)}{next(self.numbers)}"

    def write(self) -> Document:
        for kind in self.draw(st.lists(st.sampled_from([*VALUES]), max_size=5)):
            given_default = self.draw(st.none() | VALUES[kind])
            description = self.draw(st.none() | texts)
            self.parameters.append(
                Parameter(self.name(), kind, default=given_default, description=description)
            )
            self.outputs[kind].append(self.parameters[-1])
        for kind in self.draw(st.lists(st.sampled_from([*VALUES]), max_size=3)):
            self.variables.append(Variable(self.name(), kind, default=self.draw(VALUES[kind])))
            self.outputs[kind].append(self.variables[-1])
        steps: list[Step] = []
        for _ in range(self.draw(st.integers(1, 5))):
            steps.append(self.step(loops=True))
        steps += self.last
        returned = [step.output(output.name) for step in steps for output in step.outputs[:1]]
        return Document(
            "Drawn",
            description=self.draw(st.none() | texts),
            assume_role=self.draw(st.sampled_from([None, "arn:aws:iam::111122223333:role/r"])),
            parameters=self.parameters,
            variables=self.variables,
            steps=steps,
            outputs=returned,
            files=[ATTACHMENT],
        )

    def value(self, kind: str) -> Any:
        """A value of a type: written out, a reference, or a text with references in it."""
        known = self.outputs[kind]
        if known and self.draw(st.booleans()):
            return self.draw(st.sampled_from(known))
        if kind == "String" and self.outputs["String"] and self.draw(st.booleans()):
            return f"{self.draw(texts)}{self.draw(st.sampled_from(self.outputs['String']))}!"
        return self.draw(VALUES[kind])

    def condition(self, depth: int = 2) -> Condition | None:
        if depth and self.draw(st.booleans()):
            inner = [self.condition(depth - 1) for _ in range(self.draw(st.integers(1, 3)))]
            found = [condition for condition in inner if condition is not None]
            if found:
                kind = self.draw(st.sampled_from([And, Or, Not]))
                return Not(found[0]) if kind is Not else kind(*found)
        comparable = [
            (kind, reference)
            for kind in ("String", "Integer", "Boolean")
            for reference in self.outputs[kind]
        ]
        if not comparable:
            return None
        kind, reference = self.draw(st.sampled_from(comparable))
        ways: dict[str, list[Callable[[], Any]]] = {
            "String": [
                lambda: reference == self.value("String"),
                lambda: reference != self.draw(texts),
                lambda: reference.starts_with(self.draw(texts)),
                lambda: reference.equals_ignore_case(self.draw(texts)),
            ],
            "Integer": [
                lambda: reference > self.draw(VALUES["Integer"]),
                lambda: reference == self.draw(VALUES["Integer"]),
                lambda: reference <= self.draw(VALUES["Integer"]),
            ],
            "Boolean": [reference.is_true, reference.is_false],
        }
        made = self.draw(st.sampled_from(ways[kind]))()
        return made if isinstance(made, Condition) else None

    def step(self, *, loops: bool) -> Step:
        kind = ACTIONS[self.draw(st.sampled_from(sorted(ACTIONS)))]
        properties = self.common()
        if issubclass(kind, Loop):
            return self.loop() if loops else Sleep(self.name(), duration="PT1S")
        if issubclass(kind, Branch):
            return self.branch(properties)
        if issubclass(kind, UpdateVariable):
            return self.update(properties)
        if issubclass(kind, Sleep):
            return Sleep(self.name(), duration="PT5M", **properties)
        outputs = [
            Output(self.name(), "$.A.B[0]", self.draw(st.sampled_from([*VALUES])))
            for _ in range(self.draw(st.integers(0, 2)))
        ]
        given_inputs = self.inputs(kind)
        try:
            step = kind(self.name(), **given_inputs, outputs=outputs, **properties)
        except DefinitionError:
            assume(False)
            raise
        for output in (*step.outputs, *step.predefined_outputs):
            self.outputs[output.type].append(step.output(output.name))
        return step

    def inputs(self, kind: type[Step]) -> dict[str, Any]:
        found = {
            name: self.value(item.type)
            for name, item in kind.input_fields().items()
            if item.type
            and not (item.allowed or item.pattern or item.at_least or item.at_most)
            and self.draw(st.booleans())
        }
        found |= self.required.get(kind.__name__, {})
        if issubclass(kind, ApiCall):
            calls = [("ec2", "DescribeVpcs"), ("logs", "NoSuchCall"), ("none", "Of These")]
            found["service"], found["api"] = self.draw(st.sampled_from(calls))
            found["inputs"] = self.draw(st.dictionaries(words, plain, max_size=3))
        if issubclass(kind, ExecuteScript):
            found["script"] = self.draw(some_text)
            found["handler"] = self.draw(words)
            found["attachment"] = self.draw(st.sampled_from([None, ATTACHMENT]))
        return found

    required: ClassVar[dict[str, dict[str, Any]]] = {
        "Approve": {"approvers": ["arn:aws:iam::111122223333:user/a"]},
        "AssertAwsResourceProperty": {"property_selector": "$.A", "desired_values": ["a"]},
        "ChangeInstanceState": {"instance_ids": ["i-1"], "desired_state": "running"},
        "CopyImage": {"source_region": "eu", "source_image_id": "ami-1", "image_name": "copy"},
        "CreateImage": {"instance_id": "i-1", "image_name": "image"},
        "CreateStack": {"stack_name": "stack", "template_body": "{}"},
        "CreateTags": {"resource_ids": ["i-1"], "tags": [{"Key": "a", "Value": "b"}]},
        "DeleteImage": {"image_id": "ami-1"},
        "DeleteStack": {"stack_name": "stack"},
        "ExecuteAutomation": {"document_name": "Other"},
        "ExecuteStateMachine": {"state_machine_arn": "arn"},
        "InvokeLambdaFunction": {"function_name": "f"},
        "InvokeWebhook": {"integration_name": "hook"},
        "RunCommand": {"document_name": "AWS-RunShellScript", "instance_ids": ["i-1"]},
        "RunInstances": {"image_id": "ami-1"},
        "WaitForAwsResourceProperty": {"property_selector": "$.A", "desired_values": ["a"]},
    }

    def common(self) -> dict[str, Any]:
        """Properties of any step."""
        found: dict[str, Any] = {
            "description": self.draw(st.none() | texts),
            "max_attempts": self.draw(st.none() | st.integers(1, 9)),
            "timeout_seconds": self.draw(st.none() | st.integers(1, 999)),
            "on_failure": self.draw(st.sampled_from([None, "Abort", "Continue"])),
            "on_cancel": self.draw(st.sampled_from([None, "Abort"])),
            "is_critical": self.draw(st.sampled_from([None, True, False])),
            "is_end": self.draw(st.sampled_from([None, False])),
        }
        return found

    def branch(self, properties: dict[str, Any]) -> Step:
        condition = self.condition()
        if condition is None:
            return Sleep(self.name(), duration="PT1S")
        after = Sleep(self.name(), duration="PT1S", is_end=True)
        self.last.append(after)
        return Branch(self.name(), [when(condition).go_to(lambda: after)], **properties)

    def update(self, properties: dict[str, Any]) -> Step:
        if not self.variables:
            return Sleep(self.name(), duration="PT1S")
        variable = self.draw(st.sampled_from(self.variables))
        del properties["on_cancel"]
        value = self.value(variable.type)
        return UpdateVariable(self.name(), variable=variable, value=value, **properties)

    def loop(self) -> Step:
        name = LoopName(self.name(), self.draw(st.sampled_from([None, "String", "Integer"])))
        counters = {"Integer": name.iteration, name.iterator_value.value_type: name.iterator_value}
        for kind, counter in counters.items():
            self.outputs[kind].append(counter)
        inner = [self.step(loops=False) for _ in range(self.draw(st.integers(1, 3)))]
        items = st.integers(0, 9) if name.data_type == "Integer" else texts
        iterators = self.draw(st.lists(items, min_size=1, max_size=3))
        return Loop(name, iterators=iterators, steps=inner)


@st.composite
def documents(draw: Callable[[Any], Any]) -> Document:
    return Author(draw).write()


def from_python(source: str) -> Document:
    namespace: dict[str, Any] = {}
    exec(compile(source, "<drawn>", "exec"), namespace)  # noqa: S102  # our own emitter wrote it
    (document,) = [value for value in namespace.values() if isinstance(value, Document)]
    return document


@given(documents())
@settings(max_examples=150)
def test_what_is_compiled_is_read_and_compiles_to_the_same_bytes(document: Document) -> None:
    compiled = compile_document(document)

    from_json = load(compiled, name=document.name)
    assert from_json.changes == ()
    assert compile_document(from_json.documents[0]) == compiled

    from_yaml = load(to_yaml(document_content(document)).encode(), name=document.name)
    assert from_yaml.changes == ()
    assert compile_document(from_yaml.documents[0]) == compiled


@given(documents())
@settings(max_examples=100)
def test_the_python_of_a_document_makes_the_same_document(document: Document) -> None:
    source = python_source([document])

    assert document_content(from_python(source)) == document_content(document)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_document_or_end_in_what_is_wrong(source: bytes) -> None:
    assert is_read_or_refused(source)


@given(documents(), st.data())
@settings(max_examples=60)
def test_a_document_that_is_damaged_is_read_or_refused(document: Document, data: Any) -> None:
    content = document_content(document)
    compiled = to_yaml(content).encode() if data.draw(st.booleans()) else compile_document(document)
    start = data.draw(st.integers(0, len(compiled)))
    end = data.draw(st.integers(start, min(len(compiled), start + 40)))

    assert is_read_or_refused(compiled[:start] + data.draw(st.binary(max_size=8)) + compiled[end:])


def is_read_or_refused(source: bytes) -> bool:
    try:
        load(source, name="Damaged")
    except TextError as error:
        return all(problem.message and problem.place.line for problem in error.problems)
    return True


@pytest.mark.parametrize(
    ("handlers", "runtimes"),
    [(("a", "b"), ("python3.11", "python3.11")), (("a", "a"), ("python3.11", "python3.8"))],
)
def test_one_script_that_steps_run_differently_stays_text(
    handlers: tuple[str, str], runtimes: tuple[str, str]
) -> None:
    script = "def a(events, context):\n    return b\n\n\ndef b(events, context):\n    return a\n"
    steps = [
        ExecuteScript(name, script, handler=handler, runtime=runtime)
        for name, handler, runtime in zip(("One", "Two"), handlers, runtimes, strict=True)
    ]
    document = Document("Twice", steps=steps)

    assert document_content(from_python(python_source([document]))) == document_content(document)
