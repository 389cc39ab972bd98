"""The models → a JSON Schema of Automation documents, by which editors complete and check YAML.

It is made of the models alone: of their fields, types and limits, and of what is said under each
field. What only a document as a whole can be wrong in, as a jump to nowhere, is not in it.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import inspect
from dataclasses import fields
from typing import Any, get_args

from ssmdsl import limits
from ssmdsl.action_input import Input
from ssmdsl.attachment import ATTACHMENT_NAME_PATTERN, SHA256_PATTERN, Attachment
from ssmdsl.compiler import SCHEMA_VERSION
from ssmdsl.condition import OPERATORS
from ssmdsl.document import Document
from ssmdsl.known_actions import ACTIONS
from ssmdsl.output import Output
from ssmdsl.parameter import Parameter
from ssmdsl.schema_parts import (
    CONDITION,
    OUTPUT,
    REFERENCE_SCHEMA,
    STEP,
    Schema,
    field_schema,
    for_documents,
    literal_words,
    matching,
    one_required,
    told,
)
from ssmdsl.step import Step
from ssmdsl.value_type import ParameterType, ValueType, basic_type
from ssmdsl.variable import Variable

DIALECT = "http://json-schema.org/draft-07/schema#"

_STEP_NAME = matching(limits.STEP_NAME_PATTERN)


def document_schema() -> Schema:
    """Return the JSON Schema of an Automation document; the same one every time."""
    return {
        "$schema": DIALECT,
        "title": "AWS Systems Manager Automation document",
        **_closed(
            {
                "schemaVersion": {
                    "description": "The schema version of Automation documents, in quotes.",
                    "type": "string",
                    "const": SCHEMA_VERSION,
                },
                "description": field_schema(Document, "description"),
                "assumeRole": told(Document, "assume_role", {"type": "string"}),
                "parameters": told(Document, "parameters", _by_name("parameter")),
                "variables": told(Document, "variables", _by_name("variable")),
                "mainSteps": told(
                    Document, "steps", {"type": "array", "items": STEP, "minItems": 1}
                ),
                "outputs": told(
                    Document, "outputs", {"type": "array", "items": {"type": "string"}}
                ),
                "files": told(Document, "files", _files()),
            },
            "schemaVersion",
            "mainSteps",
        ),
        "definitions": {
            "parameter": _definition(Parameter, get_args(ParameterType)),
            "variable": _definition(Variable, get_args(ValueType)),
            "step": _step(),
            "output": _output(),
            "condition": _condition(),
            "choice": _choice(),
            **{_inputs_name(name): _inputs(action) for name, action in ACTIONS.items()},
        },
    }


def _closed(properties: dict[str, Schema], *required: str, **more: Any) -> Schema:
    """Return the schema of a dictionary with these keys alone."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def _key(field: str) -> str:
    """Return a field's key in the document, but for those of inputs and outputs."""
    first, *rest = field.split("_")
    return first + "".join(map(str.capitalize, rest))


def _by_name(definition: str) -> Schema:
    return {
        "type": "object",
        "propertyNames": matching(limits.PARAMETER_NAME_PATTERN),
        "additionalProperties": {"$ref": f"#/definitions/{definition}"},
    }


def _files() -> Schema:
    sha256 = told(Attachment, "sha256", matching(SHA256_PATTERN))
    file = _closed(
        {
            "checksums": _closed({"sha256": sha256}, "sha256"),
            "size": field_schema(Attachment, "size"),
        },
        "checksums",
    )
    return {
        "type": "object",
        "propertyNames": matching(ATTACHMENT_NAME_PATTERN),
        "additionalProperties": file,
    }


def _definition(kind: type[Parameter | Variable], types: tuple[str, ...]) -> Schema:
    """Return the schema of a parameter or a variable, whose default is of its type."""
    special: dict[str, Schema] = {"default": {}, "allowed_values": {"type": "array", "minItems": 1}}
    names = [field.name for field in fields(kind) if field.name != "name"]
    defaults = [
        {
            "if": {"properties": {"type": {"enum": own}}, "required": ["type"]},
            "then": {"properties": {"default": Input(basic).schema()}},
        }
        for basic in get_args(ValueType)
        if (own := [each for each in types if basic_type(each) == basic])
    ]
    return _closed(
        {
            _key(name): told(kind, name, special[name])
            if name in special
            else field_schema(kind, name)
            for name in names
        },
        "type",
        description=_said_of(kind),
        allOf=defaults,
    )


