"""What the server does otherwise than moto's own, beside its failures."""

import http.client
from typing import Any

from ssmdsl.sandbox import Sandbox


def test_a_client_of_the_sandbox_is_in_its_account(client: Any) -> None:
    assert client("sts").get_caller_identity()["Account"] == "123456789012"


def test_who_assumes_a_role_is_in_the_account_of_the_role(client: Any) -> None:
    identity = client("sts", account="222233334444").get_caller_identity()

    assert identity["Account"] == "222233334444"
    assert identity["Arn"] == "arn:aws:sts::222233334444:assumed-role/tests/tests"


def test_the_key_of_a_user_leads_to_the_users_account(client: Any, sandbox: Sandbox) -> None:
    iam = client("iam", account="222233334444")
    iam.create_user(UserName="Somebody")
    key = iam.create_access_key(UserName="Somebody")["AccessKey"]["AccessKeyId"]

    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port)
    scope = f"AWS4-HMAC-SHA256 Credential={key}/20300101/us-east-1/sts/aws4_request, x"
    call = "/?Action=GetCallerIdentity&Version=2011-06-15"
    connection.request("GET", call, headers={"Authorization": scope})
    assert "<Account>222233334444</Account>" in connection.getresponse().read().decode()
    connection.close()


def test_the_managed_policies_of_aws_exist(client: Any) -> None:
    arn = "arn:aws:iam::aws:policy/service-role/AmazonSSMAutomationRole"

    assert client("iam").get_policy(PolicyArn=arn)["Policy"]["Arn"] == arn


def test_an_object_goes_in_and_comes_out(client: Any) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="in-and-out")
    s3.put_object(Bucket="in-and-out", Key="a/key", Body=b"text" * 1000)

    assert s3.head_object(Bucket="in-and-out", Key="a/key")["ContentLength"] == 4000
    with s3.get_object(Bucket="in-and-out", Key="a/key")["Body"] as body:
        assert body.read() == b"text" * 1000


def test_a_browsers_page_from_elsewhere_is_not_let_in(sandbox: Sandbox) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port)
    connection.request("GET", "/", headers={"Origin": "https://example.com"})

    assert connection.getresponse().getheader("Access-Control-Allow-Origin") is None
    connection.close()
