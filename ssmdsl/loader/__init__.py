"""Reads what people have already written: SSM documents and CloudFormation templates.

Takes the bytes of a file, YAML or JSON, and gives documents and remediations; what AWS tolerates
is brought into its proper form, and each change is told. It opens no file itself, runs nothing
that it reads and asks nobody.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from ssmdsl.loader.changes import Change
from ssmdsl.loader.load import Loaded, Read, load, read

__all__ = ["Change", "Loaded", "Read", "load", "read"]
