"""The operations that only begin what they are called for, and how to see that it is done.

Source: botocore's waiters, which have the states; which operation begins what is from AWS's
references of the APIs.
"""

import re
from dataclasses import dataclass

from ssmdsl.api_call import ApiCall

READS = re.compile("(Batch)?(Describe|Get|List)[A-Z]")
"""How the operations begin that look at a resource and change nothing."""


@dataclass(frozen=True)
class Beginning:
    """What an operation begins."""

    key: str
    """The input that names the resource; empty where only the response does."""
    describe: str
    """The operation that tells the state."""
    state: str
    """The state when it is done."""


def beginning(step: ApiCall) -> Beginning | None:
    """Return what a step begins, or nothing where it is done when the step is."""
    if step.action != "aws:executeAwsApi":
        return None
    return _BEGINNINGS.get(step.service, {}).get(step.api)


def _databases(*restores: str) -> dict[str, Beginning]:
    """Return what the services begin that have instances, clusters and snapshots of databases."""
    instance = Beginning("DBInstanceIdentifier", "DescribeDBInstances", "available")
    cluster = Beginning("DBClusterIdentifier", "DescribeDBClusters", "available")
    snapshot = Beginning("DBClusterSnapshotIdentifier", "DescribeDBClusterSnapshots", "available")
    copy = Beginning("TargetDBClusterSnapshotIdentifier", snapshot.describe, snapshot.state)
    return {
        "CreateDBInstance": instance,
        "RebootDBInstance": instance,
        "CreateDBCluster": cluster,
        "RestoreDBClusterFromSnapshot": cluster,
        "RestoreDBClusterToPointInTime": cluster,
        "StartDBCluster": cluster,
        "CreateDBClusterSnapshot": snapshot,
        "CopyDBClusterSnapshot": copy,
        **dict.fromkeys(restores, instance),
    }


_IMAGE = Beginning("", "DescribeImages", "available")
_SNAPSHOT = Beginning("", "DescribeSnapshots", "completed")

_BEGINNINGS = {
    "cloudformation": {
        "CreateStack": Beginning("StackName", "DescribeStacks", "CREATE_COMPLETE"),
        "UpdateStack": Beginning("StackName", "DescribeStacks", "UPDATE_COMPLETE"),
    },
    "docdb": _databases(),
    "dynamodb": {"CreateTable": Beginning("TableName", "DescribeTable", "ACTIVE")},
    "ec2": {
        "AttachVolume": Beginning("VolumeId", "DescribeVolumes", "in-use"),
        "CopyImage": _IMAGE,
        "CopySnapshot": _SNAPSHOT,
        "CreateImage": _IMAGE,
        "CreateNatGateway": Beginning("", "DescribeNatGateways", "available"),
        "CreateSnapshot": _SNAPSHOT,
        "CreateVolume": Beginning("", "DescribeVolumes", "available"),
        "DetachVolume": Beginning("VolumeId", "DescribeVolumes", "available"),
        "RunInstances": Beginning("", "DescribeInstances", "running"),
        "StartInstances": Beginning("InstanceIds", "DescribeInstances", "running"),
        "StopInstances": Beginning("InstanceIds", "DescribeInstances", "stopped"),
    },
    "eks": {
        "CreateCluster": Beginning("name", "DescribeCluster", "ACTIVE"),
        "CreateFargateProfile": Beginning("fargateProfileName", "DescribeFargateProfile", "ACTIVE"),
        "CreateNodegroup": Beginning("nodegroupName", "DescribeNodegroup", "ACTIVE"),
    },
    "kinesis": {"CreateStream": Beginning("StreamName", "DescribeStream", "ACTIVE")},
    "neptune": _databases(),
    "rds": {
        **_databases(
            "CreateDBInstanceReadReplica",
            "PromoteReadReplica",
            "RestoreDBInstanceFromDBSnapshot",
            "RestoreDBInstanceFromS3",
            "StartDBInstance",
        ),
        "CreateDBSnapshot": Beginning("DBSnapshotIdentifier", "DescribeDBSnapshots", "available"),
        "CopyDBSnapshot": Beginning(
            "TargetDBSnapshotIdentifier", "DescribeDBSnapshots", "available"
        ),
        "StopDBInstance": Beginning("DBInstanceIdentifier", "DescribeDBInstances", "stopped"),
    },
    "redshift": {
        "CreateCluster": Beginning("ClusterIdentifier", "DescribeClusters", "available"),
        "RestoreFromClusterSnapshot": Beginning(
            "ClusterIdentifier", "DescribeClusters", "available"
        ),
    },
    "sagemaker": {
        "StartNotebookInstance": Beginning(
            "NotebookInstanceName", "DescribeNotebookInstance", "InService"
        ),
        "StopNotebookInstance": Beginning(
            "NotebookInstanceName", "DescribeNotebookInstance", "Stopped"
        ),
    },
}
