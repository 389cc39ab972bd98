"""Which step can follow which, and whether the automation could run in a circle.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html
"""

from collections.abc import Sequence

from ssmdsl.step import Step, target_of


def followers(steps: Sequence[Step], index: int) -> list[Step]:
    """Return the steps that can run directly after the one at this index."""
    step = steps[index]
    inside = {id(inner) for inner in step.nested_steps}
    found = _taken(step)
    for inner in step.nested_steps:  # a jump out of a loop
        found += [target for target in _taken(inner) if id(target) not in inside]
    if step.next_step is None and step.falls_through and not step.is_end:
        found += steps[index + 1 : index + 2]
    return found


def _taken(step: Step) -> list[Step]:
    """Return the steps that one jumps to, without a `next_step` that it never comes to."""
    return [
        target_of(jump)
        for name, jump in step.jumps.items()
        if name != "next_step" or step.falls_through
    ]


def circle(steps: Sequence[Step]) -> list[Step]:
    """Return the steps of a circle, the first one again at its end, or nothing.

    A jump back in the list is no circle by itself; SSM refuses only what would never end.
    """
    index_of = {id(step): index for index, step in enumerate(steps)}
    finished: set[int] = set()
    for start in steps:
        if id(start) in finished:
            continue
        path, waiting = {id(start): start}, [iter(followers(steps, index_of[id(start)]))]
        while waiting:  # depth first, without recursion: a document may have many steps
            follower = next(waiting[-1], None)
            if follower is None:
                finished.add(path.popitem()[0])
                waiting.pop()
                continue
            if id(follower) in path:
                begin = list(path).index(id(follower))
                return [*list(path.values())[begin:], follower]
            if id(follower) in index_of and id(follower) not in finished:
                path[id(follower)] = follower
                waiting.append(iter(followers(steps, index_of[id(follower)])))
    return []
