import http.client
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ssmdsl.sandbox import Sandbox

VPC = "AWS::EC2::VPC"
ROLE = {"StaticValue": {"Values": ["arn:aws:iam::123456789012:role/Repair"]}}
CONTENT = json.dumps(
    {
        "schemaVersion": "0.3",
        "assumeRole": "{{ AutomationAssumeRole }}",
        "parameters": {
            "AutomationAssumeRole": {"type": "AWS::IAM::Role::Arn"},
            "ResourceId": {"type": "String"},
            "Days": {"type": "Integer", "default": 60},
        },
        "mainSteps": [{"name": "Wait", "action": "aws:sleep", "inputs": {"Duration": "PT1S"}}],
    }
)


@pytest.fixture
def config(client: Any) -> Any:
    return client("config")


@pytest.fixture
def rule(client: Any) -> Iterator[str]:
    """A rule, and the document `Repair` that repairs what it finds."""
    yield make_rule(client("config"), client("ssm"))
    unmake_rule(client("config"), client("ssm"))


def make_rule(config: Any, ssm: Any) -> str:
    config.put_config_rule(
        ConfigRule={
            "ConfigRuleName": "vpc-flow-logs",
            "Source": {"Owner": "AWS", "SourceIdentifier": "VPC_FLOW_LOGS_ENABLED"},
        },
        Tags=[{"Key": "Team", "Value": "network"}],
    )
    ssm.create_document(Name="Repair", Content=CONTENT, DocumentType="Automation")
    return "vpc-flow-logs"


def unmake_rule(config: Any, ssm: Any) -> None:
    if described(config):
        config.delete_remediation_configuration(ConfigRuleName="vpc-flow-logs")
    config.delete_config_rule(ConfigRuleName="vpc-flow-logs")
    ssm.delete_document(Name="Repair")


def remediation(**changes: Any) -> dict[str, Any]:
    """Return a good configuration, changed; what is changed to `None` is left out."""
    configuration = {
        "ConfigRuleName": "vpc-flow-logs",
        "TargetType": "SSM_DOCUMENT",
        "TargetId": "Repair",
        "ResourceType": VPC,
        "Parameters": {
            "AutomationAssumeRole": ROLE,
            "ResourceId": {"ResourceValue": {"Value": "RESOURCE_ID"}},
        },
        "Automatic": True,
        "MaximumAutomaticAttempts": 3,
        "RetryAttemptSeconds": 60,
        "ExecutionControls": {"SsmControls": {"ErrorPercentage": 20}},
    }
    return {name: value for name, value in (configuration | changes).items() if value is not None}


def put(config: Any, *configurations: dict[str, Any]) -> Any:
    return config.put_remediation_configurations(RemediationConfigurations=list(configurations))


def described(config: Any, *names: str) -> list[dict[str, Any]]:
    answer = config.describe_remediation_configurations(ConfigRuleNames=names or ["vpc-flow-logs"])
    found: list[dict[str, Any]] = answer["RemediationConfigurations"]
    return found


def keys(*identifiers: str) -> list[dict[str, str]]:
    return [{"ResourceType": VPC, "ResourceId": identifier} for identifier in identifiers]


def test_a_remediation_is_kept_as_it_was_put_with_an_arn(config: Any, rule: str) -> None:
    assert put(config, remediation())["FailedBatches"] == []

    [kept] = described(config, rule, "no-such-rule", rule)
    arn = kept.pop("Arn")
    assert kept == remediation()
    assert arn.startswith(
        "arn:aws:config:us-east-1:123456789012:remediation-configuration/vpc-flow-logs/"
    )


def test_a_second_remediation_of_a_rule_takes_the_place_of_the_first(
    config: Any, rule: str
) -> None:
    put(config, remediation())
    [first] = described(config)
    manual = remediation(
        Automatic=None,
        MaximumAutomaticAttempts=None,
        RetryAttemptSeconds=None,
        ExecutionControls=None,
    )
    put(config, manual)

    [second] = described(config)
    assert second == manual | {"Automatic": False, "Arn": first["Arn"]}


def test_a_remediation_is_deleted_once(config: Any, rule: str, refusal: Any) -> None:
    put(config, remediation())
    config.delete_remediation_configuration(ConfigRuleName=rule)

    assert described(config) == []
    assert refusal(lambda: config.delete_remediation_configuration(ConfigRuleName=rule)) == (
        "400 NoSuchRemediationConfigurationException:"
        " No RemediationConfiguration for rule vpc-flow-logs exists."
    )


