"""A Python file that a mistake ends, so that what follows it is not looked at.

It is told where the file is run.
"""

from ssmdsl.checks._check import Check

CHECK = Check(
    code="SSM110",
    name="not-run-to-the-end",
    severity="note",
    means="The file is run as far as here: what follows is not checked.",
    why="More may be wrong in it, which shows when this is mended.",
    wrong="""
from ssmdsl import Document, Pause, Variable

count = Variable(3)
document = Document("AskForIt", variables=[count], steps=[Pause("Ask", message="Go on?")])
""",
    right="""
from ssmdsl import Document, Pause

document = Document("AskForIt", steps=[Pause("Ask", message="Go on?")])
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-documents.html",
)
