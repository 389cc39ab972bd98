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


def told(steps: bytes) -> list[tuple[str, str]]:
    """Return what is told of a document with these steps."""
    found = read(b'schemaVersion: "0.3"\nmainSteps:\n' + steps, name="Example")
    return [(told.code, str(told)) for told in found.problems]


def test_an_unknown_input_is_not_missing_too() -> None:
    steps = b"""  - name: Run
    action: aws:runCommand
    inputs: {Document: AWS-RunShellScript, InstanceIds: [i-1234567890abcdef0]}
  - name: Ask
    action: aws:branch
    inputs:
      Choices: [{NextStep: Run, Variable: "{{ Run.Status }}", StringEquals: Failed}]
"""
    (one,) = told(steps)  # and of what the step returns nothing is known
    assert one[0] == "SSM101"
    assert one[1].startswith('line 5, column 14: step "Run": there is no input "Document"')


def test_a_reference_to_nothing_is_not_of_an_unknown_type_too() -> None:
    steps = b"""  - name: Each
    action: aws:loop
    inputs:
      Iterators: "{{ Names }}"
      Steps:
        - {name: Wait, action: aws:sleep, inputs: {Duration: PT5S}}
"""
    assert told(steps) == [
        (
            "SSM201",
            'line 6, column 18: document "Example", step "Each", inputs.Iterators: {{ Names }}'
            " names no parameter; the document has none.",
        )
    ]


def test_an_update_of_no_variable_is_told() -> None:
    steps = b"""  - name: Set
    action: aws:updateVariable
    inputs: {Name: variable:Count, Value: 1}
"""
    assert told(steps) == [
        (
            "SSM201",
            'line 5, column 20: step "Set", inputs.Name: {{ variable:Count }} names no parameter,'
            " variable or output of a step.",
        )
    ]


def test_of_a_file_with_an_unknown_key_only_that_is_told() -> None:
    steps = b"""  - name: Repair
    action: aws:executeScript
    inputs: {Runtime: python3.11, Handler: repair.main, Attachment: repair.zip}
files:
  repair.zip: {checksum: {sha256: ab}}
"""
    assert [code for code, _ in told(steps)] == ["SSM101"]


def test_an_end_with_a_next_step_is_told_in_the_keys_of_the_file() -> None:
    steps = b"""  - {name: A, action: aws:sleep, inputs: {Duration: PT5S}, isEnd: true, nextStep: B}
  - {name: B, action: aws:sleep, inputs: {Duration: PT5S}}
"""
    assert told(steps) == [
        (
            "SSM107",
            'line 3, column 67: step "A", isEnd: nothing follows the end, and nextStep is given'
            " too",
        )
    ]
