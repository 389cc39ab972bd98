"""What is read of a file in spite of what is wrong with it."""

from ssmdsl.loader import read

DOCUMENT = b"""schemaVersion: "0.3"
parameters:
  Name: {type: Sting, description: A name.}
mainSteps:
  - name: Wait
    action: aws:wait
    description: First.
    description: Second.
    inputs: {Duration: PT5S}
  - name: Rest
    action: aws:sleep
    maxAttempts: 0
    inputs: {Duration: "{{ Nothing }}"}
    nextStep: Wait
"""


def test_the_rest_is_read_and_every_mistake_is_told_with_its_check() -> None:
    found = read(DOCUMENT, name="Example")

    assert [(told.code, str(told)) for told in found.problems] == [
        (
            "SSM103",
            'line 3, column 16: parameter "Name", type: "Sting" is not one of "String",'
            ' "StringList", "Integer", "Boolean", "MapList", "StringMap",'
            ' "AWS::EC2::Instance::Id", "AWS::IAM::Role::Arn", "AWS::S3::Bucket::Name",'
            ' "List<AWS::EC2::Instance::Id>", "List<AWS::IAM::Role::Arn>",'
            ' "List<AWS::S3::Bucket::Name>". Did you mean "String"?',
        ),
        (
            "SSM104",
            'line 6, column 13: step "Wait": there is no action "aws:wait".',
        ),
        (
            "SSM106",
            'line 8, column 5: the key "description" stands at line 7, column 5 already; keep one'
            " of the two",
        ),
        ("SSM103", 'line 12, column 18: step "Rest", maxAttempts: 0 is too small; at least 1'),
        (
            "SSM201",
            'line 13, column 24: document "Example", step "Rest", inputs.Duration: {{ Nothing }}'
            ' names no parameter; the document lists "Name".',
        ),
        (
            "SSM302",
            'line 14, column 15: document "Example", step "Rest", nextStep: here a circle closes,'
            " which SSM refuses: Wait → Rest → Wait",
        ),
    ]
    ((document, _),) = found.documents
    assert [step.name for step in document.steps] == ["Wait", "Rest"]
    assert [parameter.type for parameter in document.parameters] == ["String"]


def test_of_what_is_no_text_nothing_is_read() -> None:
    found = read(b"mainSteps: [", name="Example")

    assert found.documents == ()
    assert [told.code for told in found.problems] == ["SSM100"]
