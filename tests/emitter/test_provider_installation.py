import shutil
from pathlib import Path

import pytest

from ssmflow_terraform.binary import Binary, find_terraform
from ssmflow_terraform.provider_installation import Method, complaint, methods, mirror_problem

REGISTRY = "registry.terraform.io"
TEXT = """\
# filesystem_mirror { path = "/commented" }
/* filesystem_mirror {
  path = "/commented/as/well"
} */
provider_installation {
  filesystem_mirror {
    path    = "/all"
  }
  filesystem_mirror {
    path    = "/ours"
    include = ["example.com/*/*", "hashicorp/aws"]
  }
  filesystem_mirror {
    path    = "/others"
    include = ["example.com/*/*"]
  }
  network_mirror {
    url     = "https://example.com/"
    exclude = ["hashicorp/*"]
  }
  direct {}
}
"""


def test_the_methods_are_those_that_are_for_the_provider() -> None:
    assert methods(TEXT, REGISTRY) == (
        Method("filesystem_mirror", Path("/all")),
        Method("filesystem_mirror", Path("/ours")),
        Method("direct", None),
    )


def test_what_terraform_finds_nothing_in(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    def problem(path: Path) -> str:
        return mirror_problem(Method("filesystem_mirror", path))

    assert problem(tmp_path) == ""
    assert problem(tmp_path / "file") == f"its filesystem_mirror {tmp_path / 'file'} is a file"
    assert problem(tmp_path / "none") == (
        f"its filesystem_mirror {tmp_path / 'none'} does not exist"
    )
    assert problem(Path("mirror")) == (
        "its filesystem_mirror mirror is a relative path, and terraform works in a folder of its"
        " own"
    )
    assert mirror_problem(Method("direct", None)) == ""


def test_a_terraform_that_does_not_run_is_the_complaint() -> None:
    gone = Binary(Path("/none/terraform"), "1.9.0", is_tofu=False)

    assert complaint(gone, Path("/dev/null"), {}) == (
        "it cannot be tried: [Errno 2] No such file or directory: '/none/terraform'"
    )


@pytest.mark.skipif(not shutil.which("terraform"), reason="terraform is not on PATH")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT, ""),
        ("disable_checkpoint = true\n", ""),
        (
            "garbage {{{\n",
            "Error parsing {path}: At 1:10: expected: IDENT | STRING got: LBRACE",
        ),
        (
            "provider_installation {\n  nope {}\n}\n",
            "Invalid provider_installation method block: Unknown provider installation method"
            ' "nope" at 2:3',
        ),
    ],
)
def test_terraform_itself_reads_the_configuration(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "x.tfrc"
    path.write_text(text)

    assert complaint(find_terraform(), path, {"HOME": str(tmp_path)}) == said.replace(
        "{path}", str(path)
    )
