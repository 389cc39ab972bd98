import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssmdsl import Parameter
from ssmdsl.writable import member_path, unwritable_parts

whole = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(whole)
def test_what_has_whole_characters_and_an_end_is_writable(value: object) -> None:
    assert list(unwritable_parts(value, "value")) == []


@given(st.text(), st.characters(categories=["Cs"]), st.text())
def test_half_of_a_character_is_found_where_it_stands(before: str, half: str, after: str) -> None:
    text = f"{before}{half}{after}"

    (deep,) = unwritable_parts({"a": [{"b": text}]}, "value")
    (key,) = unwritable_parts({text: 1}, "value")

    assert deep[0] == "value.a[0].b"
    assert key[0].startswith("value, key ")


@pytest.mark.parametrize(
    ("key", "path"),
    [
        ("team", "tags.team"),
        ("two words", "tags.two words"),
        ("line\nbreak", 'tags."line\\nbreak"'),
        (5, "tags.5"),
        (Parameter("VpcId"), "tags.VpcId"),
    ],
)
def test_the_path_of_a_member_is_on_one_line(key: object, path: str) -> None:
    assert member_path("tags", key) == path
