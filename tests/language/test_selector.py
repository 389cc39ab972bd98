import pytest

from ssmdsl.selector import NotASelectorError, Segment, instead, segments


def test_a_selector_is_a_way_from_the_root() -> None:
    assert segments("$") == ()
    assert segments(" $.Vpcs[0]..Tags[?(@.Key.x == 'a')]['Va.lue'] ") == (
        Segment("member", ".Vpcs", "$", "Vpcs"),
        Segment("item", "[0]", "$.Vpcs"),
        Segment("anywhere", "..Tags", "$.Vpcs[0]", "Tags"),
        Segment("every", "[?(@.Key.x == 'a')]", "$.Vpcs[0]..Tags", compared=("Key", "x")),
        Segment("member", "['Va.lue']", "$.Vpcs[0]..Tags[?(@.Key.x == 'a')]", "Va.lue"),
    )


@pytest.mark.parametrize("written", ["[*]", "[0:2]", "[0, 1]", "[?(@.x)]", "[?('x' == @.y)]"])
def test_there_can_be_several(written: str) -> None:
    (segment,) = segments(f"${written}")
    assert (segment.kind, segment.written) == ("every", written)


@pytest.mark.parametrize(
    "written", [".length()", ".*", "..*", "..[0]", "['a','b']", "[(@.length-1)]", "[?(f(@.x))]"]
)
def test_what_nobody_is_sure_of_is_unclear_to_its_end(written: str) -> None:
    assert segments(f"$.Vpcs{written}.x")[1:] == (Segment("unclear", f"{written}.x", "$.Vpcs"),)


def test_what_nobody_would_write_is_not_read() -> None:
    assert [segment.kind for segment in segments("$" + "[0]" * 100_000)] == ["unclear"]


def test_a_quoted_name_can_have_quotation_marks_in_it() -> None:
    assert [segment.name for segment in segments(r"""$['it\'s']["a'b"]""")] == ["it's", "a'b"]


def test_what_is_no_selector_is_refused() -> None:
    with pytest.raises(NotASelectorError) as caught:
        segments("$.Vpcs[0")
    assert str(caught.value) == 'its last "[" is never closed'


def test_a_right_selector_is_said_in_single_quotation_marks() -> None:
    assert instead("$.Vpcs") == '; write "$.Vpcs"'
    assert instead('$["Vpcs"]') == "; write \"$['Vpcs']\""
    assert instead("""$["it's"]""") == ""
