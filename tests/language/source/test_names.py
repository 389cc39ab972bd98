import pytest

from ssmdsl.source.names import Names, snake_case


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("CreateLogGroup", "create_log_group"),
        ("createLogGroup", "create_log_group"),
        ("VPCIds", "vpc_ids"),
        ("VPCFlowLogs", "vpc_flow_logs"),
        ("applicationARNs", "application_arns"),
        ("DBInstanceIDs", "db_instance_ids"),
        ("ARNs", "arns"),
        ("URLsOf", "urls_of"),
        ("HTTPServer", "http_server"),
        ("S3BucketName", "s3_bucket_name"),
        ("EC2Instance", "ec2_instance"),
        ("IPv4", "ipv4"),
        ("IPv6CidrBlock", "ipv6_cidr_block"),
        ("Ipv6CidrBlock", "ipv6_cidr_block"),
        ("snake_case", "snake_case"),
        ("with-hyphens and spaces", "with_hyphens_and_spaces"),
        ("__private__", "private"),
        ("Größe", "gr_e"),
        ("_", ""),
        ("", ""),
    ],
)
def test_a_word_of_aws_is_written_in_the_case_of_python(word: str, name: str) -> None:
    assert snake_case(word) == name


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("class", "class_step"),
        ("Match", "match_step"),
        ("List", "list_step"),
        ("2Fast", "step_2_fast"),
        ("123", "step_123"),
        ("Ü", "step"),
        ("", "step"),
    ],
)
def test_what_python_has_a_use_for_is_no_name(word: str, name: str) -> None:
    assert Names().take(word, "step") == name


def test_each_name_is_taken_once() -> None:
    names = Names({"when", "ec2"})

    assert [names.take("Vpc", "parameter"), names.take("VPC", "step")] == ["vpc", "vpc_step"]
    assert [names.take("vpc", "step"), names.take("Vpc", "step")] == ["vpc_step_2", "vpc_step_3"]
    assert [names.take("When", "step"), names.take("EC2", "parameter")] == [
        "when_step",
        "ec2_parameter",
    ]
