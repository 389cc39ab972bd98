from collections.abc import Callable

import pytest

from ssmdsl import CreateTags, DefinitionError, Document, Parameter
from ssmdsl.compiler import document_content

TAGS = [{"Key": "Stage", "Value": "test"}]


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


def test_tags_compile() -> None:
    value = Parameter("Value")
    step = CreateTags(
        "Tag",
        resource_ids=["mw-1"],
        tags=[{"Key": "Stage", "Value": value}],
        resource_type="MaintenanceWindow",
    )

    compiled = document_content(Document("Tag", parameters=[value], steps=[step]))
    assert compiled["mainSteps"][0]["inputs"] == {
        "ResourceIds": ["mw-1"],
        "Tags": [{"Key": "Stage", "Value": "{{ Value }}"}],
        "ResourceType": "MaintenanceWindow",
    }


@pytest.mark.parametrize("kind", ["ManagedInstance", "MaintenanceWindow", "Parameter"])
def test_only_one_resource_of_systems_manager_is_tagged(kind: str) -> None:
    assert problems(
        lambda: CreateTags("Tag", resource_ids=["a", "b"], tags=TAGS, resource_type=kind)
    ) == ['step "Tag", resource_ids: 2 of them; only EC2\'s resources take tags together']


def test_several_resources_of_ec2_are_tagged_together() -> None:
    CreateTags("Tag", resource_ids=["i-1", "i-2"], tags=TAGS)
    CreateTags("Tag", resource_ids=["i-1", "i-2"], tags=TAGS, resource_type="EC2")
    CreateTags("Tag", resource_ids=["i-1", "i-2"], tags=TAGS, resource_type=Parameter("Kind"))


def test_there_are_resources_tags_and_known_kinds() -> None:
    assert problems(lambda: CreateTags("Tag", resource_ids=[], tags=[], resource_type="EC")) == [
        'step "Tag", resource_ids: [] is too short; at least 1 item',
        'step "Tag", tags: [] is too short; at least 1 item',
        'step "Tag", resource_type: "EC" is not one of "EC2", "ManagedInstance",'
        ' "MaintenanceWindow", "Parameter". Did you mean "EC2"?',
    ]
    assert problems(lambda: CreateTags("Tag", resource_ids=["i-1"], tags={"a": "b"})) == [  # type: ignore[arg-type]
        "step \"Tag\", tags: {'a': 'b'} is not a list; write [{'a': 'b'}]"
    ]
