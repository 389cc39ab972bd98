"""A document as the statements that make it, in an order in which each knows what it names."""

from collections.abc import Iterator, Mapping
from typing import Any

from ssmdsl.actions import ExecuteScript, Loop
from ssmdsl.attachment import Attachment
from ssmdsl.document import Document
from ssmdsl.output import Output
from ssmdsl.parameter import AUTOMATION_ASSUME_ROLE, Parameter
from ssmdsl.reference import references_in
from ssmdsl.source.layout import Atom, Code, assignment, call, listed
from ssmdsl.source.names import Names, snake_case
from ssmdsl.source.steps import StepWriter
from ssmdsl.source.values import SYSTEM_VARIABLES, Values, text_block
from ssmdsl.step import Step
from ssmdsl.variable import Variable

_COUNTERS = {"CurrentIteration": "iteration", "CurrentIteratorValue": "iterator_value"}


class DocumentWriter:
    """Writes one document."""

    def __init__(self, document: Document, names: Names, handlers: Mapping[str, str]) -> None:
        """Look at what the document names.

        Args:
            document: the document.
            names: the names of the file.
            handlers: the functions that scripts have become, by the scripts' texts.
        """
        self.used: set[str] = set()
        """The names that the statements take from `ssmdsl`."""
        self.services: set[str] = set()
        """The services that they take from `ssmdsl.aws`."""
        self.statements: list[str] = []
        """The statements."""
        self._document = document
        self._names = names
        self._values = Values(SYSTEM_VARIABLES)
        self._steps: dict[str, str] = {}
        self._defined: set[str] = set()
        self._named_early: set[str] = set()
        self._handlers = handlers
        self._scripts = dict(handlers)
        self._loop_names: dict[str, str] = {}
        self._outputs = {
            f"{step.name}.{output.name}": (step, output)
            for step in document.all_steps
            for output in (*step.predefined_outputs, *document.outputs_of(step))
        }
        self._jumped_to = {
            target.name for step in document.all_steps for target in step.jump_targets
        }
        self._read = {
            expression
            for step in document.all_steps
            for expression in references_in(_read_by(step))
            if expression in self._outputs
        }
        self._writer = StepWriter(
            self._values,
            jump=self._jump,
            nested=self._nested,
            script=self._script,
            handlers=frozenset(handlers),
            loop_names=self._loop_names,
            used=self.used,
            services=self.services,
        )

    def write(self) -> str:
        """Write the statements, and return the document's variable."""
        document = self._document
        for parameter in document.all_parameters:
            if not self._is_usual_role(parameter):
                self._define(
                    parameter, parameter.name, "parameter", _parameter(parameter, self._values)
                )
                self.used.add("Parameter")
        for variable in document.variables:
            self._define(variable, variable.name, "variable", _variable(variable, self._values))
            self.used.add("Variable")
        self._gap()
        returning = {output.expression.partition(".")[0] for output in document.outputs}
        for step in document.all_steps:
            if isinstance(step, ExecuteScript):
                self._name_script(step)
            if isinstance(step, Loop):
                self._name_loop(step)
            if step.name in self._jumped_to | returning or self._outputs_read(step):
                self._steps[step.name] = self._names.take(step.name, "step")
        for step in _inner_first(document):
            self._define_step(step, ())
        name = self._names.take(document.name, "document")
        self._gap()
        self.statements.append(assignment(name, self._code()))
        self.used |= self._values.used | self._values.system_variables()
        return name

    @property
    def parameters(self) -> Mapping[str, str]:
        """The variables of the document's parameters, by their names."""
        known = self._values.variables
        names = [parameter.name for parameter in self._document.all_parameters]
        return {name: known[name] for name in names if name in known}

    def _is_usual_role(self, parameter: Parameter) -> bool:
        usual = AUTOMATION_ASSUME_ROLE
        is_named = parameter.name == usual.name and parameter.expression not in self._expressions()
        return is_named and _parameter(parameter, Values()) == _parameter(usual, Values())

    def _expressions(self) -> set[str]:
        return {
            expression
            for step in self._document.all_steps
            for expression in references_in(_read_by(step))
        }

    def _define(self, item: Any, word: str, kind: str, code: Code) -> None:
        name = self._names.take(word, kind)
        self.statements.append(assignment(name, code))
        self._values.variables[item.expression] = name

    def _gap(self) -> None:
        """Leave a line free, once."""
        if self.statements and self.statements[-1] != "\n":
            self.statements.append("\n")

    def _outputs_read(self, step: Step) -> list[Output]:
        found = [
            output
            for owner, output in map(self._outputs.__getitem__, sorted(self._read))
            if owner is step
        ]
        return [
            output for output in found if not (isinstance(step, Loop) and output.name in _COUNTERS)
        ]

    def _name_script(self, step: ExecuteScript) -> None:
        script = step.script
        if not isinstance(script, str) or "\n" not in script or script in self._scripts:
            return
        block = text_block(script)
        if block is None:
            return
        name = self._names.take(f"{snake_case(step.name)}_script", "text").upper()
        self._scripts[script] = name
        self.statements += [f"{name} = {block}\n", "\n"]

    def _script(self, step: ExecuteScript) -> Code | None:
        name = self._scripts.get(str(step.script))
        return Atom(name) if name else None

    def _name_loop(self, loop: Loop) -> None:
        counters = [
            f"{loop.name}.{counter}"
            for counter in _COUNTERS
            if f"{loop.name}.{counter}" in self._read
        ]
        if not counters:
            return
        name = self._names.take(f"{loop.name}_name", "loop")
        self.used.add("LoopName")
        parts = [str(loop.name), *([loop.iterator_data_type] if loop.iterator_data_type else [])]
        self.statements.append(
            assignment(name, call("LoopName", [Values().code(part) for part in parts]))
        )
        self._loop_names[loop.name] = name
        for counter in counters:
            attribute = _COUNTERS[counter.rpartition(".")[2]]
            own = self._names.take(f"{loop.name}_{attribute}", "counter")
            self.statements.append(f"{own} = {name}.{attribute}\n")
            self._values.variables[counter] = own
        self._gap()

    def _define_step(self, step: Step, waiting: tuple[str, ...]) -> None:
        """Define a step that has a variable, after those whose outputs it reads."""
        if step.name not in self._steps or step.name in self._defined or step.name in waiting:
            return
        for expression in references_in([_read_by(inner) for inner in (step, *step.nested_steps)]):
            if expression in self._outputs and expression not in self._values.variables:
                self._define_step(self._outputs[expression][0], (*waiting, step.name))
        for inner in step.nested_steps:
            self._define_step(inner, (*waiting, step.name))
        name = self._steps[step.name]
        code = self._writer.code(step)
        annotation = None
        if step.name in self._named_early:
            self.used.add("Step")
            annotation = "Step"
        self.statements.append(assignment(name, code, annotation))
        self._defined.add(step.name)
        for output in self._outputs_read(step):
            own = self._names.take(f"{name}_{snake_case(output.name)}", "output")
            read = call(f"{name}.output", [Values().code(output.name)])
            self.statements.append(assignment(own, read))
            self._values.variables[f"{step.name}.{output.name}"] = own

    def _jump(self, target: Step) -> str:
        """Return what names a step: its variable, or a function where that comes later."""
        name = self._steps[target.name]
        if target.name in self._defined:
            return name
        self._named_early.add(target.name)
        return f"lambda: {name}"

    def _nested(self, step: Step) -> Code:
        name = self._steps.get(step.name)
        return Atom(name) if name else self._writer.code(step)

    def _code(self) -> Code:
        document = self._document
        properties: list[tuple[str, Code]] = []
        if document.description is not None:
            properties.append(("description", Values().code(document.description)))
        role = document.assume_role
        if not isinstance(role, Parameter):
            properties.append(("assume_role", self._values.code(role)))
        elif role.name != AUTOMATION_ASSUME_ROLE.name:
            properties.append(("assume_role", Atom(self._values.name(role.expression))))
        for name, own in (("parameters", document.parameters), ("variables", document.variables)):
            known = [item for item in own if item.expression in self._values.variables]
            if known:
                properties.append(
                    (name, listed([Atom(self._values.name(item.expression)) for item in known]))
                )
        properties.append(("steps", listed([self._nested(step) for step in document.steps])))
        if document.outputs:
            outputs = [self._output(output.expression) for output in document.outputs]
            properties.append(("outputs", listed(outputs)))
        if document.files:
            self.used.add("Attachment")
            properties.append(("files", listed([_attachment(file) for file in document.files])))
        self.used.add("Document")
        return call("Document", [Values().code(document.name)], properties)

    def _output(self, expression: str) -> Code:
        """Return what names an output: its variable, or the step and its name."""
        if expression in self._values.variables:
            return Atom(self._values.name(expression))
        step, output = self._outputs[expression]
        return call(f"{self._steps[step.name]}.output", [Values().code(output.name)])


