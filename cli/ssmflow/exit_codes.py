"""The exit codes of the command; 0 is fine."""

PROBLEMS = 1
"""What the user gave has problems, or the run or the deployment."""
WRONG_USAGE = 2
"""The command line is wrong; click's own."""
MISSING = 3
"""Something is missing on this machine."""
