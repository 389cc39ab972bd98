"""The handler of a script: which functions Automation can call.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

from ssmdsl.errors import DefinitionError, Problem, quoted


def place(name: str) -> str:
    """Return what users call the script of this handler."""
    return f"script {quoted(name)}"


def refusal(name: str, message: str) -> DefinitionError:
    """Return the error of a script that has this one problem."""
    return DefinitionError(problems=[Problem(place(name), message)])


def function_of(given: Any) -> FunctionType:
    """Return the function whose source is wanted: the one inside, if a decorator wraps it.

    Raises:
        DefinitionError: it is none that stands at the top level of a file.
    """
    name = getattr(given, "__name__", None)
    name = name if isinstance(name, str) else type(given).__name__
    found, seen = given, {id(given)}
    while id(wrapped := getattr(found, "__wrapped__", None)) not in seen and wrapped is not None:
        found = wrapped
        seen.add(id(found))
    write = 'write "def NAME(events, context):" at the top level of a file, and give NAME'
    if not isinstance(found, FunctionType):
        kind = "a class" if isinstance(given, type) else f"a {type(given).__name__}"
        raise refusal(name, f"it is {kind} and no function written in Python; {write}")
    if found.__name__ == "<lambda>" or found.__code__.co_name == "<lambda>":
        raise refusal(name, f"a lambda has no name that a handler could have; {write}")
    outer, _, _ = found.__code__.co_qualname.rpartition(".")
    if outer.endswith("<locals>"):
        outer = outer.removesuffix(".<locals>")
        message = (
            f"it is defined inside of {outer}; a script takes only what stands at the top level of"
            f" a file. If {outer} is its decorator, let it use functools.wraps"
        )
        raise refusal(name, message)
    if outer:
        raise refusal(name, f"it is a method of {outer}, and no function; {write}")
    return found


def signature_problems(given: Callable[..., object], name: str) -> Iterator[str]:
    """Yield why Automation could not call the function and take what it returns."""
    import inspect

    if inspect.iscoroutinefunction(given):
        yield 'it is "async"; Automation calls it and takes what it returns, so write "def" alone'
    elif inspect.isgeneratorfunction(given) or inspect.isasyncgenfunction(given):
        yield "it yields; Automation takes only what it returns, so return a dictionary"
    signature = inspect.signature(given)
    try:
        signature.bind({}, {})
    except TypeError:
        bare = [each.replace(annotation=each.empty) for each in signature.parameters.values()]
        taken = signature.replace(parameters=bare, return_annotation=signature.empty)
        yield (
            f"it takes {taken}; Automation calls it with two arguments, by position:"
            f' write "def {name}(events, context):"'
        )
