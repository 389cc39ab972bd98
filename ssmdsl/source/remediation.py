"""A remediation as the statement that makes it."""

from collections.abc import Mapping
from typing import Any

from ssmdsl.permissions import Statement
from ssmdsl.remediation import Remediation, Role
from ssmdsl.rules import ManagedRule
from ssmdsl.source.layout import Atom, Code, Group, assignment, call, listed
from ssmdsl.source.names import Names
from ssmdsl.source.values import SYSTEM_VARIABLES, Values


class RemediationWriter:
    """Writes one remediation, whose document has been written."""

    def __init__(
        self, remediation: Remediation, document: str, parameters: Mapping[str, str]
    ) -> None:
        """Keep what stands for the document and its parameters.

        Args:
            remediation: the remediation.
            document: the variable of its document.
            parameters: the variables of the document's parameters, by their names.
        """
        self.used = {"ManagedRule", "Remediation"}
        """The names that the statement takes from `ssmdsl`."""
        self._remediation = remediation
        self._document = document
        self._parameters = parameters
        self._values = Values(SYSTEM_VARIABLES)

    def write(self, names: Names) -> str:
        """Return the statement."""
        given = self._remediation
        properties: list[tuple[str, Code]] = [
            ("rule", self._rule(given.rule)),
            ("document", Atom(self._document)),
        ]
        if given.resource is not None:
            properties.append(("resource", Atom(self._parameters[given.resource.name])))
        if given.arguments:
            members = [
                (f"{self._parameters[parameter.name]}: ", self._argument(value))
                for parameter, value in given.arguments.items()
            ]
            properties.append(("arguments", Group("{", tuple(members), "}")))
        if given.automatic is not None:
            self.used.add("Automatic")
            numbers = [
                (name, self._values.code(getattr(given.automatic, name)))
                for name in ("maximum_attempts", "retry_seconds")
            ]
            properties.append(("automatic", call("Automatic", (), numbers)))
        if given.statements:
            properties.append(("allow", self._allowed(given.statements)))
        statement = assignment(
            names.take(given.name, "remediation"), call("Remediation", (), properties)
        )
        self.used |= self._values.system_variables()
        return statement

    def _rule(self, rule: ManagedRule) -> Code:
        properties: list[tuple[str, Code]] = []
        if rule.name != rule.facts.name:
            properties.append(("name", self._values.code(rule.name)))
        if rule.description is not None:
            properties.append(("description", self._values.code(rule.description)))
        if rule.parameters:
            properties.append(("parameters", self._values.code(rule.parameters)))
        if rule.maximum_execution_frequency is not None:
            frequency = self._values.code(rule.maximum_execution_frequency)
            properties.append(("maximum_execution_frequency", frequency))
        return call("ManagedRule", [self._values.code(rule.identifier)], properties)

    def _argument(self, value: Any) -> Code:
        if not isinstance(value, Role):
            return self._values.code(value)
        self.used.add("Role")
        allow = [("allow", self._allowed(value.statements))]
        return call("Role", [self._values.code(value.service)], allow)

    def _allowed(self, statements: tuple[Statement, ...]) -> Code:
        """Return the list of what is allowed: actions alone where they are so on everything."""
        bare = [statement for statement in statements if _is_bare(statement)]
        if len(bare) != 1 or not _is_bare(statements[0]):
            return listed([self._statement(statement) for statement in statements])
        actions = [self._values.code(action) for action in statements[0].actions]
        return listed([*actions, *(self._statement(each) for each in statements[1:])])

    def _statement(self, statement: Statement) -> Code:
        self.used.add("Statement")
        positional = [self._values.code(statement.actions)]
        properties: list[tuple[str, Code]] = []
        if tuple(statement.resources) != ("*",):
            properties.append(("resources", self._values.code(statement.resources)))
        if statement.conditions:
            properties.append(("conditions", self._values.code(statement.conditions)))
        return call("Statement", positional, properties)


def _is_bare(statement: Statement) -> bool:
    return tuple(statement.resources) == ("*",) and not statement.conditions
