from ssmdsl.source.layout import WIDTH, Atom, Group, Pieces, assignment, call, listed


def test_what_fits_stands_on_a_line() -> None:
    code = call("Sleep", [Atom('"Wait"')], [("duration", Atom('"PT1S"'))])

    assert assignment("wait", code) == 'wait = Sleep("Wait", duration="PT1S")\n'
    assert assignment("wait", code, "Step") == 'wait: Step = Sleep("Wait", duration="PT1S")\n'


def test_a_line_is_as_long_as_it_may_be_and_no_longer() -> None:
    fits, beyond = ("a" * (WIDTH - len("x = [") - 1 + more) for more in (0, 1))

    assert assignment("x", listed([Atom(fits)])) == f"x = [{fits}]\n"
    assert assignment("x", listed([Atom(beyond)])) == f"x = [\n    {beyond},\n]\n"


def test_what_does_not_fit_is_broken_from_outside_in() -> None:
    inner = listed([Atom('"' + "b" * 40 + '"'), Atom('"' + "c" * 40 + '"')])
    code = call("Make", [], [("short", listed([Atom("1"), Atom("2")])), ("long", inner)])

    assert assignment("made", code) == (
        "made = Make(\n"
        "    short=[1, 2],\n"
        "    long=[\n"
        f'        "{"b" * 40}",\n'
        f'        "{"c" * 40}",\n'
        "    ],\n"
        ")\n"
    )


def test_the_comma_behind_a_part_counts() -> None:
    name = "a" * (WIDTH - len("    key=[],") + 1)

    assert call("Make", [], [("key", listed([Atom(name)]))]).lines("") == (
        f"Make(\n    key=[\n        {name},\n    ],\n)"
    )


def test_nothing_between_brackets_is_never_broken() -> None:
    assert Group("[", (), "]").lines("    ") == "[]"
    assert listed([]).line() == "[]"


def test_pieces_of_a_text_stand_in_parentheses() -> None:
    pieces = Pieces('"ab"', ('"a"', '"b"'))

    assert pieces.line() == '"ab"'
    assert pieces.lines("    ") == '(\n        "a"\n        "b"\n    )'
    assert Pieces(None, ('"a"',)).lines("") == '"a"'
    assert listed([Pieces(None, ('"a"', '"b"'))]).line() is None
