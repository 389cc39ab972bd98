"""A list from a call that returns its results page by page, of which the first alone is read."""

import re
from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.service_model import results_in_pages

_UNBOUNDED = re.compile(r"filters?|max\w+|limit|pagesize|dryrun|include\w+", re.IGNORECASE)
"""The parameters that do not name what is looked for, nor the page."""
_TOKEN = re.compile(r"token|marker", re.IGNORECASE)
"""What tells the next page: a step that selects it reads on."""


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the outputs that hold what is on the first page alone."""
    for step, operation in checked.calls:
        outputs = checked.document.outputs_of(step)
        lists = [
            (index, output.selector)
            for index, output in enumerate(outputs)
            if output.type in ("StringList", "MapList")
        ]
        if not lists or not all(map(_UNBOUNDED.fullmatch, step.inputs)):
            continue
        if any(_TOKEN.search(output.selector) for output in outputs):
            continue
        results = results_in_pages(step.service, operation.name)
        for index, selector in lists:
            if any(_is_all_of(selector, result) for result in results):
                message = (
                    f"{operation.name} returns its results page by page, and Automation asks for"
                    " the first alone; look for fewer, or use a paginator in an aws:executeScript"
                )
                yield Found(checked.path(step, "outputs", index), message)


def _is_all_of(selector: str, result: str) -> bool:
    """Return whether a selector reads every item of a result, and not a numbered one."""
    return re.match(rf"\$\.{{1,2}}{re.escape(result)}(?!\w|\[[0-9])", selector) is not None


CHECK = Check(
    code="SSM612",
    name="first-page",
    severity="note",
    means="A list is taken from a call that returns it page by page, and nothing says which page.",
    why="Where there are many results, the automation sees some of them, and does not fail.",
    wrong="""
mainSteps:
  - name: ListUsers
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: ListUsers
    outputs:
      - Name: Names
        Selector: $.Users..UserName
        Type: StringList
outputs:
  - ListUsers.Names
""",
    right="""
mainSteps:
  - name: ListGroups
    action: aws:executeAwsApi
    inputs:
      Service: iam
      Api: ListGroupsForUser
      UserName: auditor
    outputs:
      - Name: Names
        Selector: $.Groups..GroupName
        Type: StringList
outputs:
  - ListGroups.Names
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