def _inner_first(document: Document) -> Iterator[Step]:
    for step in document.steps:
        yield from step.nested_steps
        yield step


def _read_by(step: Step) -> Any:
    """Return the inputs of a step, without the steps inside of it."""
    return {key: value for key, value in step.referring_inputs().items() if key != "Steps"}


def _given(item: Any, values: Values, *names: str) -> list[tuple[str, Code]]:
    return [
        (name, values.code(value))
        for name in names
        if (value := getattr(item, name)) is not None
        and not (isinstance(value, tuple) and not value)
    ]


def _parameter(parameter: Parameter, values: Values) -> Code:
    kind = [] if parameter.type == "String" else [Atom(f'"{parameter.type}"')]
    properties = _given(
        parameter,
        values,
        "default",
        "allowed_values",
        "allowed_pattern",
        "min_items",
        "max_items",
        "min_chars",
        "max_chars",
        "display_type",
        "description",
    )
    return call("Parameter", [Values().code(parameter.name), *kind], properties)


def _variable(variable: Variable, values: Values) -> Code:
    kind = [] if variable.type == "String" else [Atom(f'"{variable.type}"')]
    return call(
        "Variable",
        [Values().code(variable.name), *kind],
        _given(variable, values, "default", "description"),
    )


def _attachment(file: Attachment) -> Code:
    return call("Attachment", [Values().code(file.name)], _given(file, Values(), "sha256", "size"))
