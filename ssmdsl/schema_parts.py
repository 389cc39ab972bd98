"""The parts that the JSON Schema of a document is made of.

Draft 7: the newest that editors' YAML support completes and checks without gaps.

Source: https://json-schema.org/draft-07/json-schema-validation
"""

from collections.abc import Mapping, Sequence
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from ssmdsl.docstrings import field_docstrings
from ssmdsl.reference import REFERENCE

Schema = dict[str, Any]

REFERENCE_SCHEMA: Schema = {"type": "string", "pattern": rf"^\s*{REFERENCE.pattern}\s*$"}
"""A text that is one reference; it stands for a value of any type."""
WITH_REFERENCE: Schema = {"type": "string", "pattern": REFERENCE.pattern}
"""A text with a reference in it: what it will be is known only when the automation runs."""

STEP: Schema = {"$ref": "#/definitions/step"}
CHOICE: Schema = {"$ref": "#/definitions/choice"}
CONDITION: Schema = {"$ref": "#/definitions/condition"}
OUTPUT: Schema = {"$ref": "#/definitions/output"}

_TYPES = {str: "string", int: "integer", bool: "boolean"}
_LIMITS = {"ge": "minimum", "le": "maximum", "min_length": "minLength", "max_length": "maxLength"}


def matching(pattern: str) -> Schema:
    r"""Return the schema of a text that matches one of our patterns as a whole.

    Args:
        pattern: a regular expression that Python and JavaScript read alike, but for `\Z`.
    """
    bare = pattern.removeprefix("^").removesuffix(r"\Z")
    return {"type": "string", "pattern": f"^(?:{bare})$"}


def or_reference(schema: Schema) -> Schema:
    """Return the schema of such a value, or of a reference to one."""
    return {"anyOf": [schema, REFERENCE_SCHEMA]}


def inputs_schema(
    properties: Mapping[str, Schema], required: Sequence[str], **more: Any
) -> dict[str, Any]:
    """Return the schema of an action's inputs."""
    return {
        "type": "object",
        "properties": dict(properties),
        **({"required": list(required)} if required else {}),
        "additionalProperties": False,
        **more,
    }


def one_required(*keys: str) -> list[Schema]:
    """Return what is said, under `oneOf` or `anyOf`, of keys that are alternatives."""
    return [{"required": [key]} for key in keys]


def told(cls: type, field: str, schema: Schema) -> Schema:
    """Return a schema with what is said of a field of a class."""
    said = field_docstrings(cls).get(field)
    return schema if said is None else {"description": for_documents(said), **schema}


def for_documents(docstring: str) -> str:
    """Return the first paragraph of a docstring in the words of documents, not of Python."""
    said = docstring.partition("\n\n")[0].replace("\n", " ")
    for python, document in _WORDS.items():
        said = said.replace(python, document)
    return said


_WORDS = {
    "`None`": "absence",
    "`True`": "`true`",
    "`False`": "`false`",
    "in an f-string it stands": "it stands",
    "`UpdateVariable`": "`aws:updateVariable`",
}


def field_schema(cls: Any, name: str) -> Schema:
    """Return the schema of a field that is text, a number, a truth value or one of some words."""
    field = cls.__pydantic_fields__[name]
    words = literal_words(cls, name)
    schema: Schema = {}
    if words:
        schema["enum"] = list(words)
    else:
        (kind,) = (_TYPES[kind] for kind in _alternatives(field.annotation) if kind in _TYPES)
        schema["type"] = kind
    for limit in field.metadata:
        schema.update({_LIMITS[key]: getattr(limit, key) for key in _LIMITS if hasattr(limit, key)})
    return told(cls, name, schema)


def literal_words(cls: Any, name: str) -> tuple[str, ...]:
    """Return the words that a field takes as such."""
    alternatives = _alternatives(cls.__pydantic_fields__[name].annotation)
    return tuple(
        word for kind in alternatives if get_origin(kind) is Literal for word in get_args(kind)
    )


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    """Return the types that a value can have, but for that of `None`."""
    if get_origin(annotation) in (Union, UnionType):
        return tuple(kind for kind in get_args(annotation) if kind is not NoneType)
    return (annotation,)
