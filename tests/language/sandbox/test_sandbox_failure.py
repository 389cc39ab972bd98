"""What clients see of calls that the sandbox cannot do: HTTP 400 at once, and which call it was."""

import http.client
import json
from typing import Any

import pytest

from ssmdsl.sandbox import Sandbox
from ssmdsl.sandbox.call import Call
from ssmdsl.sandbox.failure import Failure, failure_response

LACKS = "the sandbox does not have this call"


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "call"),
    [
        pytest.param(
            "config",
            "put_conformance_pack",
            {"ConformancePackName": "Pack"},
            "config PutConformancePack",
            id="json",
        ),
        pytest.param(
            "iam",
            "generate_service_last_accessed_details",
            {"Arn": "arn:aws:iam::123456789012:role/Role"},
            "iam GenerateServiceLastAccessedDetails",
            id="query",
        ),
        pytest.param(
            "ec2",
            "describe_fleet_history",
            {"FleetId": "fleet-1", "StartTime": 0},
            "ec2 DescribeFleetHistory",
            id="ec2",
        ),
        pytest.param(
            "route53", "list_traffic_policies", {}, "route53 ListTrafficPolicies", id="rest-xml"
        ),
        pytest.param(
            "lambda",
            "list_provisioned_concurrency_configs",
            {"FunctionName": "Function"},
            "lambda ListProvisionedConcurrencyConfigs",
            id="rest-json, a path that moto does not know",
        ),
        pytest.param(
            "efs",
            "describe_replication_configurations",
            {},
            "elasticfilesystem DescribeReplicationConfigurations",
            id="rest-json, a path that moto knows",
        ),
        pytest.param(
            "cloudwatch",
            "get_metric_widget_image",
            {"MetricWidget": "{}"},
            "monitoring GetMetricWidgetImage",
            id="cbor",
        ),
    ],
)
def test_a_call_that_nobody_implements_is_refused_by_its_name(
    client: Any,
    refusal: Any,
    service: str,
    operation: str,
    parameters: dict[str, Any],
    call: str,
) -> None:
    refused = refusal(lambda: getattr(client(service), operation)(**parameters))

    assert refused == f"400 UnsupportedBySandbox: {call}: {LACKS}"


@pytest.mark.parametrize(
    ("service", "operation", "call"),
    [
        ("snowball", "list_jobs", "snowball ListJobs"),
        ("chatbot", "describe_slack_workspaces", "chatbot DescribeSlackWorkspaces"),
    ],
)
def test_a_service_that_nobody_implements_is_refused_by_its_name(
    client: Any, refusal: Any, service: str, operation: str, call: str
) -> None:
    refused = refusal(lambda: getattr(client(service), operation)())

    assert refused == (f"400 UnsupportedBySandbox: {call}: the sandbox does not have this service")


def test_a_failure_of_motos_own_is_refused_and_logged(
    client: Any, refusal: Any, sandbox: Sandbox
) -> None:
    refused = refusal(
        lambda: client("config").put_organization_conformance_pack(
            OrganizationConformancePackName="Pack", TemplateBody="Resources: {}"
        )
    )

    said = (
        "config PutOrganizationConformancePack: the sandbox failed, and its log says where:"
        " TypeError: expected string or bytes-like object, got 'NoneType'"
    )
    assert refused == f"400 SandboxFailure: {said}"
    log = sandbox.log.read_text().splitlines()
    assert "Traceback (most recent call last):" in log
    assert said in log


def test_a_resource_that_does_not_exist_is_not_found_still(client: Any, refusal: Any) -> None:
    assert refusal(lambda: client("s3").get_object(Bucket="no-such-bucket", Key="key")) == (
        "404 NoSuchBucket: The specified bucket does not exist"
    )
    assert refusal(lambda: client("s3").head_bucket(Bucket="no-such-bucket")) == (
        "404 404: Not Found"
    )
    assert refusal(lambda: client("iam").get_role(RoleName="NoSuchRole")) == (
        "404 NoSuchEntity: Role NoSuchRole not found"
    )


@pytest.mark.parametrize(
    ("verb", "path", "body", "headers", "answer"),
    [
        pytest.param(
            "GET",
            "/9/nothing",
            None,
            {"Authorization": "Credential=x/20300101/us-east-1/iot/aws4_request, x"},
            {"__type": "UnsupportedBySandbox", "message": f"iot GET /9/nothing: {LACKS}"},
            id="a path that no call has",
        ),
        pytest.param(
            "POST",
            "/",
            iter([b"{", b"}"]),
            {
                "Authorization": "Credential=x/20300101/us-east-1/config/aws4_request, x",
                "X-Amz-Target": "StarlingDoveService.PutNothing",
            },
            {"__type": "UnsupportedBySandbox", "message": f"config PutNothing: {LACKS}"},
            id="a call that AWS does not have, sent in chunks",
        ),
        pytest.param(
            "GET",
            "/",
            None,
            {"Authorization": "Credential=x/20300101/us-east-1/dynamodb/aws4_request, x"},
            {
                "__type": "SandboxFailure",
                "message": "dynamodb GET /: the sandbox failed, and its log says where:"
                " KeyError: 'HTTP_X_AMZ_TARGET'",
            },
            id="a request that moto stumbles over before it knows the service",
        ),
    ],
)
def test_no_request_whatever_fails_otherwise(
    sandbox: Sandbox,
    verb: str,
    path: str,
    body: Any,
    headers: dict[str, str],
    answer: dict[str, str],
) -> None:
    headers = headers | {"Authorization": f"AWS4-HMAC-SHA256 {headers['Authorization']}"}
    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port)
    connection.request(verb, path, body, headers)
    response = connection.getresponse()

    assert (response.status, json.loads(response.read())) == (400, answer)
    connection.close()


@pytest.mark.parametrize(
    ("service", "verb", "path", "query", "operation", "protocol"),
    [
        ("s3", "PUT", "/bucket", "acl", "PutBucketAcl", "rest-xml"),
        ("s3", "PUT", "/bucket/a/long/key", "", "PutObject", "rest-xml"),
        ("s3", "GET", "/", "", "ListBuckets", "rest-xml"),
        ("lambda", "GET", "/2015-03-31/functions/", "", "ListFunctions", "rest-json"),
        ("lambda", "GET", "/2015-03-31/functions", "", "ListFunctions", "rest-json"),
        ("lambda", "GET", "/2015-03-31/functions/Name", "", "GetFunction", "rest-json"),
        ("no-such-service", "GET", "/x", "", "GET /x", "rest-json"),
    ],
)
def test_a_call_of_the_rest_protocols_is_known_by_its_verb_and_path(
    service: str, verb: str, path: str, query: str, operation: str, protocol: str
) -> None:
    environ = {
        "REQUEST_METHOD": verb,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_AUTHORIZATION": f"AWS4 Credential=x/20300101/us-east-1/{service}/aws4_request",
    }

    assert Call.of(environ) == Call(service, operation, protocol)


def test_a_request_that_is_not_signed_is_told_in_the_words_of_s3() -> None:
    assert Call.of({"REQUEST_METHOD": "GET", "PATH_INFO": "/x"}) == Call("?", "GET /x", "rest-xml")


def test_a_message_is_escaped_where_it_becomes_xml() -> None:
    failure = Failure(Call("s3", "GetObject", "rest-xml"), "Code", "a < b & c")

    assert failure_response(failure).get_data(as_text=True) == (
        "<Error><Code>Code</Code><Message>s3 GetObject: a &lt; b &amp; c</Message></Error>"
    )
