"""Why the user's file cannot be used.

```
ProjectError            it cannot be used; exit code 1
├── NotAFileError       there is no such file, or none that can hold documents; exit code 2
├── PythonFileError     it is Python that does not run
└── MistakesError       what it defines cannot be
```
"""

from ssmdsl import SsmflowError


class ProjectError(SsmflowError):
    """The user's file cannot be used."""


class NotAFileError(ProjectError):
    """What the user named is no file, or none that can hold documents."""


class MistakesError(ProjectError):
    """What the user's file defines cannot be: a line for each mistake."""


class PythonFileError(ProjectError):
    """The user's Python does not run."""

    def __init__(
        self, message: str, *, reason: str, file: str, line: int = 1, column: int = 1
    ) -> None:
        """Say why, and keep the reason by itself, and where in the user's files it is."""
        super().__init__(message)
        self.reason = reason
        self.file = file
        self.line = line
        self.column = column
