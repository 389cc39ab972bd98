"""One file for each `aws:` action of SSM Automation, imported when it is asked for.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ssmdsl.actions.approve import Approve
    from ssmdsl.actions.assert_aws_resource_property import AssertAwsResourceProperty
    from ssmdsl.actions.branch import Branch, Choice, When, when
    from ssmdsl.actions.change_instance_state import ChangeInstanceState
    from ssmdsl.actions.copy_image import CopyImage
    from ssmdsl.actions.create_image import CreateImage
    from ssmdsl.actions.create_stack import CreateStack
    from ssmdsl.actions.create_tags import CreateTags
    from ssmdsl.actions.delete_image import DeleteImage
    from ssmdsl.actions.delete_stack import DeleteStack
    from ssmdsl.actions.execute_automation import ExecuteAutomation
    from ssmdsl.actions.execute_aws_api import ExecuteAwsApi
    from ssmdsl.actions.execute_script import ExecuteScript
    from ssmdsl.actions.execute_state_machine import ExecuteStateMachine
    from ssmdsl.actions.invoke_lambda_function import InvokeLambdaFunction
    from ssmdsl.actions.invoke_webhook import InvokeWebhook
    from ssmdsl.actions.loop import Loop, LoopName
    from ssmdsl.actions.pause import Pause
    from ssmdsl.actions.run_command import RunCommand
    from ssmdsl.actions.run_instances import RunInstances
    from ssmdsl.actions.sleep import Sleep
    from ssmdsl.actions.update_variable import UpdateVariable
    from ssmdsl.actions.wait_for_aws_resource_property import WaitForAwsResourceProperty

__all__ = [
    "Approve",
    "AssertAwsResourceProperty",
    "Branch",
    "ChangeInstanceState",
    "Choice",
    "CopyImage",
    "CreateImage",
    "CreateStack",
    "CreateTags",
    "DeleteImage",
    "DeleteStack",
    "ExecuteAutomation",
    "ExecuteAwsApi",
    "ExecuteScript",
    "ExecuteStateMachine",
    "InvokeLambdaFunction",
    "InvokeWebhook",
    "Loop",
    "LoopName",
    "Pause",
    "RunCommand",
    "RunInstances",
    "Sleep",
    "UpdateVariable",
    "WaitForAwsResourceProperty",
    "When",
    "when",
]

BESIDE = {"Choice": "Branch", "LoopName": "Loop", "When": "Branch", "when": "Branch"}
"""What stands in the file of an action, beside it."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    file = re.sub("(?<!^)(?=[A-Z])", "_", BESIDE.get(name, name)).lower()
    found = getattr(import_module(f"{__name__}.{file}"), name)
    globals()[name] = found  # the next one does not ask
    return found
