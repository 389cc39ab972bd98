from ssmdsl.checks import unused_variable, variable_never_set
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.loader import load

DECLARED = """
variables:
  Count:
    type: Integer
    default: 1
  Name:
    type: String
"""
UPDATE = """
  - name: Update
    action: aws:updateVariable
    inputs:
      Name: variable:Name
      Value: PT1M
"""
READ = """
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: "{{ variable:Name }}"
"""
ONLY_WAIT = """
  - name: Wait
    action: aws:sleep
    inputs:
      Duration: PT1M
"""


def checked(*steps: str) -> CheckedDocument:
    source = f'schemaVersion: "0.3"\n{DECLARED}mainSteps:{"".join(steps)}'
    (document,) = load(source.encode(), name="Example").documents
    return CheckedDocument(document)


def unused(*steps: str) -> list[tuple[object, str]]:
    return [(each.path, each.message) for each in unused_variable.find(checked(*steps))]


def never_set(*steps: str) -> list[tuple[object, str]]:
    return [(each.path, each.message) for each in variable_never_set.find(checked(*steps))]


COUNT = (
    ("variables", "Count"),
    'nothing reads variable "Count"; use it as {{ variable:Count }}, or remove it',
)


def test_a_variable_that_nothing_reads_is_unused() -> None:
    assert unused(ONLY_WAIT) == [
        COUNT,
        (
            ("variables", "Name"),
            'nothing reads variable "Name"; use it as {{ variable:Name }}, or remove it',
        ),
    ]


def test_an_update_is_no_use() -> None:
    assert unused(UPDATE) == [
        COUNT,
        (
            ("variables", "Name"),
            'nothing reads variable "Name", though a step updates it; use it as'
            " {{ variable:Name }}, or remove it",
        ),
    ]


def test_a_variable_that_is_read_is_used() -> None:
    assert unused(READ) == [COUNT]


def test_a_variable_that_is_read_has_a_value() -> None:
    message = 'variable "Name" is read, has no default, and no step updates it; give it a default'
    assert never_set(READ) == [(("variables", "Name"), message)]


def test_an_update_or_a_default_is_a_value() -> None:
    assert never_set(UPDATE, READ) == []
    assert never_set(ONLY_WAIT) == []


def test_an_update_that_reads_its_own_variable_uses_it() -> None:
    again = UPDATE.replace("PT1M", '"{{ variable:Name }}x"')
    assert unused(again) == [COUNT]
