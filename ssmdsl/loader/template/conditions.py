"""The conditions of a template, as far as they can be told before the stack is made.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
"""

from typing import TYPE_CHECKING, Any

from ssmdsl.errors import did_you_mean, quoted
from ssmdsl.loader.template.resolved import Unknown, UnknownError, later, wrong
from ssmdsl.reference import REFERENCE
from ssmdsl.text import Text
from ssmdsl.text.place import Where, member_of, offset_of

if TYPE_CHECKING:
    from ssmdsl.loader.template.intrinsics import Intrinsics


class Conditions:
    """The conditions of one template."""

    def __init__(self, text: Text, intrinsics: "Intrinsics") -> None:
        """Keep them, untold."""
        self._text = text
        self._intrinsics = intrinsics
        written = text.value.get("Conditions")
        self._names = list(written) if isinstance(written, dict) else []
        self._told: dict[str, bool | Unknown] = {}
        self._asked: list[str] = []

    def holds(self, name: Any, offset: int) -> bool:
        """Return whether a condition holds.

        Args:
            name: what it is called.
            offset: where it is asked for.

        Raises:
            UnknownError: that cannot be told.
        """
        if not isinstance(name, str) or name not in self._names:
            near = did_you_mean(str(name), self._names) if isinstance(name, str) else ""
            raise wrong(offset, f"{quoted(name)} is no condition of the template.{near}")
        if name in self._asked:
            circle = " → ".join([*self._asked[self._asked.index(name) :], name])
            raise wrong(offset, f"the conditions depend on each other in a circle: {circle}")
        if name not in self._told:
            part = self._text.part("Conditions", name)
            self._asked.append(name)
            try:
                self._told[name] = part is not None and self._holds(part.value, part.where)
            except UnknownError as error:
                self._told[name] = error.unknown
            finally:
                self._asked.pop()
        told = self._told[name]
        if isinstance(told, Unknown):
            raise UnknownError(told)
        return told

    def _holds(self, value: Any, where: Where) -> bool:
        offset = offset_of(where)
        if not isinstance(value, dict) or len(value) != 1:
            raise wrong(offset, f"{quoted(value)} is not a condition: one function of conditions")
        ((function, argument),) = value.items()
        inner = member_of(where, function)
        with self._intrinsics.deeper(offset):
            if function == "Condition":
                return self.holds(argument, offset)
            if function == "Fn::Equals":
                return self._equals(argument, inner, offset)
            if function not in ("Fn::And", "Fn::Or", "Fn::Not"):
                raise wrong(offset, f"{quoted(function)} is not a function of conditions")
            if not isinstance(argument, list) or not argument:
                raise wrong(offset, f"{function} takes a list of conditions")
            if function == "Fn::Not":
                if len(argument) != 1:
                    raise wrong(offset, "Fn::Not takes a list of one condition")
                return not self._holds(argument[0], member_of(inner, 0))
            return self._all_or_any(argument, inner, deciding=function == "Fn::Or")

    def _all_or_any(self, items: list[Any], where: Where, *, deciding: bool) -> bool:
        """Return what conditions come to together; one that decides makes up for unknown ones."""
        unknown: Unknown | None = None
        for index, item in enumerate(items):
            try:
                if self._holds(item, member_of(where, index)) is deciding:
                    return deciding
            except UnknownError as error:
                unknown = unknown or error.unknown
        if unknown is not None:
            raise UnknownError(unknown)
        return not deciding

    def _equals(self, argument: Any, where: Where, offset: int) -> bool:
        if not isinstance(argument, list) or len(argument) != 2:
            raise wrong(offset, "Fn::Equals takes a list of two values")
        one, other = (
            self._intrinsics.text(item, member_of(where, index))
            for index, item in enumerate(argument)
        )
        if one != other and (REFERENCE.search(one) or REFERENCE.search(other)):
            raise later(offset, f"whether {quoted(one)} is {quoted(other)}")
        return one == other
