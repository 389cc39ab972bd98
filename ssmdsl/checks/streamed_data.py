"""Data that a call sends or gets as a stream, which no document can hold."""

import re
from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks._requests import request_findings
from ssmdsl.data_path import Path
from ssmdsl.desired_property import DesiredProperty
from ssmdsl.errors import quoted
from ssmdsl.service_model import Operation


def find(checked: CheckedDocument) -> Iterator[Found]:
    """Yield the streams that are sent, and the selectors that look into one."""
    yield from request_findings(checked, CHECK.code)
    for step, operation in checked.calls:
        stream = _stream(operation)
        if stream is None:
            continue
        selectors: list[tuple[Path, str]] = [
            (("outputs", index, "Selector"), output.selector)
            for index, output in enumerate(checked.document.outputs_of(step))
        ]
        if isinstance(step, DesiredProperty) and isinstance(step.property_selector, str):
            selectors.append((("inputs", "PropertySelector"), step.property_selector))
        for path, selector in selectors:
            if re.match(rf"\$(\.\.?|\[['\"]){re.escape(stream)}\b", selector):
                what = f"{quoted(selector)} is a stream of bytes, which Automation does not read"
                message = f"{what}; call the operation in an aws:executeScript step"
                yield Found(checked.path(step, *path), message)


def _stream(operation: Operation) -> str | None:
    """Return the part of an operation's response that boto3 gives as a stream."""
    shape = operation.output_shape
    payload = None if shape is None else shape.serialization.get("payload")
    if shape is None or payload is None or shape.members[payload].type_name != "blob":
        return None
    return str(payload)


CHECK = Check(
    code="SSM609",
    name="streamed-data",
    severity="error",
    means="A call sends a stream, or the step looks into one that the call returns.",
    why="Automation reads no streams: the selector finds nothing that a later step could use.",
    wrong="""
mainSteps:
  - name: ReadReport
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: GetObject
      Bucket: audit-logs
      Key: report.json
    outputs:
      - Name: Report
        Selector: $.Body
        Type: String
outputs:
  - ReadReport.Report
""",
    right="""
mainSteps:
  - name: ReadReport
    action: aws:executeAwsApi
    inputs:
      Service: s3
      Api: HeadObject
      Bucket: audit-logs
      Key: report.json
    outputs:
      - Name: Tag
        Selector: $.ETag
        Type: String
outputs:
  - ReadReport.Tag
""",
    source="https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html",
    find=find,
)
