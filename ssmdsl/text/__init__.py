"""What people write in a file, YAML or JSON, as plain data that knows where each part stood.

Takes the bytes of one file, and gives a `Text` or raises `TextError`: no other exception, and no
value that a document cannot carry. It opens no file itself.
"""

from ssmdsl.text.embedded import EmbeddedLines
from ssmdsl.text.error import TextError, TextProblem
from ssmdsl.text.place import Place, Text
from ssmdsl.text.reader import read_text

__all__ = ["EmbeddedLines", "Place", "Text", "TextError", "TextProblem", "read_text"]
