"""How findings are shown: to people, to programs, to code scanning and to GitHub's log.

Takes findings with their places in the user's files, in the order in which they are to be shown,
and gives text, which can be written in UTF-8 whatever the files hold, and ends with a newline
where there is any. It reads no file and prints nothing.
"""

from ssmflow.reports.explain import NoSuchCheckError, explanation, find_check
from ssmflow.reports.github import github_report
from ssmflow.reports.json_ import json_report
from ssmflow.reports.located import Located
from ssmflow.reports.page import checks_page
from ssmflow.reports.sarif import sarif_report
from ssmflow.reports.text import text_report

__all__ = [
    "Located",
    "NoSuchCheckError",
    "checks_page",
    "explanation",
    "find_check",
    "github_report",
    "json_report",
    "sarif_report",
    "text_report",
]