def test_a_rule_with_a_remediation_is_not_deleted(config: Any, rule: str, refusal: Any) -> None:
    put(config, remediation())

    assert refusal(lambda: config.delete_config_rule(ConfigRuleName=rule)) == (
        "400 ResourceInUseException: The rule vpc-flow-logs currently has a"
        " RemediationConfiguration. Please delete the RemediationConfiguration and try again."
    )
    assert len(config.describe_config_rules(ConfigRuleNames=[rule])["ConfigRules"]) == 1


PARAMETERS = remediation()["Parameters"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"ConfigRuleName": "no-rule"}, "The Config rule no-rule does not exist."),
        ({"TargetId": "NoDocument"}, "The SSM document NoDocument does not exist."),
        ({"TargetVersion": "7"}, "The SSM document Repair does not exist in version 7."),
        (
            {"Parameters": {"AutomationAssumeRole": ROLE}},
            "Parameter ResourceId of the SSM document Repair is required.",
        ),
        (
            {"Parameters": PARAMETERS | {"Hours": {"StaticValue": {"Values": ["1"]}}}},
            "Parameter Hours is not declared in the SSM document Repair.",
        ),
        (
            {"Parameters": PARAMETERS | {"Days": {}}},
            "Parameter Days needs either ResourceValue or StaticValue.",
        ),
        (
            {
                "Parameters": PARAMETERS
                | {"Days": ROLE | {"ResourceValue": {"Value": "RESOURCE_ID"}}}
            },
            "Parameter Days needs either ResourceValue or StaticValue.",
        ),
        (
            {"Parameters": PARAMETERS | {"Days": {"StaticValue": {"Values": []}}}},
            "StaticValue of parameter Days has no values.",
        ),
        (
            {"RetryAttemptSeconds": None},
            "MaximumAutomaticAttempts and RetryAttemptSeconds parameters are required to enable"
            " automatic remediations.",
        ),
        (
            {
                "Parameters": PARAMETERS
                | {"AutomationAssumeRole": {"ResourceValue": {"Value": "RESOURCE_ID"}}}
            },
            "AutomationAssumeRole must be given as a static value for automatic remediations.",
        ),
    ],
)
def test_a_remediation_that_cannot_run_is_refused(
    config: Any, rule: str, refusal: Any, changes: dict[str, Any], message: str
) -> None:
    refused = refusal(lambda: put(config, remediation(), remediation(**changes)))

    assert refused == f"400 InvalidParameterValueException: {message}"
    assert described(config) == []  # not even the good one


def test_all_that_is_wrong_with_a_remediation_is_told_at_once(
    config: Any, rule: str, refusal: Any
) -> None:
    wrong = remediation(
        RetryAttemptSeconds=None,
        Parameters={"ResourceId": {}, "Hours": {"StaticValue": {"Values": ["1"]}}},
    )

    assert refusal(lambda: put(config, wrong)) == (
        "400 InvalidParameterValueException:"
        " Parameter ResourceId needs either ResourceValue or StaticValue."
        " MaximumAutomaticAttempts and RetryAttemptSeconds parameters are required to enable"
        " automatic remediations."
        " AutomationAssumeRole must be given as a static value for automatic remediations."
        " Parameter Hours is not declared in the SSM document Repair."
        " Parameter AutomationAssumeRole of the SSM document Repair is required."
    )


def test_a_document_that_is_no_automation_is_refused(
    client: Any, config: Any, rule: str, refusal: Any
) -> None:
    command = json.dumps({"schemaVersion": "2.2", "mainSteps": []})
    client("ssm").create_document(Name="Command", Content=command, DocumentType="Command")

    assert refusal(lambda: put(config, remediation(TargetId="Command"))) == (
        "400 InvalidParameterValueException:"
        " The SSM document Command is a Command document, not Automation."
    )
    client("ssm").delete_document(Name="Command")


@pytest.mark.parametrize(
    "changes",
    [
        {"TargetId": "AWS-StopEC2Instance"},
        {"TargetId": "AWSConfigRemediation-DeleteUnusedVPC"},
        {"TargetId": "arn:aws:ssm:us-east-1:222233334444:document/Shared"},
        {"TargetVersion": "1"},
        {"TargetVersion": "$LATEST"},
        {"TargetVersion": "$DEFAULT"},
        {"Parameters": PARAMETERS | {"Days": {"StaticValue": {"Values": ["7"]}}}},
    ],
)
def test_a_remediation_that_can_run_is_taken(
    config: Any, rule: str, changes: dict[str, Any]
) -> None:
    put(config, remediation(**changes))

    [kept] = described(config)
    assert {name: kept[name] for name in changes} == changes


