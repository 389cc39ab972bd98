"""Documents as the Python that makes them, as a good author would have written it.

Takes what the loader gives; gives the text of a file that compiles to the same documents. It
writes no file and runs nothing.
"""

from ssmdsl.source.calls import unknown_calls
from ssmdsl.source.python_source import python_source

__all__ = ["python_source", "unknown_calls"]
