"""The word that was meant, where it is near enough to be written instead without asking."""

from collections.abc import Collection

from ssmdsl.errors import did_you_mean, fix_of

_NEAR_ENOUGH = 0.8


def nearest(wrong: str, allowed: Collection[str]) -> str | None:
    """Return the allowed word that a wrong one surely meant, if there is one."""
    near = fix_of(did_you_mean(wrong, allowed))
    if near is None:
        return None
    from difflib import SequenceMatcher  # only a mistake pays for it

    ratio = SequenceMatcher(None, wrong.casefold(), near.casefold()).ratio()
    return near if ratio >= _NEAR_ENOUGH else None