def test_a_yaml_document_is_read_as_well(client: Any, config: Any, rule: str, refusal: Any) -> None:
    content = "schemaVersion: '0.3'\nparameters:\n  Needed:\n    type: String\nmainSteps: []\n"
    client("ssm").create_document(
        Name="Yaml", Content=content, DocumentType="Automation", DocumentFormat="YAML"
    )

    configuration = remediation(TargetId="Yaml", Automatic=False, Parameters={})
    assert refusal(lambda: put(config, configuration)) == (
        "400 InvalidParameterValueException: Parameter Needed of the SSM document Yaml is required."
    )
    client("ssm").delete_document(Name="Yaml")


def test_what_does_not_fit_the_model_is_told_all_at_once_and_in_its_words(
    config: Any, rule: str, refusal: Any
) -> None:
    configuration = remediation(
        ConfigRuleName="r" * 129,
        TargetType="LAMBDA",
        MaximumAutomaticAttempts=26,
        Parameters={"Days": {"StaticValue": {"Values": ["x" * 257]}}},
    )
    place = "remediationConfigurations.1.member"

    assert refusal(lambda: put(config, configuration)) == (
        "400 ValidationException: 4 validation errors detected:"
        f" Value '{'r' * 129}' at '{place}.configRuleName' failed to satisfy constraint:"
        " Member must have length less than or equal to 128;"
        f" Value 'LAMBDA' at '{place}.targetType' failed to satisfy constraint:"
        " Member must satisfy enum value set: [SSM_DOCUMENT];"
        f" Value '{'x' * 257}' at"
        f" '{place}.parameters.Days.member.staticValue.values.1.member' failed to satisfy"
        " constraint: Member must have length less than or equal to 256;"
        f" Value '26' at '{place}.maximumAutomaticAttempts' failed to satisfy constraint:"
        " Member must have value less than or equal to 25"
    )


def test_what_the_model_requires_must_be_there(sandbox: Sandbox) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port)
    headers = {
        "Authorization": "AWS4-HMAC-SHA256 Credential=x/20300101/us-east-1/config/aws4_request, x",
        "X-Amz-Target": "StarlingDoveService.PutRemediationExceptions",
    }
    connection.request("POST", "/", json.dumps({"ConfigRuleName": " ", "Message": ""}), headers)
    response = connection.getresponse()

    assert response.status == 400
    assert json.loads(response.read()) == {
        "__type": "ValidationException",
        "message": "3 validation errors detected: Value ' ' at 'configRuleName' failed to satisfy"
        " constraint: Member must satisfy regular expression pattern: .*\\S.*; Value 'null' at"
        " 'resourceKeys' failed to satisfy constraint: Member must not be null; Value '' at"
        " 'message' failed to satisfy constraint: Member must have length greater than or equal"
        " to 1",
    }
    connection.close()


def test_one_call_puts_at_most_25_remediations(config: Any, rule: str, refusal: Any) -> None:
    assert refusal(lambda: put(config, *[remediation()] * 26)) == (
        "400 ValidationException: 1 validation error detected: Value '26 members' at"
        " 'remediationConfigurations' failed to satisfy constraint:"
        " Member must have length less than or equal to 25"
    )
    assert put(config)["FailedBatches"] == []


def test_an_exception_is_put_changed_and_deleted(config: Any, rule: str, refusal: Any) -> None:
    put(config, remediation())
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)

    def put_exceptions(*identifiers: str, **told: Any) -> Any:
        return config.put_remediation_exceptions(
            ConfigRuleName=rule, ResourceKeys=keys(*identifiers), **told
        )

    def exceptions(*identifiers: str) -> Any:
        named = {"ResourceKeys": keys(*identifiers)} if identifiers else {}
        answer = config.describe_remediation_exceptions(ConfigRuleName=rule, **named)
        return answer["RemediationExceptions"]

    assert put_exceptions("vpc-1", "vpc-2", Message="legacy")["FailedBatches"] == []
    put_exceptions("vpc-2", Message="until tomorrow", ExpirationTime=until)

    first = {"ConfigRuleName": rule, **keys("vpc-1")[0], "Message": "legacy"}
    second = {"ConfigRuleName": rule, **keys("vpc-2")[0], "Message": "until tomorrow"}
    assert exceptions() == [first, second | {"ExpirationTime": until}]
    assert exceptions("vpc-1", "vpc-3", "vpc-1") == [first]

    deleted = config.delete_remediation_exceptions(
        ConfigRuleName=rule, ResourceKeys=keys("vpc-1", "vpc-3")
    )
    assert deleted["FailedBatches"] == [
        {
            "FailureMessage": "No RemediationException for these resources of rule vpc-flow-logs"
            " exists.",
            "FailedItems": keys("vpc-3"),
        }
    ]
    assert [exception["ResourceId"] for exception in exceptions()] == ["vpc-2"]
    refused = refusal(
        lambda: config.delete_remediation_exceptions(
            ConfigRuleName=rule, ResourceKeys=keys("vpc-1")
        )
    )
    assert refused == (
        "400 NoSuchRemediationExceptionException:"
        " No RemediationException for these resources of rule vpc-flow-logs exists."
    )


