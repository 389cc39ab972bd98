"""What the checks find in published documents: errors in those alone that have a true defect."""

from pathlib import Path

import pytest

from ssmdsl.checks import check_document
from ssmdsl.loader import read

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")

TRUE_DEFECTS = {
    # An output that selects what the response does not have.
    ("asr__ConfigureDynamoDBAutoScaling.yaml", "PutReadScalingPolicy", "SSM702"),
    ("asr__ConfigureDynamoDBAutoScaling.yaml", "PutWriteScalingPolicy", "SSM702"),
    ("asr__ReplaceCodeBuildClearTextCredentials.yaml", "UpdateProject", "SSM702"),
    ("aws-public__AWSConfigRemediation-UpdateXRayKMSKey.json", "EncryptXRayWithKMSKey", "SSM702"),
    (
        "digito__elasticache-sop-redis_increase_shards-2020-10-26.yaml",
        "ModifyReplicationGroupShardConfiguration",
        "SSM702",
    ),
    # An output of a script that is not in its Payload.
    (
        "aws-public__AWSQuickSetupType-SetupJITNAResources.json",
        "CreateJustInTimeAccessInvocationRole",
        "SSM704",
    ),
    # A parameter that the operation does not have.
    ("asr__EncryptRDSSnapshot.yaml", "DeleteUnencryptedRdsClusterSnapshot", "SSM602"),
    ("hundredacres__delete_public_subnet_resource.yaml", "StopECSTask", "SSM602"),
    ("hundredacres__enable_s3_public_access_block.yaml", "EnablePublicAccessBlock", "SSM602"),
    # A text for a number, and outputs that the script returns under other names.
    (
        "digito__lambda-test-throttling-2020-10-26.yaml",
        "RollbackConcurrentExecutionsValue",
        "SSM604",
    ),
    ("digito__lambda-test-throttling-2020-10-26.yaml", "RollbackPreviousExecution", "SSM604"),
    (
        "digito__lambda-test-throttling-2020-10-26.yaml",
        "BackupReservedConcurrentExecutions",
        "SSM815",
    ),
    # A key of the payload that the step does not hand over.
    ("asr__NPB_RDS.6.yaml", "ParseInput", "SSM807"),
    ("hundredacres__delete_public_subnet_resource.yaml", "SkipDeletion", "SSM807"),
    # A name that nothing defines.
    (
        "aws-public__AWSConfigRemediation-EnableRedshiftClusterAutomatedSnapshot.json",
        "VerifyRedshiftClusterAutomatedSnapshotRetentionPeriod",
        "SSM806",
    ),
    ("fis-workshop2__ChaosDocument.yaml", "Step1", "SSM806"),
    # A placeholder for a script.
    (
        "aws-public__AWSSupport-CollectAmazonConnectContactFlowLog.json",
        "CheckS3BucketPublicStatus",
        "SSM801",
    ),
    ("ssm-user-guide__documents-schemas-features-16.yaml", "LaunchEc2Instance", "SSM802"),
    *(
        ("ssm-user-guide__automation-authoring-runbooks-scripted-example-2.json", step, "SSM802")
        for step in (
            "getPrimaryInstanceState",
            "getSecondaryInstanceState",
            "returnPrimaryTagKey",
            "returnPrimaryTagValue",
            "returnPrimaryToOriginalState",
            "returnSecondaryTagKey",
            "returnSecondaryTagValue",
            "returnSecondaryToOriginalState",
            "verifyPrimaryInstancesRunning",
            "verifySecondaryInstancesRunning",
            "waitForPrimaryRunningInstances",
            "waitForSecondaryRunningInstances",
        )
    ),
}
"""Each error that is found: the document, the step and the check."""


def test_an_error_is_a_true_defect() -> None:
    found = {
        (file.name, finding.step, finding.code)
        for file in CORPUS.glob("*__*")
        for document, _ in read(file.read_bytes(), name="Corpus").documents
        for finding in check_document(document)
        if finding.severity == "error"
    }

    assert found == TRUE_DEFECTS
