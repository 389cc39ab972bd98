"""CloudFormation's short forms: YAML tags that stand for its functions, as `!Ref` for `Ref`.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

from typing import Any

from ssmdsl.errors import did_you_mean, one_of, quoted
from ssmdsl.text.place import Part, Where, offset_of
from ssmdsl.text.scalar import STANDARD

FUNCTIONS = {
    **{
        f"!{name}": f"Fn::{name}"
        for name in (
            "And",
            "Base64",
            "Cidr",
            "Contains",
            "EachMemberEquals",
            "EachMemberIn",
            "Equals",
            "FindInMap",
            "ForEach",
            "GetAZs",
            "GetAtt",
            "If",
            "ImportValue",
            "Join",
            "Length",
            "Not",
            "Or",
            "RefAll",
            "Select",
            "Split",
            "Sub",
            "ToJsonString",
            "Transform",
            "ValueOf",
            "ValueOfAll",
        )
    },
    "!Condition": "Condition",
    "!Ref": "Ref",
}
"""The function that each short form stands for."""


def written_out(tag: str, value: Any, where: Where) -> tuple[dict[str, Any], Part]:
    """Return what a short form stands for, and where its parts stand.

    Raises:
        ValueError: there is no such short form, or not of such a value; the message says so.
    """
    function = FUNCTIONS.get(tag)
    if function is None:
        raise ValueError(_no_such_tag(tag))
    offset = offset_of(where)
    if tag == "!GetAtt" and isinstance(value, str):
        resource, dot, attribute = value.partition(".")
        if not dot:
            message = (
                f"!GetAtt {quoted(value)} names no attribute; write !GetAtt resource.attribute"
            )
            raise ValueError(message)
        value, where = [resource, attribute], Part(offset, [offset, offset])
    return {function: value}, Part(offset, {function: where}, {function: offset})


def _no_such_tag(tag: str) -> str:
    shown = tag.replace(STANDARD, "!!", 1)
    return (
        f"the tag {quoted(shown)} is unknown; known are CloudFormation's short forms, such as"
        f" {one_of(('!GetAtt', '!Ref', '!Sub'))}.{did_you_mean(shown, FUNCTIONS) or _QUOTE_IT}"
    )


_QUOTE_IT = " A text that begins with ! needs quotes around it."
