"""Whether a word that AWS's models do not have is one that the service does not know either.

The models are those of the botocore that is installed, and services go on: each month EC2 has new
instance types, Lambda new runtimes, AWS new regions. boto3 sends on a word that it does not know.

A small enum of words is taken to be closed: `Enabled` and `Suspended`. One that is large, or most
of whose words have digits in them, as versions and sizes do, is taken to grow. Even of that a word
is surely none if it is one of the enum's, written otherwise: `T3.Micro`. Where the words are no
versions a slip of the keyboard is too: a letter too many or too few, or two of them swapped.
Another letter in place of one is no such slip: `AWS::ECS::Service`, `AWS::EKS::Service`.
"""

from collections.abc import Collection

_MOST_OF_CLOSED = 25
"""How many words an enum has at most that is taken to be closed."""


def is_surely_unknown(word: str, known: Collection[str]) -> bool:
    """Return whether a word that is none of an enum's is none that the service knows.

    Args:
        word: the word.
        known: the enum's words.
    """
    if is_closed(known):
        return True
    meant, are_versions = _letters(word), _are_versions(known)
    return any(
        meant == letters or (not are_versions and _is_slip(meant, letters))
        for letters in map(_letters, known)
    )


def is_closed(known: Collection[str]) -> bool:
    """Return whether an enum is taken to be all that there ever is."""
    return len(known) <= _MOST_OF_CLOSED and not _are_versions(known)


def _are_versions(known: Collection[str]) -> bool:
    return 2 * sum(any(map(str.isdigit, word)) for word in known) > len(known)


def _letters(word: str) -> str:
    return "".join(filter(str.isalnum, word)).casefold()


def _is_slip(word: str, meant: str) -> bool:
    """Return whether a word has one letter too many or too few, or two neighbours swapped."""
    if abs(len(word) - len(meant)) > 1:
        return False
    at = next(
        (place for place, pair in enumerate(zip(word, meant, strict=False)) if pair[0] != pair[1]),
        min(len(word), len(meant)),
    )
    if len(word) == len(meant):
        return word[at : at + 2] == meant[at : at + 2][::-1] and word[at + 2 :] == meant[at + 2 :]
    longer, shorter = sorted((word, meant), key=len, reverse=True)
    return longer[at + 1 :] == shorter[at:]
