import re
from collections.abc import Callable
from pathlib import Path

from ssmdsl.checks import Check, checks
from ssmflow.reports import checks_page

PAGE = Path(__file__).parents[3] / "docs" / "checks.md"


def test_the_page_of_all_checks_is_current(kept: Callable[[Path, str], str]) -> None:
    page = checks_page([*checks().values()])

    # SSMFLOW_REGENERATE=1 makes the page anew; then look at what changed in it.
    assert kept(PAGE, page) == page


def test_every_line_of_the_table_leads_to_a_heading() -> None:
    page = checks_page([*checks().values()])
    anchors = re.findall(r"^\| \[SSM\d{3}\]\(#(.*?)\) \|", page, re.MULTILINE)
    headings = re.findall(r"^### (.*)$", page, re.MULTILINE)

    assert len(anchors) == len(checks())
    assert anchors == [re.sub(r"[^\w -]", "", head).lower().replace(" ", "-") for head in headings]


def test_a_check_has_a_line_and_a_section(check: Check) -> None:
    page = checks_page([check])

    assert (
        page.partition("says the same as this page.\n")[2]
        == r"""
| Code | Name | Severity | What is wrong |
|---|---|---|---|
| [SSM699](#ssm699-no-such-thing) | no-such-thing | note | There is no `a_<b>`, \<c> or \* \|. |

## Calls of AWS APIs

### SSM699 no-such-thing

Severity: note.

There is no `a_<b>`, \<c> or \* |.

**Why:** SSM accepts the document, and the step fails whenever it runs, at night and at noon.

Wrong:

```yaml
mainSteps:
  - name: Wrong
```

Right:

```python
{quotes}A remediation.{quotes}

thing = 1
```

Source: <https://docs.aws.amazon.com/thing.html>
""".replace("{quotes}", '"""')
    )
