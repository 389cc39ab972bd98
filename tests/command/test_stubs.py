from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ssmdsl.stubs import package_stubs, stub_files

if TYPE_CHECKING:
    from tests.command.conftest import Run

FOLDER = Path("typings/ssmflow_stubs")


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_the_stubs_are_written_where_type_checkers_look(run: "Run") -> None:
    ran = run("stubs", "sts", "lambda")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{FOLDER}: the types of lambda_, sts\n"
    assert contents(FOLDER) == {
        **stub_files(["sts", "lambda"]),
        **package_stubs(["sts", "lambda_"]),
    }
    assert (FOLDER / "__init__.pyi").read_text() == (
        "# Written by `ssmflow stubs`, which overwrites it.\n"
        "# ruff: noqa\n"
        "# fmt: off\n"
        "\n"
        "from ssmflow_stubs.lambda_ import lambda_ as lambda_\n"
        "from ssmflow_stubs.sts import sts as sts\n"
    )


def test_those_of_other_services_stay(run: "Run") -> None:
    run("stubs", "sts", "-o", "types")
    before = contents(Path("types/ssmflow_stubs"))
    ran = run("stubs", "sqs", "sts", "-o", "types")

    assert ran.err == "types/ssmflow_stubs: the types of sqs, sts\n"
    assert contents(Path("types/ssmflow_stubs")) == {
        **before,
        **stub_files(["sqs"]),
        **package_stubs(["sqs", "sts"]),
    }


def test_of_unknown_services_nothing_is_written(run: "Run") -> None:
    ran = run("stubs", "lgs", "sts", "ec3")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'error: service "lgs": botocore knows no such service. Did you mean "logs"?\n'
        'service "ec3": botocore knows no such service. Did you mean "ecs"?\n'
    )
    assert not Path("typings").exists()


def test_what_ssmflow_did_not_write_stays(run: "Run") -> None:
    FOLDER.mkdir(parents=True)
    (FOLDER / "sts.pyi").write_text("mine\n")
    (FOLDER / "__init__.pyi").write_text("mine too\n")
    (FOLDER / "other.pyi").write_text("not in the way\n")
    before = contents(FOLDER)
    ran = run("stubs", "sqs", "sts")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"error: {FOLDER}/sts.pyi: ssmflow did not write it; move it away, or name another folder:"
        f" -o\n{FOLDER}/__init__.pyi: ssmflow did not write it; move it away, or name another"
        " folder: -o\n"
    )
    assert contents(FOLDER) == before


def test_a_folder_that_cannot_be_written_is_told(run: "Run") -> None:
    Path("typings").mkdir()
    Path("typings/ssmflow_stubs").write_text("a file")
    ran = run("stubs", "sts")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "error: typings/ssmflow_stubs: it is no folder\n"


@pytest.mark.parametrize("arguments", [[], ["-o", "types"]])
def test_a_service_is_to_be_named(run: "Run", arguments: list[str]) -> None:
    ran = run("stubs", *arguments)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("error: Missing argument 'SERVICE...'.\n")
