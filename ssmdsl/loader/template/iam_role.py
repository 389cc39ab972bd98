"""`AWS::IAM::Role` and the policies that are attached to it → the service, and `Statement`s.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
"""

from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from typing import Any

from ssmdsl.data_path import Path, shown
from ssmdsl.errors import DefinitionError, quoted
from ssmdsl.loader.template.resolved import ARN, Unknown, attribute_of, resource_of, settled
from ssmdsl.loader.template.template import Resource, Template
from ssmdsl.permissions import Statement
from ssmdsl.text import Place, Text

ROLE = "AWS::IAM::Role"
_ATTACHED = {
    "AWS::IAM::ManagedPolicy": "Roles",
    "AWS::IAM::Policy": "Roles",
    "AWS::IAM::RolePolicy": "RoleName",
}
"""The property by which a policy names its roles."""
_KEPT = ("AssumeRolePolicyDocument", "ManagedPolicyArns", "Policies")
_STATEMENT = ("Action", "Condition", "Effect", "Resource", "Sid")
_TRUST = ("AssumeRolePolicyDocument", "Statement")
_ASSUME = "sts:AssumeRole"
_AUTOMATION = "ssm.amazonaws.com"
"""What acts as the role of an automation."""
_PLACES: dict[str, Path] = {
    "actions": ("Action",),
    "resources": ("Resource",),
    "conditions": ("Condition",),
}


