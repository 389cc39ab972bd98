"""What somebody means by the name of a request's parameter that there is not."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from ssmdsl.errors import did_you_mean, fix_of, one_of, quoted

_QUERY = re.compile(r"(\w+)(?:\.member)?\.(?:N|n|[0-9]+)(?:\.[\w.]+)?")
"""A name as it goes over the wire: `ResourceId.N`, `Filter.1.Value.1`, `Names.member.1`."""


def unknown_name(shape: Any, name: str, also: Collection[str] = ()) -> str:
    """Return what is said of a parameter that a shape does not have.

    Args:
        shape: botocore's shape of the request, or of a structure in it; `None` takes nothing.
        name: what is written.
        also: what else could be meant.
    """
    members: Mapping[str, Any] = {} if shape is None else shape.members
    query = _QUERY.fullmatch(name)
    meant = _by_wire_name(members, query[1] if query else name, is_query=query is not None)
    if meant is not None:
        takes = "a list" if members[meant].type_name == "list" else "another name"
        wire = f"the service's own requests are written so, and boto3 takes {takes}"
        return f"there is no such parameter; {wire}. Did you mean {quoted(meant)}?"
    near = did_you_mean(name, [*members, *also])
    if shape is None:
        return f"there is no such parameter; the call takes none.{near}"
    has = f"there are {one_of(members)}" if members else "there are none"
    return f"there is no such parameter; {has}.{near}"


def meant_names(shape: Any, names: Collection[Any]) -> frozenset[str | None]:
    """Return the parameters that are meant by names which there are not."""
    return frozenset(
        fix_of(unknown_name(shape, name))
        for name in names
        if isinstance(name, str) and name not in shape.members
    )


def _by_wire_name(members: Mapping[str, Any], written: str, *, is_query: bool) -> str | None:
    """Return the parameter that the service itself calls so, where boto3 calls it otherwise."""
    folded = written.casefold()
    for name, shape in members.items():
        wire = (shape.serialization.get("name"), shape.serialization.get("queryName"))
        other_name = folded != name.casefold() and folded in [own.casefold() for own in wire if own]
        if other_name or (is_query and name.casefold() in (folded, f"{folded}s")):
            return name
    return None
