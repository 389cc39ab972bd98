from ssmdsl import Document, Parameter
from ssmdsl.actions import Sleep
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.pattern_not_checked import find


def found(pattern: str) -> list[tuple[object, str]]:
    parameter = Parameter("Name", allowed_pattern=pattern)
    document = Document("Wait", parameters=[parameter], steps=[Sleep("Wait", duration="PT1M")])
    return [(each.path, each.message) for each in find(CheckedDocument(document))]


def test_a_pattern_of_java_alone_is_told() -> None:
    message = (
        r'"[\p{L}]+" is in Java' + "'s dialect of regular expressions alone; values are checked"
        " against it when the automation starts, and not before"
    )
    assert found(r"[\p{L}]+") == [(("parameters", "Name", "allowedPattern"), message)]


def test_a_pattern_of_both_languages_is_fine() -> None:
    assert found(r"^[\w+=,.@-]{1,64}$") == []