def test_an_exception_is_gone_when_its_time_is_over(config: Any, rule: str) -> None:
    put(config, remediation())
    config.put_remediation_exceptions(
        ConfigRuleName=rule,
        ResourceKeys=keys("vpc-1"),
        ExpirationTime=datetime.now(UTC) - timedelta(seconds=1),
    )

    answer = config.describe_remediation_exceptions(ConfigRuleName=rule)
    assert answer["RemediationExceptions"] == []


def test_exceptions_go_with_their_rule(client: Any, config: Any, rule: str) -> None:
    put(config, remediation())
    config.put_remediation_exceptions(ConfigRuleName=rule, ResourceKeys=keys("vpc-1"))
    unmake_rule(config, client("ssm"))
    make_rule(config, client("ssm"))
    put(config, remediation())

    answer = config.describe_remediation_exceptions(ConfigRuleName=rule)
    assert answer["RemediationExceptions"] == []


def test_exceptions_are_told_a_page_at_a_time(config: Any, rule: str, refusal: Any) -> None:
    put(config, remediation())
    identifiers = [f"vpc-{number:02}" for number in range(28)]
    config.put_remediation_exceptions(ConfigRuleName=rule, ResourceKeys=keys(*identifiers))

    def pages(**page: Any) -> list[int]:
        sizes: list[int] = []
        told: list[str] = []
        while True:
            answer = config.describe_remediation_exceptions(ConfigRuleName=rule, **page)
            sizes.append(len(answer["RemediationExceptions"]))
            told += [exception["ResourceId"] for exception in answer["RemediationExceptions"]]
            if "NextToken" not in answer:
                assert told == identifiers
                return sizes
            page["NextToken"] = answer["NextToken"]

    assert pages() == [25, 3]
    assert pages(Limit=0) == [25, 3]
    assert pages(Limit=14) == [14, 14]
    assert pages(Limit=100) == [28]
    for token in ("-1", "29", "x"):
        refused = refusal(
            lambda token=token: config.describe_remediation_exceptions(
                ConfigRuleName=rule, NextToken=token
            )
        )
        assert refused == "400 InvalidNextTokenException: The nextToken provided is invalid"


def test_an_exception_names_the_type_and_the_id_of_a_resource(
    config: Any, rule: str, refusal: Any
) -> None:
    put(config, remediation())
    refused = refusal(
        lambda: config.put_remediation_exceptions(
            ConfigRuleName=rule, ResourceKeys=[*keys("vpc-1"), {"ResourceId": "vpc-2"}]
        )
    )

    assert refused == (
        "400 InvalidParameterValueException:"
        " Each of the ResourceKeys needs a ResourceType and a ResourceId."
    )


def test_without_a_remediation_there_is_nothing_to_except_from(
    config: Any, rule: str, refusal: Any
) -> None:
    said = (
        "400 InvalidParameterValueException:"
        " The rule vpc-flow-logs has no remediation configuration."
    )
    put_exceptions = config.put_remediation_exceptions
    describe = config.describe_remediation_exceptions

    assert refusal(lambda: put_exceptions(ConfigRuleName=rule, ResourceKeys=keys("vpc"))) == said
    assert refusal(lambda: describe(ConfigRuleName=rule)) == said


def test_accounts_and_regions_are_apart(client: Any, config: Any, rule: str) -> None:
    put(config, remediation())
    elsewhere = {"region": "eu-central-1", "account": "222233334444"}
    other, documents = client("config", **elsewhere), client("ssm", **elsewhere)
    same_region = client("config", account="222233334444")
    same_account = client("config", region="eu-central-1")
    assert [described(each) for each in (other, same_region, same_account)] == [[], [], []]

    make_rule(other, documents)
    put(other, remediation())

    [kept] = described(other)
    place = "arn:aws:config:eu-central-1:222233334444:remediation-configuration/vpc-flow-logs/"
    assert kept["Arn"].startswith(place)
    unmake_rule(other, documents)
    assert len(described(config)) == 1


