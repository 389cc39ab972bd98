from pathlib import Path

from ssmflow_terraform.declarations import declared_resources, declared_variables

EXAMPLE = Path(__file__).parents[2] / "examples" / "vpc_flow_logs"


def test_what_the_emitted_module_declares_is_read_from_its_files() -> None:
    texts = [path.read_text() for path in EXAMPLE.glob("*.tf")]

    assert declared_variables(texts) == [
        "automatic",
        "create_configuration_recorder",
        "name_prefix",
        "permissions_boundary",
        "tags",
    ]
    resources = declared_resources(texts)
    assert "aws_ssm_document.create_flow_logs" in resources
    assert "data.aws_region.current" in resources


def test_what_people_write_is_read_as_well() -> None:
    text = 'variable mine {}\n  resource  "aws_x"  y {\n}\n# variable "no" {\n'

    assert declared_variables([text]) == ["mine"]
    assert declared_resources([text]) == ["aws_x.y"]
    assert declared_resources([]) == []
