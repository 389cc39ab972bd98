from ssmdsl import Document, Sleep
from ssmflow_terraform.hcl import print_hcl
from ssmflow_terraform.resources.ssm_document import document_file, ssm_document

document = Document("My.Document-1", steps=[Sleep("Wait", duration="PT1S")])


def test_a_document_lies_in_a_file_of_its_own() -> None:
    assert document_file(document) == "documents/My.Document-1.json"
    assert print_hcl([ssm_document(document)]) == (
        'resource "aws_ssm_document" "my_document_1" {\n'
        '  name            = "${var.name_prefix}My.Document-1"\n'
        '  document_type   = "Automation"\n'
        '  document_format = "JSON"\n'
        '  content         = file("${path.module}/documents/My.Document-1.json")\n'
        "  tags            = var.tags\n"
        "\n"
        "  lifecycle {\n"
        "    create_before_destroy = true\n"
        "  }\n"
        "}\n"
    )
