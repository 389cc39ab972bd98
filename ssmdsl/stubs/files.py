"""The files of the package that the stubs are."""

from collections.abc import Iterable

from ssmdsl.errors import DefinitionError, Problem
from ssmdsl.service_model import service_model, service_names, service_of, service_word
from ssmdsl.stubs.parts import HEADER, PACKAGE, PARTS
from ssmdsl.stubs.service import service_stub


def stub_files(services: Iterable[str]) -> dict[str, str]:
    """Return the stubs of services, by their files' names.

    Args:
        services: their names, as boto3 or as Python writes them.

    Raises:
        DefinitionError: botocore knows no service of one of these names.
    """
    names = {name if name in service_names() else service_of(name): None for name in services}
    problems: list[Problem] = []
    for name in names:
        try:
            service_model(name)
        except DefinitionError as error:
            problems += error.problems
    if problems:
        raise DefinitionError(problems=problems)
    return {f"{service_word(name)}.pyi": service_stub(name) for name in names}


def package_stubs(words: Iterable[str]) -> dict[str, str]:
    """Return the files beside the services' own, by their names.

    Args:
        words: all the services there are stubs of, as Python writes them.
    """
    imports = "".join(f"from {PACKAGE}.{word} import {word} as {word}\n" for word in sorted(words))
    return {"__init__.pyi": f"{HEADER}\n{imports}", "_parts.pyi": PARTS}
