"""Conditions as Python code."""

from ssmdsl.condition import And, Comparison, Condition, Not, Or
from ssmdsl.source.layout import Atom, Code, Group
from ssmdsl.source.values import Values

_SIGNS = {
    "StringEquals": "==",
    "NumericEquals": "==",
    "NumericGreater": ">",
    "NumericLesser": "<",
    "NumericGreaterOrEquals": ">=",
    "NumericLesserOrEquals": "<=",
}
_METHODS = {
    "EqualsIgnoreCase": "equals_ignore_case",
    "StartsWith": "starts_with",
    "EndsWith": "ends_with",
    "Contains": "contains",
}


def condition_code(condition: Condition, values: Values, used: set[str]) -> Code:
    """Return the code of a condition.

    Args:
        condition: the condition.
        values: the variables of what it looks at.
        used: where the names are added that the code takes from `ssmdsl`.
    """
    return _Writer(values, used).code(condition)


class _Writer:
    def __init__(self, values: Values, used: set[str]) -> None:
        self._values = values
        self._used = used

    def code(self, condition: Condition) -> Code:
        if isinstance(condition, Comparison):
            return self._comparison(condition)
        if isinstance(condition, Not):
            return self._not(condition)
        if isinstance(condition, And | Or):
            return self._several(condition)
        raise TypeError(condition)

    def _comparison(self, given: Comparison, sign: str | None = None) -> Code:
        variable = self._line(given.variable)
        if given.operator == "BooleanEquals":
            if isinstance(given.value, bool):
                return Atom(f"{variable}.is_{'true' if given.value else 'false'}()")
            return Atom(f"{variable} == {self._line(given.value)}")
        value = self._line(given.value)
        if given.operator in _METHODS:
            return Atom(f"{variable}.{_METHODS[given.operator]}({value})")
        return Atom(f"{variable} {sign or _SIGNS[given.operator]} {value}")

    def _not(self, given: Not) -> Code:
        (inner,) = given.conditions
        if isinstance(inner, Comparison) and _SIGNS.get(inner.operator) == "==":
            return self._comparison(inner, "!=")
        return Atom(f"~{self._operand(inner)}")

    def _several(self, given: And | Or) -> Code:
        first = given.conditions[0]
        if len(given.conditions) == 1 or isinstance(first, type(given)):
            self._used.add(given.word)
            return Group(
                f"{given.word}(", tuple(("", self.code(item)) for item in given.conditions), ")"
            )
        sign = " & " if isinstance(given, And) else " | "
        return _Joined(tuple(self._operand(item) for item in given.conditions), sign)

    def _operand(self, condition: Condition) -> str:
        """Return the code of a condition as it stands beside `&`, `|` or behind `~`."""
        code = self.code(condition)
        line = code.line() or ""
        is_call = isinstance(code, Group) or (
            isinstance(condition, Comparison)
            and (condition.operator in _METHODS or isinstance(condition.value, bool))
        )
        return line if is_call else f"({line})"

    def _line(self, value: object) -> str:
        return self._values.code(value).line() or ""


class _Joined(Code):
    """Conditions with a sign between them."""

    def __init__(self, operands: tuple[str, ...], sign: str) -> None:
        self._operands = operands
        self._sign = sign

    def line(self) -> str:
        return self._sign.join(self._operands)

    def lines(self, indent: str) -> str:
        inner = f"{indent}    "
        rows = f"\n{inner}{self._sign.lstrip()}".join(self._operands)
        return f"(\n{inner}{rows}\n{indent})"
