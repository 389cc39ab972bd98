"""Document → the bytes that SSM is given.

The same document gives the same bytes every time, on every Python: Terraform compares a
document's content as text, and each difference becomes a new version.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

import json
from typing import Any, Literal

from ssmdsl import limits
from ssmdsl.attachment import Attachment
from ssmdsl.document import Document
from ssmdsl.errors import DefinitionError, Problem
from ssmdsl.parameter import Parameter
from ssmdsl.reference import to_json
from ssmdsl.step import Jump, Step, target_of
from ssmdsl.variable import Variable

SCHEMA_VERSION = "0.3"
"""The one schema version that Automation documents have."""

Format = Literal["json", "yaml"]
"""The forms of a document that SSM takes."""


def compile_document(document: Document, *, format: Format = "json") -> bytes:
    """Return the document in UTF-8, laid out for people and ending in a newline.

    JSON that only fits into SSM's limit without the indentation is given without it.

    Args:
        document: what to write.
        format: as what. The size of YAML is that of the same document as compact JSON.

    Raises:
        DefinitionError: the document is larger than SSM takes.
    """
    content = document_content(document)
    compact = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    if len(compact) > limits.DOCUMENT_SIZE_BYTES:
        sizes = {step.name: _size_bytes(document, step) for step in document.all_steps}
        largest = max(sizes, key=lambda name: sizes[name])
        message = (
            f"its JSON has {len(compact)} bytes, and SSM takes at most"
            f' {limits.DOCUMENT_SIZE_BYTES}; the largest step is "{largest}"'
            f" with {sizes[largest]} bytes."
            " Split the document, or shorten what it carries."
        )
        raise DefinitionError(
            problems=[Problem(f'document "{document.name}"', message, code="SSM109")]
        )
    if format == "yaml":
        from ssmdsl.yaml_text import to_yaml  # JSON goes without PyYAML

        return to_yaml(content).encode()
    indented = (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
    return indented if len(indented) <= limits.DOCUMENT_SIZE_BYTES else compact


def document_content(document: Document) -> dict[str, Any]:
    """Return the document as plain data, its keys in the order in which AWS documents them."""
    content: dict[str, Any] = {"schemaVersion": SCHEMA_VERSION}
    if document.description is not None:
        content["description"] = document.description
    if document.assume_role is not None:
        content["assumeRole"] = to_json(document.assume_role)
    if document.all_parameters:
        content["parameters"] = {
            parameter.name: _parameter(parameter) for parameter in document.all_parameters
        }
    if document.variables:
        content["variables"] = {
            variable.name: _variable(variable) for variable in document.variables
        }
    content["mainSteps"] = [_step(document, step) for step in document.steps]
    if document.outputs:
        content["outputs"] = [output.expression for output in document.outputs]
    if document.files:
        content["files"] = {file.name: _file(file) for file in document.files}
    return content


def _parameter(parameter: Parameter) -> dict[str, Any]:
    return _without_absent(
        type=parameter.type,
        description=parameter.description,
        default=to_json(parameter.default),
        allowedValues=to_json(parameter.allowed_values) or None,
        allowedPattern=parameter.allowed_pattern,
        minItems=parameter.min_items,
        maxItems=parameter.max_items,
        minChars=parameter.min_chars,
        maxChars=parameter.max_chars,
        displayType=parameter.display_type,
    )


def _variable(variable: Variable) -> dict[str, Any]:
    return _without_absent(
        type=variable.type,
        description=variable.description,
        default=to_json(variable.default),
    )


def _file(file: Attachment) -> dict[str, Any]:
    return _without_absent(checksums={"sha256": file.sha256}, size=file.size)


def _step(document: Document, step: Step) -> dict[str, Any]:
    return _without_absent(
        name=step.name,
        description=step.description,
        action=step.action,
        maxAttempts=step.max_attempts,
        timeoutSeconds=step.timeout_seconds,
        onFailure=_target(step.on_failure),
        onCancel=_target(step.on_cancel),
        isCritical=step.is_critical,
        inputs={
            key: [_step(document, inner) for inner in step.nested_steps]
            if key == "Steps" and step.nested_steps
            else to_json(value)
            for key, value in step.action_inputs().items()
        },
        outputs=[
            {"Name": output.name, "Selector": output.selector, "Type": output.type}
            for output in document.outputs_of(step)
        ]
        or None,
        nextStep=target_of(step.next_step).name if step.next_step else None,
        isEnd=step.is_end,
    )


def _target(jump: str | Step | Jump | None) -> str | None:
    return jump if jump is None or isinstance(jump, str) else f"step:{target_of(jump).name}"


def _without_absent(**properties: Any) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value is not None}


def _size_bytes(document: Document, step: Step) -> int:
    text = json.dumps(_step(document, step), ensure_ascii=False, separators=(",", ":"))
    return len(text.encode())
