from collections.abc import Callable

import pytest

from ssmdsl import Attachment, DefinitionError, Document, ExecuteScript
from ssmdsl.compiler import document_content

SUM = "0123456789abcdefABCDEF" + "0" * 42


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def test_an_attachment_is_a_file_of_the_document() -> None:
    handler = Attachment("handler.zip", sha256=SUM, size=12)
    plain = Attachment("x-1", sha256=SUM)
    step = ExecuteScript("Run", attachment=handler, handler="handler.run")

    content = document_content(Document("Mine", steps=[step], files=[handler, plain]))
    assert content["files"] == {
        "handler.zip": {"checksums": {"sha256": SUM}, "size": 12},
        "x-1": {"checksums": {"sha256": SUM}},
    }
    assert content["mainSteps"][0]["inputs"]["Attachment"] == "handler.zip"


@pytest.mark.parametrize("name", ["", "ab", "a b.zip", "a/b.zip", "a" * 129, "größe.zip"])
def test_an_attachment_s_name_is_that_of_a_file(name: str) -> None:
    assert problems(lambda: Attachment(name, sha256=SUM)) == [
        f'attachment "{name}", name: "{name}" is not an attachment name: 3 to 128 letters, digits,'
        ' "_", "-" and "."'
    ]


@pytest.mark.parametrize("checksum", ["", "0" * 63, "0" * 65, "g" * 64])
def test_a_checksum_is_64_hexadecimal_digits(checksum: str) -> None:
    assert problems(lambda: Attachment("abc", sha256=checksum)) == [
        f'attachment "abc", sha256: "{checksum}" is not 64 hexadecimal digits'
    ]


def test_a_size_is_a_number_of_bytes() -> None:
    assert problems(lambda: Attachment("abc", sha256=SUM, size=-1)) == [
        'attachment "abc", size: -1 is too small; at least 0'
    ]
    assert problems(lambda: Attachment("abc", size="1")) == [  # type: ignore[call-arg,arg-type]
        'attachment "abc", sha256: is required',
        'attachment "abc", size: "1" is not an integer',
    ]
