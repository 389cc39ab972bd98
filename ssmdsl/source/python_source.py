"""The text of the Python file that makes documents."""

from collections.abc import Sequence

from ssmdsl.actions import ExecuteScript
from ssmdsl.api_call import ApiCall
from ssmdsl.document import Document
from ssmdsl.remediation import Remediation
from ssmdsl.source.document import DocumentWriter
from ssmdsl.source.functions import bound_names, candidates, comes_out
from ssmdsl.source.layout import WIDTH
from ssmdsl.source.names import Names
from ssmdsl.source.remediation import RemediationWriter
from ssmdsl.source.steps import service_name

_AS_THEY_WERE = """\
# The scripts are as they were in the document, untyped. Take these lines out to have them checked.
# mypy: allow-untyped-defs, no-check-untyped-defs, disable-error-code="import-untyped"
# ruff: noqa
"""


def python_source(documents: Sequence[Document], remediations: Sequence[Remediation] = ()) -> str:
    """Return the text of a Python file that defines documents and remediations.

    Args:
        documents: the documents, those of the remediations among them.
        remediations: the remediations.
    """
    functions = candidates(documents)
    while True:
        text, imported = _text(documents, remediations, functions)
        faithful = [
            step
            for step in functions
            if not bound_names([step]) & imported and comes_out(text, step)
        ]
        if len(faithful) == len(functions):
            return text
        functions = faithful


def _text(
    documents: Sequence[Document],
    remediations: Sequence[Remediation],
    functions: Sequence[ExecuteScript],
) -> tuple[str, set[str]]:
    """Return the file, with the scripts of these steps as functions, and the names it imports."""
    names = Names({"when", *_services(documents), *bound_names(functions)})
    handlers = {str(step.script): str(step.handler) for step in functions}
    used: set[str] = set()
    services: set[str] = set()
    statements: list[str] = []
    for document in documents:
        writer = DocumentWriter(document, names, handlers)
        variable = writer.write()
        statements.append("".join(writer.statements))
        used |= writer.used
        services |= writer.services
        for remediation in remediations:
            if remediation.document is document:
                own = RemediationWriter(remediation, variable, writer.parameters)
                statements.append(own.write(names))
                used |= own.used
    imports = _import("ssmdsl", used)
    if services:
        imports += _import("ssmdsl.aws", services)
    scripts = "\n\n".join(handlers)
    head = f"{_AS_THEY_WERE}\n" if functions else ""
    gap = "" if scripts.startswith(("import ", "from ")) else "\n\n"
    body = f"{gap}{scripts}\n\n" if functions else "\n"
    rest = "\n".join(statements)
    return f"{_docstring(documents)}\n{head}{imports}{body}{rest}", used | services


def _services(documents: Sequence[Document]) -> set[str]:
    """Return what the services are called that are called in the documents."""
    return {
        service_name(step.service)
        for document in documents
        for step in document.all_steps
        if isinstance(step, ApiCall)
    }


def _import(module: str, names: set[str]) -> str:
    """Return an import, sorted as ruff sorts it."""
    order = sorted(
        names, key=lambda name: (not name.isupper(), name[0].islower(), name.lower(), name)
    )
    line = f"from {module} import {', '.join(order)}\n"
    if len(line) <= WIDTH + 1:
        return line
    return f"from {module} import (\n{''.join(f'    {name},' + chr(10) for name in order)})\n"


def _docstring(documents: Sequence[Document]) -> str:
    """Return the file's docstring: what the first document says of itself, in a line."""
    told = next((document.description for document in documents if document.description), None)
    lines = (told or documents[0].name if documents else "").splitlines()
    spoken = [line.strip(" *`") for line in lines if not line.startswith("#")]
    first = next((line for line in spoken if line), "Imported")
    clean = "".join(letter for letter in first if letter.isprintable()).replace("\\", "/")
    clean = clean.replace('"', "'")
    if len(clean) > WIDTH - 7:
        clean = clean[: WIDTH - 10].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    end = "" if clean.endswith((".", "!", "?", "…")) else "."
    return f'"""{clean or "Imported"}{end}"""\n'