def _step() -> Schema:
    """Return the schema of a step: what all have in common, and each action's inputs."""
    special: dict[str, Schema] = {
        "name": _STEP_NAME,
        "on_failure": _jump("on_failure"),
        "on_cancel": _jump("on_cancel"),
        "next_step": _STEP_NAME,
        "outputs": {"type": "array", "items": OUTPUT},
    }
    common = {
        _key(field.name): told(Step, field.name, special[field.name])
        if field.name in special
        else field_schema(Step, field.name)
        for field in fields(Step)
    }
    action = {
        "description": "What the step does.",
        "enum": list(ACTIONS),
        "enumDescriptions": [_said_of(action) for action in ACTIONS.values()],
    }
    inputs = {"description": "What the action takes.", "type": "object"}
    return _closed(
        {"name": common.pop("name"), "action": action, **common, "inputs": inputs},
        "name",
        "action",
        description="One step of a document.",
        allOf=[
            {
                "if": {"properties": {"action": {"const": name}}, "required": ["action"]},
                "then": {
                    "properties": {"inputs": {"$ref": f"#/definitions/{_inputs_name(name)}"}},
                    **({"required": ["inputs"]} if _has_required(action) else {}),
                },
            }
            for name, action in ACTIONS.items()
        ],
    )


def _inputs_name(action: str) -> str:
    return f"{action.removeprefix('aws:')}Inputs"


def _inputs(action: type[Step]) -> Schema:
    return {"description": _said_of(action), **action.input_schema()}


def _has_required(action: type[Step]) -> bool:
    return not {"required", "oneOf", "anyOf"}.isdisjoint(action.input_schema())


def _jump(field: str) -> Schema:
    step = {"type": "string", "pattern": r"^step:\s*[a-zA-Z0-9_]+$"}
    return {"anyOf": [{"enum": list(literal_words(Step, field))}, step]}


def _output() -> Schema:
    return _closed(
        {field.name.capitalize(): field_schema(Output, field.name) for field in fields(Output)},
        "Name",
        "Selector",
        description=_said_of(Output),
    )


def _condition() -> Schema:
    """Return the schema of a comparison, or of conditions under one word."""
    conditions = {"type": "array", "items": CONDITION, "minItems": 1}
    return _closed(
        {
            "Variable": {"description": "What is compared: a reference.", **REFERENCE_SCHEMA},
            **{
                operator: {"description": f"Compares {value_type} values.", **_operand(value_type)}
                for operator, value_type in OPERATORS.items()
            },
            "And": {"description": "True when all of these are.", **conditions},
            "Or": {"description": "True when one of these is.", **conditions},
            "Not": {"description": "True when this is not.", "allOf": [CONDITION]},
        },
        description="What must be true when the automation runs.",
        oneOf=one_required("Variable", "And", "Or", "Not"),
        dependencies={
            "Variable": {"oneOf": one_required(*OPERATORS)},
            **{operator: ["Variable"] for operator in OPERATORS},
        },
    )


def _operand(value_type: str) -> Schema:
    kinds = {each: Input(each).schema() for each in get_args(ValueType)}
    return kinds[value_type]


def _choice() -> Schema:
    """Return the schema of a condition with the step that it leads to."""
    condition = _condition()
    step = {"description": "The step that comes next where it is true.", **_STEP_NAME}
    return {
        **condition,
        "description": "A condition, and the step that comes next where it is true.",
        "properties": {"NextStep": step, **condition["properties"]},
        "required": ["NextStep"],
    }


def _said_of(kind: type) -> str:
    """Return what is said of a class, in short."""
    return for_documents(inspect.getdoc(kind) or "")
