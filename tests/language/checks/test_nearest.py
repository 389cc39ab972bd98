from ssmdsl.checks._nearest import nearest


def test_only_a_word_that_is_very_near_is_meant() -> None:
    assert nearest("Running", ["running", "stopped"]) == "running"
    assert nearest("runing", ["running", "stopped"]) == "running"
    assert nearest("UPDATE_SUCCESSFUL", ["UPDATE_FAILED", "UPDATE_COMPLETE"]) is None
    assert nearest("x", []) is None
