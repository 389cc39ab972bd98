"""Reads what people have already written: SSM documents in YAML and JSON.

Takes the bytes of a file, and gives documents; what AWS tolerates is brought into its proper
form, and each change is told. It opens no file itself and runs nothing that it reads.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-syntax-data-elements-parameters.html
"""

from ssmdsl.loader.load import Change, Loaded, load

__all__ = ["Change", "Loaded", "load"]
