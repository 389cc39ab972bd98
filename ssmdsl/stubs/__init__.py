"""Type stubs of AWS services, by which editors complete and type checkers check typed steps.

Takes services' names; gives the text of `.pyi` files, by their names in the package
`ssmflow_stubs`; touches no disk. `ssmdsl.aws` imports that package where there is one, and only
for type checkers: without it, its services are untyped.
"""

from ssmdsl.stubs.files import package_stubs, stub_files
from ssmdsl.stubs.parts import HEADER, PACKAGE

__all__ = ["HEADER", "PACKAGE", "package_stubs", "stub_files"]
