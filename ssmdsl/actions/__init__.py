"""One file for each `aws:` action of SSM Automation.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

from ssmdsl.actions.assert_aws_resource_property import AssertAwsResourceProperty
from ssmdsl.actions.branch import Branch, Choice, When, when
from ssmdsl.actions.execute_aws_api import ExecuteAwsApi
from ssmdsl.actions.execute_script import ExecuteScript
from ssmdsl.actions.loop import Loop, LoopName
from ssmdsl.actions.sleep import Sleep
from ssmdsl.actions.update_variable import UpdateVariable
from ssmdsl.actions.wait_for_aws_resource_property import WaitForAwsResourceProperty

__all__ = [
    "AssertAwsResourceProperty",
    "Branch",
    "Choice",
    "ExecuteAwsApi",
    "ExecuteScript",
    "Loop",
    "LoopName",
    "Sleep",
    "UpdateVariable",
    "WaitForAwsResourceProperty",
    "When",
    "when",
]
