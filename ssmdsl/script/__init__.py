"""A Python function of the user's file as the text of an `aws:executeScript` script.

Takes a function; gives the text in which Automation finds it, with what it needs of its file, or
a `DefinitionError`. It reads the file in which the function stands, and runs nothing.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeScript.html
"""

from ssmdsl.script.script import script_of

__all__ = ["script_of"]