class IamRoles:
    """The roles of one template."""

    def __init__(self, template: Template) -> None:
        """Keep the template; a role is read once something uses it."""
        self._template = template
        self.names = [role.name for role in template.of_type(ROLE)]
        """The resources that are roles."""

    def role_of(self, value: Any) -> str | None:
        """Return the role of the template of which a value is the ARN."""
        resource = resource_of(value)
        if resource in self.names:
            return resource if attribute_of(value) == ARN else None
        if isinstance(value, str) and value.startswith("arn:"):
            for name in self.names:
                own = self._template.resolved(self._template.resources[name], "RoleName")
                if own is not None and isinstance(own.value, str):
                    if value.endswith(f":role/{own.value}"):
                        return name
        return None

    def misnamed(self, value: Any) -> str | None:
        """Return what is wrong with a value that is a role's, but not its ARN."""
        role = resource_of(value)
        attribute = attribute_of(value)
        if role not in self.names or attribute == ARN:
            return None
        what = "made of" if attribute is None else f"the {attribute or 'name'} of"
        return f"it is {what} role {quoted(role)}, not its ARN; write !GetAtt {role}.{ARN}"

    def service(self, name: str) -> str | None:
        """Return the service that acts as a role, or nothing and tell why not."""
        role = self._template.resources[name]
        found = self._template.property(role, *_TRUST)
        if found is None and self._template.resolved(role, *_TRUST) is not None:
            return None  # told already: only the stack knows it
        services = list(self._trusted(role, found)) if found is not None else []
        if len(services) == 1 and isinstance(services[0], str):
            return services[0]
        message = f"the role is acted as by {quoted(services)}; a Role is that of one service"
        self._template.problem(role, message, *_TRUST)
        return None

    def tell_trust(self, name: str) -> None:
        """Tell what is not kept of whom the role of an automation trusts."""
        role = self._template.resources[name]
        found = self._template.resolved(role, *_TRUST)
        if found is not None:
            for _ in self._trusted(role, found, (_AUTOMATION,)):
                pass

    def _trusted(
        self, role: Resource, found: Text, only: Collection[str] | None = None
    ) -> Iterator[Any]:
        """Yield the services that act as a role, and tell what else its trust policy says.

        Args:
            role: the role.
            found: the statements of its trust policy.
            only: the services that are kept, if not all are.
        """
        changes = self._template.changes.within(found)
        listed = isinstance(found.value, list)
        for index, statement in enumerate(_listed(found.value)):
            where: Path = (index,) if listed else ()
            subject = f"{role.subject}, {shown((*_TRUST, *where))}"
            for path, service in _trust(statement):
                if service is not None and (only is None or service in only):
                    yield service
                else:
                    below = shown(("", *path)) if path else ""
                    is_key = bool(path) and isinstance(path[-1], str)
                    changes.add((*where, *path), f"{subject}{below}: it is not kept", key=is_key)

    def permissions(self, name: str, passed: Collection[str] = ()) -> list[Statement | str]:
        """Return what a role may do: actions alone where each is allowed on everything.

        Args:
            name: the role.
            passed: the roles that it may pass to their services without being told.
        """
        role = self._template.resources[name]
        self._template.take(role)
        self._template.not_kept(role, _KEPT)
        statements: list[Statement] = []
        for resource, path in self._policies(role):
            self._template.take(resource)
            statements += self._statements(resource, path, passed)
        if all(each.resources == ("*",) and not each.conditions for each in statements):
            return list(dict.fromkeys(action for each in statements for action in each.actions))
        return list(statements)

    def policies_place(self, name: str) -> Place:
        """Return where the statements of a role stand, or else the role itself."""
        role = self._template.resources[name]
        for resource, path in self._policies(role):
            found = self._template.resolved(resource, *path)
            if found is not None:
                return found.key_place(("Statement",))
        return role.text.place(())

    def unpassed(self, name: str, passed: Collection[str]) -> list[str]:
        """Return those of other roles that a role may surely not hand to their services."""
        role = self._template.resources[name]
        found = self._template.resolved(role, "ManagedPolicyArns")
        attached = _listed(found.value) if found is not None else []
        left = list(passed)
        if any(resource_of(item) not in self._template.resources for item in attached):
            return []  # what a policy elsewhere allows is not known
        for resource, path in self._policies(role):
            found = self._template.resolved(resource, *path, "Statement")
            for statement in _listed(found.value) if found is not None else []:
                if not isinstance(statement, dict):
                    return []
                if any(map(_may_pass, _listed(statement.get("Action")))):
                    items = _listed(statement.get("Resource"))
                    left = [each for each in left if not self._is_among(each, items)]
        return left

    def _is_among(self, role: str, items: list[Any]) -> bool:
        """Return whether a role may be one of the resources of a statement."""
        return any(
            (isinstance(item, Unknown) and resource_of(item) is None)
            or self.role_of(item) == role
            or (isinstance(item, str) and "*" in item)
            for item in items
        )

    def _policies(self, role: Resource) -> Iterator[tuple[Resource, Path]]:
        """Yield the resources and the paths in them where policies of a role stand."""
        template = self._template
        inline = template.items(role, "Policies")
        for index in inline:
            yield role, ("Policies", index, "PolicyDocument")
        attached = self._attached_by_arn(role)
        for resource in template.of_type(*_ATTACHED):
            named = template.resolved(resource, _ATTACHED[resource.type])
            roles = [resource_of(item) for item in _listed(named.value)] if named else []
            if role.name in roles or resource.name in attached or self._by_name(named, role):
                yield resource, ("PolicyDocument",)

    def _by_name(self, named: Text | None, role: Resource) -> bool:
        own = self._template.resolved(role, "RoleName")
        return (
            named is not None
            and own is not None
            and isinstance(own.value, str)
            and own.value in _listed(named.value)
        )

    def _attached_by_arn(self, role: Resource) -> list[str]:
        """Return the policies of the template that a role names, and tell of all others."""
        found = self._template.resolved(role, "ManagedPolicyArns")
        attached = []
        for index, item in enumerate(_listed(found.value) if found is not None else []):
            resource = resource_of(item)
            if resource in self._template.resources:
                attached.append(str(resource))
            else:
                what = "a policy" if isinstance(item, Unknown) else quoted(item)
                message = f"{what} is not kept; add what is needed of it"
                self._template.change(role, message, "ManagedPolicyArns", index)
        return attached

    def _statements(
        self, resource: Resource, path: Path, passed: Collection[str]
    ) -> Iterator[Statement]:
        template = self._template
        found = template.resolved(resource, *path, "Statement")
        if found is None:
            template.problem(resource, "a policy has a Statement, a list", *path)
            return
        listed = isinstance(found.value, list)
        for index, statement in enumerate(_listed(found.value)):
            where: Path = (index,) if listed else ()
            part = found.part(*where)
            subject = f"{resource.subject}, {shown((*path, 'Statement', *where))}"
            if not isinstance(statement, dict) or part is None:
                unknown = part is not None and settled(part, template.problems, subject) is None
                if not unknown:
                    template.problems.within(found).add(
                        where, f"{subject}: {quoted(statement)} is not a dictionary"
                    )
                continue
            made = self._statement(part, subject, passed)
            if made is not None:
                yield made

    def _statement(self, part: Text, subject: str, passed: Collection[str]) -> Statement | None:
        template = self._template
        problems = template.problems.within(part)
        effect = part.part("Effect")
        if effect is not None and settled(effect, template.problems, f"{subject}.Effect") is None:
            return Statement(["*"])
        unfit = _unfit(part.value)
        for key, message in unfit:
            problems.add((key,), f"{subject}: {message}", key=key not in part.value)
        if unfit:
            return None
        whole = {key: value for key, value in part.value.items() if key != "Resource"}
        known = settled(Text(whole, part.where, part.lines), template.problems, subject)
        if known is None:
            self._resources(part, subject)
            return Statement(["*"])  # whatever it may be that only the stack knows
        actions = _listed(known.value["Action"])
        written = _listed(part.value.get("Resource", []))
        to_passed = bool(written) and all(self.role_of(item) in passed for item in written)
        if to_passed and "iam:PassRole" in actions:
            actions = [action for action in actions if action != "iam:PassRole"]
            message = f"{subject}: iam:PassRole is left out; the automation may pass it anyway"
            template.changes.within(part).add(("Action",), message)
            if not actions:
                return None
        resources = self._resources(part, subject)
        if resources is None:
            return None
        try:
            return Statement(actions, resources, conditions=_texts(known.value.get("Condition")))
        except DefinitionError as error:
            problems.add_all(error, (), _PLACES)
            return None

    def _resources(self, part: Text, subject: str) -> list[Any] | None:
        """Return the resources of a statement: all, if they are known only to the stack."""
        found = part.part("Resource")
        if found is None:
            return ["*"]
        unknown = [item for item in _listed(found.value) if isinstance(item, Unknown)]
        if not unknown or not all(item.is_later for item in unknown):
            known = settled(found, self._template.problems, f"{subject}.Resource")
            return None if known is None else _listed(known.value)
        for item in unknown:
            place = self._template.changes.within(found)
            names = f"{quoted(item.resource)} of the template" if item.resource else "what it names"
            place.add((), f'{subject}.Resource: {names} is not known yet; it is written "*"')
        return ["*"]


