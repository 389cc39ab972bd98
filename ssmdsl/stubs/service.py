"""The stub of one service: a class for each operation, and one for the service."""

import html
import re
from collections.abc import Iterator

from ssmdsl.service_model import Operation, ServiceModel, service_model, service_word
from ssmdsl.stubs.names import Names, is_writable
from ssmdsl.stubs.parts import HEADER, STEP_PROPERTIES
from ssmdsl.stubs.shapes import IMPORTS, WORDS, Member, Shapes, typed_dict

_LOOKING = {
    "wait_until": "WaitForAwsResourceProperty",
    "assert_that": "AssertAwsResourceProperty",
}
"""The methods that look at a response, each with the step that it makes."""

_SENTENCE = re.compile(r".*?(?<!e\.g)(?<!i\.e)(?<!etc)(?<!vs)[.!?](?=\s|$)")


def service_stub(service: str) -> str:
    """Return the stub of a service.

    Raises:
        DefinitionError: botocore knows no service of this name.
    """
    model = service_model(service)
    return _Stub(service, model).text()


class _Stub:
    """Writes the stub of a service."""

    def __init__(self, service: str, model: ServiceModel) -> None:
        self._word = service_word(service)
        self._model = model
        # What is declared must not be called as a member of a class is that speaks of it.
        self._names = Names({*WORDS, *_members(model), self._word})
        self._shapes = Shapes(self._names)

    def text(self) -> str:
        """Return the whole file."""
        kind = self._names.of("".join(map(str.capitalize, self._word.split("_"))), "Service")
        names = sorted(self._model.operation_names)
        operations = [
            declared
            for name in names
            for declared in self._operation(self._model.operation_model(name))
        ]
        members = [f"    {name}: {self._names.of(name, 'Operation')}" for name in names]
        service = "\n".join([f"class {kind}:", *members, "", f"{self._word}: {kind}"]) + "\n"
        declared = self._shapes.declared
        types = [declared[name] for name in sorted(declared)]
        body = "\n".join([*types, *operations, service])
        return f"{HEADER}\n{_imports(body)}\n{body}"

    def _operation(self, operation: Operation) -> list[str]:
        """Return the declarations of an operation."""
        parameters = self._shapes.members(operation.input_shape)
        given = {parameter.name for parameter in parameters}
        is_typed = all(map(is_writable, given))
        properties = [
            Member(f"step_{word}" if word in given else word, of)
            for word, of in STEP_PROPERTIES.items()
        ]
        base, declared = "", []
        if is_typed and given.isdisjoint(STEP_PROPERTIES):
            base = "StepProperties"
        elif is_typed:
            base = self._names.of(operation.name, "Properties")
            declared = [typed_dict(base, properties)]
        name = "step_name" if "name" in given else "name"
        response = self._shapes.response_type(operation.output_shape)
        lines = [
            f"class {self._names.of(operation.name, 'Operation')}:",
            "    def __call__(",
            "        self,",
            f"        {name}: str = ...,",
            *([] if is_typed else ["        /,"]),
            *(["        *,"] if parameters and is_typed else []),
            *(f"        {_keyword(parameter)}," for parameter in parameters if is_typed),
            f"        {_others(base)},",
            f"    ) -> ApiStep[{response}]:",
            f'        """{_docstring(operation)}"""',
        ]
        if response != "PartPath":  # there is something to look at
            request = base
            if parameters and is_typed:
                request = self._names.of(operation.name, "Request")
                declared.append(typed_dict(request, parameters, base, properties))
            for method, step in _LOOKING.items():
                lines += _looking(method, step, response, name, request)
        return [*declared, "\n".join(lines) + "\n"]


def _members(model: ServiceModel) -> Iterator[str]:
    """Yield the names of all members of the service's structures, and of its operations."""
    yield from model.operation_names
    for name in model.shape_names:
        yield from getattr(model.shape_for(name), "members", ())


def _others(of: str) -> str:
    """Return the last parameter of a function: keyword arguments that a dictionary names.

    Without one any are taken: where a parameter's name is a word of Python's own, it has to come
    out of a dictionary, and types would be those of all the dictionary's values.
    """
    return f"**properties: Unpack[{of}]" if of else "**properties: Any"


def _imports(body: str) -> str:
    """Return the imports of what is used."""
    words = frozenset(re.findall(r"\w+", body))
    used = {module: [name for name in names if name in words] for module, names in IMPORTS.items()}
    return "".join(
        f"from {module} import {', '.join(names)}\n" for module, names in used.items() if names
    )


def _keyword(member: Member) -> str:
    return f"{member.name}: {member.type}{'' if member.is_required else ' = ...'}"


def _looking(method: str, step: str, response: str, name: str, request: str) -> list[str]:
    """Return a method that takes a condition, with a name before it or without.

    It is not overloaded: of a mistake in a call, a type checker would tell both of its forms.
    """
    condition = f"Callable[[{response}], object]"
    return [
        f"    def {method}(",
        "        self,",
        f"        name_or_condition: str | {condition},",
        f"        condition: {condition} = ...,",
        "        /,",
        *(["        *,", f"        {name}: str = ...,"] if request else []),
        f"        {_others(request)},",
        f"    ) -> {step}: ...",
    ]


def _docstring(operation: Operation) -> str:
    """Return the first sentence of what botocore says of an operation."""
    words = html.unescape(re.sub(r"<[^>]*>", "", operation.documentation))
    words = " ".join(words.split()) or f"Call `{operation.name}`."
    sentence = _SENTENCE.match(words)
    said = sentence[0] if sentence else words
    return said.replace("\\", "\\\\").replace('"', '\\"')
