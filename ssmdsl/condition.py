"""Conditions: what a branch chooses by, and a loop goes on by, when the automation runs.

References compare as Python's values do, and conditions combine with `&`, `|` and `~`:
`(state == "stopped") & ~name.starts_with("prod-")`.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
"""

from dataclasses import dataclass
from typing import Any, NoReturn

from ssmdsl.errors import DefinitionError, Problem, did_you_mean, one_of, quoted
from ssmdsl.known_words import is_surely_unknown
from ssmdsl.value_type import ParameterType, basic_type

OPERATORS = {
    "StringEquals": "String",
    "EqualsIgnoreCase": "String",
    "StartsWith": "String",
    "EndsWith": "String",
    "Contains": "String",
    "NumericEquals": "Integer",
    "NumericGreater": "Integer",
    "NumericLesser": "Integer",
    "NumericGreaterOrEquals": "Integer",
    "NumericLesserOrEquals": "Integer",
    "BooleanEquals": "Boolean",
}
"""AWS's operators, each with the type of what stands on both its sides."""

EQUALS = {"String": "StringEquals", "Integer": "NumericEquals", "Boolean": "BooleanEquals"}
"""The operator that says "is", by the type of what it compares."""

_LITERALS = {"String": "text", "Integer": "an integer", "Boolean": "True or False"}


class Operand:
    """What a condition can look at: a reference, whose value the automation knows when it runs."""

    enum: tuple[str, ...] = ()
    """The only texts that the value can be, where AWS's own models know them."""

    @property
    def expression(self) -> str:
        """What stands between the braces."""
        raise NotImplementedError

    @property
    def value_type(self) -> ParameterType:
        """The type of the value it stands for."""
        raise NotImplementedError


class Condition:
    """Something that is true or false when the automation runs, and only then."""

    def __and__(self, other: "Condition | Operand") -> "And":
        return And(*(self.conditions if isinstance(self, And) else (self,)), other)

    def __or__(self, other: "Condition | Operand") -> "Or":
        return Or(*(self.conditions if isinstance(self, Or) else (self,)), other)

    def __invert__(self) -> "Not":
        return Not(self)

    def __bool__(self) -> bool:
        message = (
            "it is decided when the automation runs, so Python's if, and, or, not and in cannot"
            " ask it; give it to when(…), and combine conditions with &, | and ~"
        )
        raise DefinitionError(problems=[Problem(f"condition {self}", message, code="SSM211")])

    def __repr__(self) -> str:
        return str(self)

    def content(self) -> dict[str, Any]:
        """Return the condition as the document has it, with references still as values."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False, repr=False)
class Comparison(Condition):
    """A reference compared with a value, or with another reference."""

    variable: Operand
    """What is looked at."""
    operator: str
    """AWS's name of how: `StringEquals`."""
    value: Any
    """What it is compared with."""

    def __post_init__(self) -> None:
        """Refuse values of types that the operator does not compare."""
        if not isinstance(self.variable, Operand):
            self._refuse(f"{quoted(self.variable)} is not a parameter, an output or a variable")
        if self.operator not in OPERATORS:
            near = did_you_mean(self.operator, OPERATORS)
            self._refuse(f"there is no such operator, only {one_of(OPERATORS)}.{near}")
        wanted = OPERATORS[self.operator]
        given = basic_type(self.variable.value_type)
        if given != wanted:
            self._refuse(
                f"{{{{ {self.variable.expression} }}}} is of type {self.variable.value_type}, and"
                f" {self.operator} compares values of type {wanted}"
            )
        if isinstance(self.value, Operand):
            if basic_type(self.value.value_type) != wanted:
                self._refuse(
                    f"{{{{ {self.value.expression} }}}} is of type {self.value.value_type}, and"
                    f" {self.operator} compares values of type {wanted}"
                )
        elif not _is_literal(self.value, wanted):
            self._refuse(f"{quoted(self.value)} is not {_LITERALS[wanted]}")
        elif self.operator == "StringEquals" and "{{" not in self.value:
            self._check_word()

    def _check_word(self) -> None:
        """Refuse a text that AWS's own model knows the variable never to be."""
        words = self.variable.enum
        if words and self.value not in words and is_surely_unknown(self.value, words):
            near = did_you_mean(self.value, words)
            shown = f"{{{{ {self.variable.expression} }}}}"
            message = f"{shown} is never {quoted(self.value)}, only {one_of(words, 20)}.{near}"
            self._refuse(message, code="SSM706")

    def _refuse(self, message: str, *, code: str = "SSM211") -> NoReturn:
        problem = Problem(f"condition {self.operator}", message, code=code)
        raise DefinitionError(problems=[problem])

    def __bool__(self) -> bool:
        """Tell two references apart, as dictionaries ask; nothing else is known yet."""
        if self.operator in EQUALS.values() and isinstance(self.value, Operand):
            return self.variable.expression == self.value.expression
        return super().__bool__()

    def __str__(self) -> str:
        value = self.value if isinstance(self.value, Operand) else quoted(self.value)
        return f"{self.operator}({self.variable}, {value})"

    def content(self) -> dict[str, Any]:
        """Return `Variable` and the operator with its value."""
        return {"Variable": self.variable, self.operator: self.value}


def _is_literal(value: Any, wanted: str) -> bool:
    if wanted == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, str if wanted == "String" else bool)


class _Several(Condition):
    """Conditions under one word."""

    word: str

    def __init__(self, *conditions: Condition | Operand) -> None:
        """Keep the conditions; there is at least one."""
        place = f"condition {self.word}"
        asked = [as_condition(given) for given in conditions]
        problems = [
            Problem(place, f"{quoted(given)} is not a condition")
            for given in asked
            if not isinstance(given, Condition)
        ]
        if not conditions:
            problems.append(Problem(place, "needs at least one condition"))
        if problems:
            raise DefinitionError(problems=problems)
        self.conditions: tuple[Condition, ...] = tuple(asked)

    def __str__(self) -> str:
        return f"{self.word}({', '.join(map(str, self.conditions))})"

    def content(self) -> dict[str, Any]:
        """Return the conditions as a list under the word."""
        return {self.word: [condition.content() for condition in self.conditions]}


class And(_Several):
    """True when all its conditions are; `a & b` in short."""

    word = "And"


class Or(_Several):
    """True when one of its conditions is; `a | b` in short."""

    word = "Or"


class Not(_Several):
    """True when its condition is not; `~a` in short."""

    word = "Not"

    def __init__(self, condition: Condition | Operand) -> None:
        """Keep the condition."""
        super().__init__(condition)

    def content(self) -> dict[str, Any]:
        """Return the one condition under the word."""
        return {"Not": self.conditions[0].content()}


def as_condition(given: Any) -> Any:
    """Return the condition that a reference is true, if it is one; all else as it is.

    Raises:
        DefinitionError: it is a reference to something else than a Boolean.
    """
    if isinstance(given, Operand):
        return Comparison(given, "BooleanEquals", True)
    return given


def compare(variable: Operand, value: Any) -> Condition:
    """Return the condition that a reference has a value.

    Raises:
        DefinitionError: its type is one that Automation does not compare.
    """
    kind = basic_type(variable.value_type)
    if kind not in EQUALS:
        message = f"it is of type {variable.value_type}, and only {one_of(EQUALS)} are compared"
        raise DefinitionError(problems=[Problem(f"{{{{ {variable.expression} }}}}", message)])
    return Comparison(variable, EQUALS[kind], value)
