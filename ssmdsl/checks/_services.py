"""Which service somebody means: by the words that AWS has for it, and by what it can do.

botocore's files are searched as text, and only where something is wrong: to read all of them
would take seconds.
"""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from ssmdsl.api_call import ApiCall
from ssmdsl.reference import REFERENCE
from ssmdsl.service_model import (
    Operation,
    model_text,
    operation_model,
    service_model,
    service_names,
)

_WORDS = re.compile(
    r'"(?:endpointPrefix|signingName|serviceId|serviceAbbreviation|serviceFullName)":\s*"([^"]+)"'
)
_OPERATION = re.compile(r'"(\w+)":\s*\{\s*"name":\s*"\1"')
"""An operation, as a file has it."""
_HEAD_CHARACTERS = 4096
"""How much of a file is read for the words: most begin with them."""

MOST_ABLE = 12
"""How many services can have an operation that says which of them is meant."""


def services_meant(
    written: str, operation: str, parameters: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the services with an operation that could be meant by a word; the likeliest alone.

    Args:
        written: what stands where the service should.
        operation: what is called.
        parameters: the request's parameters, which tell services apart that can do the same.
    """
    able = _services_by_operation().get(operation, ())
    related = services_called(written)
    if len(able) > MOST_ABLE:  # all of them can tag; none is told from the others by that
        return ()
    fitting = [name for name in able if set(parameters) <= set(_members(name, operation))]
    likely = _both(fitting, related) or _both(able, related) or fitting or able
    return _without_copies(likely)


def operation_meant(step: ApiCall) -> Operation | None:
    """Return the operation that a step means where it names none that there is, if it is clear."""
    if REFERENCE.search(step.service + step.api) or nearly_names_operation(step):
        return None
    name = operation_word(step.api)
    meant = services_meant(step.service, name, step.inputs)
    return operation_model(meant[0], name) if len(meant) == 1 else None


def nearly_names_operation(step: ApiCall) -> bool:
    """Return whether the service has an operation of hardly another name: a letter is wrong."""
    if step.service not in service_names():
        return False
    names = [name.casefold() for name in service_model(step.service).operation_names]
    return bool(difflib.get_close_matches(step.api.casefold(), names, n=1, cutoff=0.95))


def operation_word(api: str) -> str:
    """Return an operation as services write it: `DescribeVpcs` of describe_vpcs."""
    return "".join(f"{part[:1].upper()}{part[1:]}" for part in api.split("_"))


@cache
def services_called(written: str) -> tuple[str, ...]:
    """Return the services for which AWS has a word, or a longer one: `stepfunctions` for states."""
    folded = _folded(written)
    called = _words_of_services().items()
    exactly = [service for service, words in called if folded in words]
    return tuple(exactly) or tuple(
        service for service, words in called if any(word.startswith(folded) for word in words)
    )


def _both(able: Collection[str], related: Collection[str]) -> tuple[str, ...]:
    return tuple(service for service in able if service in related)


def _without_copies(services: Collection[str]) -> tuple[str, ...]:
    """Return the service that the others are kinds of: `rds` of rds, docdb and neptune."""
    words = _words_of_services()
    for service in services:
        if all(_folded(service) in words[other] for other in services):
            return (service,)
    return tuple(services)


def _members(service: str, operation: str) -> Collection[str]:
    shape = operation_model(service, operation).input_shape
    return () if shape is None else shape.members


@cache
def _services_by_operation() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for service in service_names():
        text = model_text(service)
        begin = text.index('"operations":')
        end = text.find('"shapes":', begin)
        for operation in _OPERATION.findall(text, begin, end if end > 0 else len(text)):
            found.setdefault(operation, []).append(service)
    return found


@cache
def _words_of_services() -> Mapping[str, frozenset[str]]:
    return {service: frozenset(map(_folded, _words(service))) for service in service_names()}


def _words(service: str) -> Iterator[str]:
    yield service
    head = model_text(service, _HEAD_CHARACTERS)
    yield from _WORDS.findall(head) or _WORDS.findall(model_text(service))


def _folded(word: str) -> str:
    """Return a word without what people leave out: `stepfunctions` of "AWS Step Functions"."""
    return re.sub(r"^(?:amazon|aws)(?=.)|[^a-z0-9]", "", word.lower())
