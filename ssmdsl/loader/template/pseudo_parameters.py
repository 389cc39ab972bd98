"""CloudFormation's pseudo parameters, and what stands for them in documents and policies.

Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
"""

from ssmdsl.reference import ACCOUNT_ID, AWS_PARTITION, REGION

KNOWN = {
    "AWS::AccountId": str(ACCOUNT_ID),
    "AWS::Partition": str(AWS_PARTITION),
    "AWS::Region": str(REGION),
    "AWS::URLSuffix": "amazonaws.com",
}
"""What Automation calls them; the suffix is that of most Regions."""

OF_THE_STACK = ("AWS::NotificationARNs", "AWS::StackId", "AWS::StackName")
"""What no document knows."""

NO_VALUE_NAME = "AWS::NoValue"
"""What leaves out whatever is given it."""
