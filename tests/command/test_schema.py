import json
from typing import TYPE_CHECKING

from ssmdsl.schema import document_schema

if TYPE_CHECKING:
    from tests.command.conftest import Run


def test_the_schema_is_printed_as_json(run: "Run") -> None:
    ran = run("schema")

    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == document_schema()
    assert ran.out.startswith('{\n  "$schema": "http://json-schema.org/draft-07/schema#",\n')
    assert ran.out.endswith("\n}\n")