def test_a_rule_in_another_partition_has_an_arn_of_that_partition(client: Any) -> None:
    china = {"region": "cn-north-1", "account": "222233334444"}
    config, ssm = client("config", **china), client("ssm", **china)
    make_rule(config, ssm)
    put(config, remediation())

    [kept] = described(config)
    assert kept["Arn"].startswith("arn:aws-cn:config:cn-north-1:222233334444:")
    unmake_rule(config, ssm)


def test_a_reset_forgets_all(client: Any, config: Any, sandbox: Sandbox) -> None:
    make_rule(config, client("ssm"))
    put(config, remediation())
    config.put_remediation_exceptions(ConfigRuleName="vpc-flow-logs", ResourceKeys=keys("vpc-1"))

    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port)
    connection.request("POST", "/moto-api/reset")
    assert connection.getresponse().read() == b'{"status": "ok"}'
    connection.close()

    assert described(config) == []
    make_rule(config, client("ssm"))
    put(config, remediation())
    answer = config.describe_remediation_exceptions(ConfigRuleName="vpc-flow-logs")
    assert answer["RemediationExceptions"] == []
    unmake_rule(config, client("ssm"))


def test_a_rule_that_does_not_exist_is_never_described(config: Any, refusal: Any) -> None:
    assert refusal(lambda: config.describe_config_rules(ConfigRuleNames=["no-rule"])) == (
        "400 NoSuchConfigRuleException: The ConfigRule 'no-rule' provided in the request is"
        " invalid. Please check the configRule name"
    )


def test_a_rule_keeps_its_tags_and_evaluation_modes_when_it_is_changed(
    config: Any, rule: str
) -> None:
    [before] = config.describe_config_rules(ConfigRuleNames=[rule])["ConfigRules"]
    assert before["EvaluationModes"] == [{"Mode": "DETECTIVE"}]

    config.put_config_rule(
        ConfigRule={
            "ConfigRuleName": rule,
            "Source": {"Owner": "AWS", "SourceIdentifier": "VPC_FLOW_LOGS_ENABLED"},
            "InputParameters": json.dumps({"trafficType": "ALL"}),
            "EvaluationModes": [{"Mode": "DETECTIVE"}, {"Mode": "PROACTIVE"}],
        },
        Tags=[{"Key": "Team", "Value": "ignored"}],
    )

    [after] = config.describe_config_rules(ConfigRuleNames=[rule])["ConfigRules"]
    assert after["InputParameters"] == '{"trafficType": "ALL"}'
    assert after["EvaluationModes"] == [{"Mode": "DETECTIVE"}, {"Mode": "PROACTIVE"}]
    tags = config.list_tags_for_resource(ResourceArn=after["ConfigRuleArn"])["Tags"]
    assert tags == [{"Key": "Team", "Value": "network"}]


def test_a_rule_can_be_changed_by_its_arn_or_id_alone(config: Any, rule: str) -> None:
    source = {"Owner": "AWS", "SourceIdentifier": "VPC_FLOW_LOGS_ENABLED"}
    [before] = config.describe_config_rules(ConfigRuleNames=[rule])["ConfigRules"]

    for given in ("ConfigRuleArn", "ConfigRuleId"):
        config.put_config_rule(
            ConfigRule={given: before[given], "Source": source, "Description": given}
        )

        [after] = config.describe_config_rules(ConfigRuleNames=[rule])["ConfigRules"]
        assert after["Description"] == given
        tags = config.list_tags_for_resource(ResourceArn=before["ConfigRuleArn"])["Tags"]
        assert tags == [{"Key": "Team", "Value": "network"}]


def test_a_rule_is_checked_against_the_model_and_the_managed_rule(
    config: Any, refusal: Any
) -> None:
    def put_rule(identifier: str, **more: Any) -> str:
        source = {"Owner": "AWS", "SourceIdentifier": identifier}
        rule = {"ConfigRuleName": "refused", "Source": source, **more}
        return str(refusal(lambda: config.put_config_rule(ConfigRule=rule)))

    assert put_rule("NO_SUCH_RULE") == (
        "400 InvalidParameterValueException: The sourceIdentifier NO_SUCH_RULE is invalid.  Please"
        " refer to the documentation for a list of valid sourceIdentifiers that can be used when"
        " AWS is the Owner"
    )
    assert put_rule("ACCESS_KEYS_ROTATED") == (
        "400 InvalidParameterValueException: The required parameter [maxAccessKeyAge] is not"
        " present in the inputParameters"
    )
    assert put_rule("VPC_FLOW_LOGS_ENABLED", Description="d" * 257) == (
        "400 ValidationException: 1 validation error detected:"
        f" Value '{'d' * 257}' at 'configRule.description' failed to satisfy constraint:"
        " Member must have length less than or equal to 256"
    )
