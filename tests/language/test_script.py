import sys
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl import DefinitionError
from ssmdsl.script import script_of

Load = Callable[[str], ModuleType]


def load_file(path: Path, text: str) -> ModuleType:
    """Load a file as ssmflow does: under a name that Python forgets again."""
    path.write_text(text, encoding="utf-8")
    specification = spec_from_file_location("__ssmflow__", path)
    assert specification
    assert specification.loader
    module = module_from_spec(specification)
    sys.modules["__ssmflow__"] = module  # as dataclasses want it
    try:
        specification.loader.exec_module(module)
    finally:
        del sys.modules["__ssmflow__"]
    return module


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = set(sys.modules)
    yield lambda text: load_file(tmp_path / "groups.py", dedent(text))
    for name in set(sys.modules) - before:
        del sys.modules[name]


def messages(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return str(caught.value).splitlines()


def refusals(load: Load, body: str, **options: Any) -> list[str]:
    """Return what is said of a script whose handler is `find`, without the place."""
    module = load(body)
    found = messages(lambda: script_of(module.find, **options))
    assert all(line.startswith('script "find": ') for line in found)
    return [line.removeprefix('script "find": ') for line in found]


def test_a_script_is_what_its_handler_needs_of_the_file(load: Load) -> None:
    module = load(
        '''\
        """My remediation."""

        from __future__ import annotations

        import json, os
        import logging
        from collections.abc import Mapping
        from typing import (
            TYPE_CHECKING,
            Any,
            Final,
        )
        from datetime import datetime, timedelta as span

        import boto3  # the SDK

        from ssmdsl import Document, Parameter

        if TYPE_CHECKING:
            from mypy_boto3_ec2 import EC2Client

        vpc_id = Parameter("VpcId")

        # How many of them
        # are shown.
        LIMIT: Final = 10
        OTHER = 3
        logger = logging.getLogger(__name__)
        logger.setLevel(logging.INFO)


        def unused() -> int:
            return OTHER


        # The names.
        def names(groups: list[dict[str, Any]], *, most: int = LIMIT) -> list[str]:
            """Return 'them'."""

            return [g["GroupName"] for g in groups][:most]
            # no more


        def find(events: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
            ec2: EC2Client = boto3.client("ec2")
            logger.info(json.dumps(events))  # é
            return {"Names": names(ec2.describe_security_groups()), "Day": span(days=1)}


        document = Document("Tutorial", steps=[], parameters=[vpc_id]) if OTHER == 4 else None
        '''
    )

    assert script_of(module.find) == dedent(
        '''\
        import json
        import logging
        from datetime import timedelta as span

        import boto3  # the SDK


        # How many of them
        # are shown.
        LIMIT = 10
        logger = logging.getLogger(__name__)
        logger.setLevel(logging.INFO)


        # The names.
        def names(groups, *, most=LIMIT):
            """Return 'them'."""

            return [g["GroupName"] for g in groups][:most]
            # no more


        def find(events, context):
            ec2 = boto3.client("ec2")
            logger.info(json.dumps(events))  # é
            return {"Names": names(ec2.describe_security_groups()), "Day": span(days=1)}
        '''
    )


def test_a_file_that_is_needed_whole_is_the_script(load: Load) -> None:
    text = dedent(
        """\
        #!/usr/bin/env python
        # Copyright: nobody.

        import os.path, json
        import os
        import json
        try:
            import tomllib
        except ImportError:
            import tomli as tomllib
        A = 'one'; B = "two"  # both



        # Apart.

        TABLE = {}
        TABLE["a"] = (
            A)
        def total (x , y= 3) :
          return x+y+len(TABLE)   ;
        class Group :
            limit : int = 3
            B = B


        def find(events,context):
            '''é'''
            def inner(): return Group ()
            return [total(1), os.path, json, tomllib, inner]
            # the end
        # of all
        """
    )

    assert script_of(load(text).find) == text
    assert script_of(load(f"{text}\n\n").find) == text


def test_annotations_are_cut_out_and_nothing_else_is(load: Load) -> None:
    module = load(
        """\
        from typing import Any

        def find(
            events: "dict[str, Any]",  # the events
            context: dict[  # gone
                str, Any
            ],
            größe: dict[str, str] = {"ä": "ö"}, ß: "é"=  "ü", /,
            x: int=3, *rest: (int), y  : ((int)) = (4),
            z
            : int = 5,
            **more: Any,
        ) -> (
            "Any"  # gone, too
        ):
            first: int
            ä: str = "é"; ö: str = ("ü")
            # Above.
            second: int  # gone
            if x: third: int
            for _ in rest:
                fourth: int
                fifth: int

            def inner(a: int, *, b: Any) -> None: sixth: Any
            async def other(a: int) -> None:
                ((lambda: a)).b: int = 3
            try:
                seventh: int
            except ValueError:
                eighth: int
            match x:
                case 3:
                    ninth: int = (
                        3
                    )
                    return -> ninth
        """.replace("return -> ninth", "tenth: int")
    )

    assert script_of(module.find) == dedent(
        """\
        def find(
            events,  # the events
            context,
            größe={"ä": "ö"}, ß="ü", /,
            x=3, *rest, y=(4),
            z
            =5,
            **more,
        ):
            ä = "é"; ö = ("ü")
            # Above.
            if x: pass
            for _ in rest:
                pass

            def inner(a, *, b): pass
            async def other(a):
                ((lambda: a)).b = 3
            try:
                pass
            except ValueError:
                pass
            match x:
                case 3:
                    ninth = (
                        3
                    )
        """
    )


def test_a_class_keeps_the_annotations_of_its_body(load: Load) -> None:
    text = """\
        {future}from dataclasses import dataclass
        from typing import Any, ClassVar


        @dataclass
        class Group:
            name: str
            all: ClassVar[list[str]] = []

            def shown(self, most: Any = 3) -> str:
                text: str = self.name
                return text


        def find(events: Any, context: Any) -> str:
            return Group("a").shown()
        """
    expected = """\
        {future}from dataclasses import dataclass
        from typing import ClassVar


        @dataclass
        class Group:
            name: str
            all: ClassVar[list[str]] = []

            def shown(self, most=3):
                text = self.name
                return text


        def find(events, context):
            return Group("a").shown()
        """

    for future in ("", "from __future__ import annotations\n        "):
        script = script_of(load(text.format(future=future)).find)
        assert script == dedent(expected.format(future=future))


def test_names_are_found_as_python_finds_them(load: Load) -> None:
    module = load(
        """\
        from contextlib import contextmanager
        import functools

        a = b = c = d = e = f = g = h = i = 1
        COUNT = 0
        COUNT += 1


        def logged(function):
            @functools.wraps(function)
            def inner(*arguments):
                return function(*arguments)
            return inner


        class Base:
            kind = "base"


        class Derived(Base):
            limit = limit_of = COUNT
            Base = Base

            def call(self):
                return __name__, __file__, __doc__, self.a


        @contextmanager
        def opened():
            yield


        @logged
        def find(events, context, kind=Derived):
            global COUNT, stored
            COUNT = stored = [a for a in events if (b := a)]
            with opened() as c:
                for d in ():
                    pass
            import json as e
            f: int
            def f(): pass
            class g:
                h = 3
            try:
                pass
            except ValueError as i:
                pass
            return stored, a_helper

        def a_helper(): return find
        """
    )

    script = script_of(module.find)

    assert "a = b = c" not in script
    assert script.split("\n")[:4] == [
        "from contextlib import contextmanager",
        "import functools",
        "",
        "",
    ]
    assert "COUNT = 0\nCOUNT += 1\n\n\ndef logged(function):" in script
    assert "class Base:" in script
    assert "class Derived(Base):" in script
    assert "\n\n@contextmanager\ndef opened():\n    yield\n\n\n@logged\ndef find(" in script
    assert script.endswith("\n\ndef a_helper(): return find\n")


def test_what_a_script_names_must_be_to_be_had(load: Load, tmp_path: Path) -> None:
    (tmp_path / "mylib.py").write_text("x = 1\ndef helper(): pass\n")

    assert refusals(
        load,
        """\
        import os
        from typing import TYPE_CHECKING
        from os.path import *
        import _pytest.config as pytested
        import mylib
        from mylib import helper
        import ssmdsl
        from ssmdsl import REGION, DATE, Document, Parameter

        if TYPE_CHECKING:
            from mypy_boto3_ec2 import EC2Client

        vpc_id = Parameter("VpcId")
        ALL = [vpc_id]
        if os.sep:
            LIMIT = 3
        for STEP in 'a':
            pass
        TABLE = {}
        for key in ():
            TABLE[key] = 1


        def of_all():
            return ALL, nothing


        def find(events, context):
            import numpy
            from . import beside
            try:
                import orjson
            except ImportError:
                import json
            if TYPE_CHECKING:
                import pandas
            print(REGION, DATE, Document, ssmdsl.Parameter, vpc_id, LIMIT, STEP, TABLE, EC2Client)
            print(mylib, helper, pytested, join, eventz, find)
            return of_all()
        """,
    ) == [
        'it names REGION, which is an ssmdsl SystemVariable; read context["global:REGION"]',
        "it names DATE, which is an ssmdsl SystemVariable;"
        " hand over in input_payload what the script needs of it",
        "it names Document, which is of ssmdsl; a script cannot use it",
        "it names ssmdsl, which is of ssmdsl; a script cannot use it",
        "it names vpc_id, which is an ssmdsl Parameter;"
        ' hand it over in input_payload and read events["VpcId"]',
        'it names LIMIT, which is bound inside of the "if" in line 15;'
        " bind it once, at the file's top level",
        'it names STEP, which is bound inside of the "for" in line 17;'
        " bind it once, at the file's top level",
        "it names EC2Client, which only type checkers see, inside of the if TYPE_CHECKING in"
        " line 10; import it outside of it",
        "it names mylib, imported from mylib, which Automation's Python 3.11 lacks;"
        " move what it needs of it into groups.py",
        "it names helper, imported from mylib, which Automation's Python 3.11 lacks;"
        " move what it needs of it into groups.py",
        "it names pytested, imported from _pytest.config, which Automation's Python 3.11 lacks;"
        " do without it, or put it into the step's attachment",
        'it names join, which comes from "from os.path import *"; import it by its name',
        "it imports numpy, which Automation's Python 3.11 lacks;"
        " do without it, or put it into the step's attachment",
        "it imports ., which Automation's Python 3.11 lacks;"
        " move what it needs of it into groups.py",
        'it needs TABLE, which is changed inside of the "for" in line 20; change it in a function',
        "it names eventz, which is nowhere defined at the top level of groups.py.",
        'its function "of_all" names nothing,'
        " which is nowhere defined at the top level of groups.py.",
    ]


def test_python_warns_of_a_file_once(load: Load) -> None:
    text = """\
        def find(events, context):
            return "\\d" is events
        """

    with pytest.warns():
        module = load(text)

    assert script_of(module.find) == dedent(text)


def test_a_function_from_elsewhere_brings_what_its_own_file_has(load: Load, tmp_path: Path) -> None:
    text = "LIMIT = 3\n\n\ndef helper(events, context):\n    return LIMIT\n"
    (tmp_path / "mylib.py").write_text(text)

    assert script_of(load("from mylib import helper as find").find) == text


def test_what_is_defined_by_a_function_is_defined(load: Load) -> None:
    text = """\
        def begin():
            global started, json
            started = True
            import json


        def find(events, context):
            begin()
            return json.dumps(started)
        """

    assert script_of(load(text).find) == dedent(text)


def test_a_near_name_is_suggested(load: Load) -> None:
    body = """\
        LIMIT = 3

        def find(events, context):
            return LIMT
        """

    assert refusals(load, body) == [
        "it names LIMT, which is nowhere defined at the top level of groups.py."
        ' Did you mean "LIMIT"?'
    ]


def test_modules_depend_on_the_python_and_the_attachment(load: Load) -> None:
    body = """\
        def find(events, context):
            import numpy.linalg, imp, tomllib
            try:
                import pandas
            except (ImportError, ValueError):
                import polars
            return ExceptionGroup
        """
    remedy = "do without it, or put it into the step's attachment"

    assert refusals(load, body, also=["polars"]) == [
        f"it imports numpy.linalg, which Automation's Python 3.11 lacks; {remedy}"
    ]
    assert refusals(load, body, also=["numpy"], python=(3, 12)) == [
        "it imports imp, which Automation's Python 3.12 lacks; do without it",
        f"it imports polars, which Automation's Python 3.12 lacks; {remedy}",
    ]
    assert refusals(load, body, also=["numpy", "pandas"], python=(3, 10)) == [
        "it imports tomllib, which Automation's Python 3.10 lacks; do without it",
        "it names ExceptionGroup, which is nowhere defined at the top level of groups.py.",
    ]


def test_what_automation_has_preinstalled_is_imported(load: Load) -> None:
    text = """\
        import boto3, botocore.config, dateutil.tz, jmespath, s3transfer, urllib3


        def find(events, context):
            import six
            return boto3, botocore, dateutil, jmespath, s3transfer, urllib3, six
        """

    assert script_of(load(text).find) == dedent(text)


def test_syntax_newer_than_the_python_is_refused(load: Load) -> None:
    body = """\
        def find(events, context):
            try:
                pass
            except* ValueError:
                pass
        """

    assert script_of(load(body).find) == dedent(body)
    assert refusals(load, body, python=(3, 10)) == [
        "its text is not Python 3.10:"
        " Exception groups are only supported in Python 3.11 and greater"
    ]


@pytest.mark.parametrize(
    ("definition", "message"),
    [
        (
            "def find(events): pass",
            "it takes (events); Automation calls it with two arguments, by position:"
            ' write "def find(events, context):"',
        ),
        (
            "def find(events: int, context: int, other, *, key: int = 3) -> int: pass",
            "it takes (events, context, other, *, key=3); Automation calls it with two arguments,"
            ' by position: write "def find(events, context):"',
        ),
        (
            "async def find(events, context): pass",
            'it is "async"; Automation calls it and takes what it returns, so write "def" alone',
        ),
        (
            "def find(events, context): yield",
            "it yields; Automation takes only what it returns, so return a dictionary",
        ),
        (
            "async def find(events, context): yield",
            "it yields; Automation takes only what it returns, so return a dictionary",
        ),
        (
            "if True:\n    def find(events, context): pass",
            'it is inside of the "if" in line 1; define it at the file\'s top level',
        ),
        (
            "def find(events, context):\n    value: int\n    def inner():\n"
            "        nonlocal value\n        value = 3\n    return inner",
            "it is not Python without its annotations: no binding for nonlocal 'value' found",
        ),
    ],
)
def test_automation_can_call_the_handler(load: Load, definition: str, message: str) -> None:
    assert refusals(load, definition) == [message]


@pytest.mark.parametrize("parameters", ["a, b", "*a", "a, b, c=3, *, d=4", "a, /, b, **c"])
def test_a_handler_takes_two_arguments(load: Load, parameters: str) -> None:
    text = f"def find({parameters}): pass\n"

    assert script_of(load(text).find) == text


def test_a_handler_is_a_function_of_a_file(load: Load) -> None:
    module = load(
        """\
        import functools

        class Group:
            def shown(self, events): pass

        def outer():
            def inner(events, context): pass
            return inner

        def logged(function):
            def inner(*arguments): pass
            return inner

        def find(events, context): pass
        """
    )
    names: dict[str, Any] = {}
    exec("def find(events, context): pass", names)  # noqa: S102
    write = 'write "def NAME(events, context):" at the top level of a file, and give NAME'
    inside = "a script takes only what stands at the top level of a file."

    for given_one, message in {
        divmod: (
            '"divmod": it is a builtin_function_or_method and no function written in Python;'
            f" {write}"
        ),
        module.functools.partial(module.find): (
            f'"partial": it is a partial and no function written in Python; {write}'
        ),
        module.Group: f'"Group": it is a class and no function written in Python; {write}',
        module.Group.shown: f'"shown": it is a method of Group, and no function; {write}',
        module.Group().shown: f'"shown": it is a method and no function written in Python; {write}',
        (lambda a, b: None): (
            f'"<lambda>": a lambda has no name that a handler could have; {write}'
        ),
        module.outer(): (
            f'"inner": it is defined inside of outer; {inside}'
            " If outer is its decorator, let it use functools.wraps"
        ),
        names["find"]: ('"find": its source is not to be had from <string>; write it in a file'),
    }.items():
        assert messages(lambda one=given_one: script_of(one)) == [f"script {message}"]  # type: ignore[misc]


def test_a_handler_is_what_its_name_stands_for(load: Load, tmp_path: Path) -> None:
    path = tmp_path / "groups.py"
    twice = load("def find(events, context): pass\n" * 2)
    assert messages(lambda: script_of(twice.find)) == [
        f'script "find": the lines 1 and 2 of {path} all define find; give each its own name'
    ]

    wrapped = load(
        """\
        import functools

        def find(events, context): pass

        logged = functools.lru_cache(find)
        """
    )
    assert messages(lambda: script_of(wrapped.logged)) == [
        'script "find": find stands for something else in groups.py; give that'
    ]

    for text, message in (
        ("\ndef find(events, context): pass\n", f"line 3 of {path} does not define it"),
        ("def", f"{path} is no longer the file that was loaded"),
    ):
        path.write_text(text)
        assert messages(lambda: script_of(wrapped.find)) == [
            f'script "find": its source is not to be had: {message}'
        ]
    path.unlink()
    assert messages(lambda: script_of(wrapped.find)) == [
        f'script "find": its source is not to be had from {path}; write it in a file'
    ]


def test_overloads_are_for_type_checkers(load: Load) -> None:
    module = load(
        """\
        from typing import overload

        @overload
        def same(given: int) -> int: ...
        @overload
        def same(given: str) -> str: ...
        def same(given: int | str) -> int | str:
            return given

        def find(events: object, context: object) -> str:
            return same("a")

        if __name__ == "__main__":
            same = find(1, 2)
        """
    )

    assert script_of(module.find) == dedent(
        """\
        def same(given):
            return given

        def find(events, context):
            return same("a")
        """
    )


NAMES = [f"n{number}" for number in range(6)]


@st.composite
def programs(draw: st.DrawFn, *, typed: bool) -> tuple[str, str]:
    """Return a program whose last function is the handler, and the same without annotations."""
    texts: list[tuple[str, str]] = [("import json", "import json")]
    functions: list[str] = []
    constants: list[str] = []
    blank = st.sampled_from(["\n", "\n\n", "\n\n\n", "\n# é\n", "  # ü\n\n\n# ß\n"])
    for name in draw(st.permutations(NAMES)):
        values = st.sampled_from(["1", "len('äé')", *constants, *(f"{f}(2)" for f in functions)])
        parts = draw(st.lists(values, min_size=1, max_size=3))
        sum_of = " + ".join(parts)
        hint = draw(st.sampled_from([": int", ": 'é'", " : (Unknown | dict[\n    str, int])"]))
        if draw(st.booleans()):
            needs = f"({sum_of})"
            hint = hint if "Unknown" not in hint else ": dict[\n    str, int]"
            texts.append((f"{name}{hint} = {needs}", f"{name} = {needs}"))
            constants.append(name)
        else:
            late = draw(st.sampled_from(functions)) if functions else "int"
            body = (
                f"({{}}):\n    n1 = given\n    return json.loads('2') + n1 + {late}(1) + {sum_of}"
            )
            if "n1" in (*parts, late) or "n1(" in sum_of:
                body = f"({{}}):\n    return given + {late}(1) + {sum_of}"
            bare = f"def {name}{body.format('given')}"
            texts.append((bare.replace("(given)", f"(given{hint})"), bare))
            functions.append(name)
    handler = " + ".join(["1", *constants, *(f"{name}(3)" for name in functions)])
    if typed:  # not all that is there is needed
        handler = " + ".join(draw(st.lists(st.sampled_from(handler.split(" + ")), min_size=1)))
    end = "def find(events, context):\n    return json.dumps({})"
    texts.append((end.format(handler).replace("s,", "s: Ä,"), end.format(handler)))
    blanks = [draw(blank) for _ in texts[1:]] + ["\n"]
    return (
        "".join(f"{text}{gap}" for (text, _), gap in zip(texts, blanks, strict=True)),
        "".join(f"{text}{gap}" for (_, text), gap in zip(texts, blanks, strict=True)),
    )


@given(programs(typed=False))
def test_a_program_that_is_needed_whole_loses_its_annotations_alone(
    tmp_path_factory: pytest.TempPathFactory, program: tuple[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("whole")
    typed, bare = program
    late = f"from __future__ import annotations\n{typed}"

    assert script_of(load_file(folder / "bare.py", bare).find) == bare
    assert script_of(load_file(folder / "typed.py", late).find) == bare


@given(programs(typed=True))
def test_a_script_does_what_the_function_does(
    tmp_path_factory: pytest.TempPathFactory, program: tuple[str, str]
) -> None:
    typed, _ = program
    path = tmp_path_factory.mktemp("same") / "typed.py"
    module = load_file(path, f"from __future__ import annotations\n{typed}")
    names: dict[str, Any] = {}

    exec(script_of(module.find), names)  # noqa: S102

    assert names["find"]({}, {}) == module.find({}, {})
