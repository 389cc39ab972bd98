"""One file for each `aws:` action of SSM Automation.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
"""

from ssmdsl.actions.execute_aws_api import ExecuteAwsApi
from ssmdsl.actions.sleep import Sleep

__all__ = ["ExecuteAwsApi", "Sleep"]