def _unfit(statement: dict[str, Any]) -> list[tuple[str, str]]:
    """Return keys and messages of what a `Statement` does not say."""
    found = []
    effect = statement.get("Effect")
    if effect != "Allow":
        found.append(("Effect", f"its Effect is {quoted(effect)}; a Statement only allows"))
    for key in statement:
        if key not in _STATEMENT:
            found.append((key, f"{quoted(key)} is not taken; write what is allowed"))
    if "Action" not in statement:
        found.append(("Action", "its Action is required"))
    return found


def _may_pass(action: Any) -> bool:
    """Return whether an action may be that of passing a role."""
    return not isinstance(action, str) or fnmatchcase("iam:passrole", action.lower())


def _trust(statement: Any) -> Iterator[tuple[Path, Any]]:
    """Yield who may act as a role: a service and where it stands, or nothing for what else."""
    actions = _listed(statement.get("Action")) if isinstance(statement, dict) else []
    others = [
        index for index, action in enumerate(actions) if str(action).lower() != _ASSUME.lower()
    ]
    if not actions or len(others) == len(actions):
        yield (), None
        return
    if statement.get("Effect") != "Allow":
        yield ("Effect",) if "Effect" in statement else (), None
        return
    for index in others:
        yield ("Action", index), None
    for key, value in statement.items():
        if key == "Principal" and isinstance(value, dict):
            for kind, principals in value.items():
                if kind != "Service":
                    yield (key, kind), None
                    continue
                for index, service in enumerate(_listed(principals)):
                    yield (key, kind, *((index,) if isinstance(principals, list) else ())), service
        elif key not in ("Action", "Effect", "Sid"):
            yield (key,), None


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _texts(conditions: Any) -> Any:
    """Return conditions whose flags and numbers are texts, as IAM writes them."""
    if isinstance(conditions, dict):
        return {key: _texts(member) for key, member in conditions.items()}
    if isinstance(conditions, list):
        return [_texts(item) for item in conditions]
    if isinstance(conditions, bool):
        return "true" if conditions else "false"
    if isinstance(conditions, int | float):
        return str(conditions)
    return {} if conditions is None else conditions
