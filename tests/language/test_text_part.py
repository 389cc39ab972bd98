from ssmdsl.text import Place, read_text
from ssmdsl.text.place import Part, member_of

TEXT = read_text(b"a:\n  - b: 1\n  - 2\n")


def test_a_part_knows_where_in_the_file_it_stands() -> None:
    part = TEXT.part("a", 0)
    assert part is not None
    assert part.value == {"b": 1}
    assert part.place(()) == Place(2, 5)
    assert part.place(("b",)) == Place(2, 8)
    assert part.key_place(("b",)) == Place(2, 5)
    assert TEXT.part() == TEXT


def test_there_is_no_part_where_nothing_stands() -> None:
    assert TEXT.part("b") is None
    assert TEXT.part("a", 2) is None
    assert TEXT.part("a", -1) is None
    assert TEXT.part("a", "b") is None
    assert TEXT.part("a", 1, "b") is None
    assert TEXT.part(0) is None


def test_a_member_of_unknown_place_stands_where_what_holds_it_begins() -> None:
    holder = Part(7, {"a": 9})
    assert member_of(holder, "a") == 9
    assert member_of(holder, "b") == 7
    assert member_of(Part(7, [8]), 0) == 8
    assert member_of(Part(7, [8]), 1) == 7
    assert member_of(Part(7, [8]), "a") == 7
    assert member_of(5, "a") == 5
