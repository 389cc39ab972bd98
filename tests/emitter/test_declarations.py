from pathlib import Path

from ssmflow_terraform.declarations import declared_resources, declared_variables

EXAMPLE = Path(__file__).parents[2] / "examples" / "vpc_flow_logs"


def test_what_the_emitted_module_declares_is_read_from_its_files() -> None:
    assert declared_variables(EXAMPLE) == [
        "automatic",
        "create_configuration_recorder",
        "name_prefix",
        "permissions_boundary",
        "tags",
    ]
    resources = declared_resources(EXAMPLE)
    assert "aws_ssm_document.create_flow_logs" in resources
    assert "data.aws_region.current" in resources


def test_an_empty_folder_declares_nothing(tmp_path: Path) -> None:
    assert declared_resources(tmp_path) == []
