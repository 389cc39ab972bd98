from ssmdsl.actions import CreateImage, Pause, RunCommand
from ssmdsl.checks._checked_document import CheckedDocument
from ssmdsl.checks.output_hides_predefined import find
from ssmdsl.document import Document
from ssmdsl.output import Output


def run(*outputs: Output) -> RunCommand:
    return RunCommand("Run", document_name="Own", instance_ids=["i-1"], outputs=outputs)


def test_an_output_that_is_another_one_is_told() -> None:
    steps = [
        Pause("Wait"),
        run(Output("State", "$.Status"), Output("Output", "$.Status")),
        CreateImage(
            "Image", instance_id="i-1", image_name="x", outputs=[Output("ImageState", "$.ImageId")]
        ),
    ]
    assert [
        (one.path, one.message) for one in find(CheckedDocument(Document("Example", steps=steps)))
    ] == [
        (
            ("mainSteps", 1, "outputs", 1, "Name"),
            'aws:runCommand has an output "Output" of its own, which is $.Output; name this one'
            " otherwise",
        ),
        (
            ("mainSteps", 2, "outputs", 0, "Name"),
            'aws:createImage has an output "ImageState" of its own, which is $.ImageState; name'
            " this one otherwise",
        ),
    ]


def test_one_that_says_what_is_there_anyway_is_left() -> None:
    document = Document("Example", steps=[run(Output("Output", "$.Output"))])
    assert list(find(CheckedDocument(document))) == []
