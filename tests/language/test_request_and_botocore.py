"""Against botocore's own validation: what it refuses when the automation runs, we refuse before."""

from typing import Any

import pytest
from botocore.validate import ParamValidator
from hypothesis import given
from hypothesis import strategies as st

import ssmdsl.aws as services
from ssmdsl import DefinitionError, ExecuteAwsApi, Parameter
from ssmdsl.aws.request import check_request, request_problems
from ssmdsl.aws.request_problem import MISSING_PARAMETER
from ssmdsl.service_model import service_model

OPERATIONS = [
    ("bedrock-runtime", "Converse"),
    ("cloudwatch", "PutMetricAlarm"),
    ("cloudwatch", "GetMetricData"),
    ("dynamodb", "PutItem"),
    ("ec2", "CreateFlowLogs"),
    ("ec2", "ModifyInstanceMetadataOptions"),
    ("iam", "UpdateAccountPasswordPolicy"),
    ("iot-data", "Publish"),
    ("kms", "EnableKeyRotation"),
    ("lambda", "UpdateFunctionConfiguration"),
    ("logs", "PutRetentionPolicy"),
    ("rds", "ModifyDBInstance"),
    ("s3", "PutBucketEncryption"),
    ("s3", "PutPublicAccessBlock"),
    ("sts", "GetCallerIdentity"),
    ("wafv2", "CreateWebACL"),
]

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 99)
    | st.floats(-9, 9)
    | st.text("abc:/-", max_size=9),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text("ab"), inner, max_size=2),
    max_leaves=4,
)


def shape_of(service: str, operation: str) -> Any:
    return service_model(service).operation_model(operation).input_shape


def fitting(shape: Any, depth: int = 0) -> st.SearchStrategy[Any]:
    """Return mostly fitting values of a shape."""
    kind = shape.type_name
    if kind == "structure":
        if shape.is_tagged_union:
            name = next(iter(shape.members))
            return st.fixed_dictionaries({name: fitting(shape.members[name], depth + 1)})
        required = set(shape.required_members)
        names = [name for name in shape.members if depth < 3 or name in required]
        optional = {
            name: st.deferred(lambda n=name: fitting(shape.members[n], depth + 1))  # type: ignore[misc]
            for name in names
            if name not in required
        }
        needed = {name: fitting(shape.members[name], depth + 1) for name in required}
        return st.fixed_dictionaries(needed, optional=dict(list(optional.items())[:4]))
    if kind == "list":
        least = shape.metadata.get("min", 0)
        return st.lists(fitting(shape.member, depth + 1), min_size=least, max_size=least + 1)
    if kind == "map":
        keys, members = fitting(shape.key, depth + 1), fitting(shape.value, depth + 1)
        return st.dictionaries(keys, members, max_size=2)
    least = shape.metadata.get("min", 0)
    if kind in ("integer", "long"):
        return st.integers(least, least + 9)
    if kind in ("float", "double"):
        return st.floats(least, least + 9)
    if kind == "boolean":
        return st.booleans()
    if kind == "timestamp":
        return st.sampled_from(["2030-01-31", "2030-01-31T12:00:00Z", 1893456000])
    if getattr(shape, "enum", None):
        return st.sampled_from(shape.enum)
    return st.text("abc-", min_size=least, max_size=least + 5)


def almost_fitting(shape: Any) -> st.SearchStrategy[Any]:
    """Return values of a shape in which one member may be anything."""
    members = list(shape.members) if shape is not None else []
    names = st.sampled_from([*members, "NoSuchParameter"])
    fits = fitting(shape) if shape is not None else st.just({})
    changed = st.tuples(fits, names, anything).map(lambda made: {**made[0], made[1]: made[2]})
    return fits | changed


@st.composite
def requests(draw: st.DrawFn, *, fits: bool) -> tuple[str, str, dict[str, Any]]:
    service, operation = draw(st.sampled_from(OPERATIONS))
    shape = shape_of(service, operation)
    if shape is None or not shape.members:
        return service, operation, {}
    return service, operation, draw(fitting(shape) if fits else almost_fitting(shape))


def told(service: str, operation: str, parameters: dict[str, Any]) -> list[str]:
    return [str(item) for item in check_request(shape_of(service, operation), parameters, "inputs")]


@given(requests(fits=False))
def test_what_botocore_refuses_is_refused(drawn: tuple[str, str, dict[str, Any]]) -> None:
    service, operation, parameters = drawn
    report = ParamValidator().validate(parameters, shape_of(service, operation))

    if report.has_errors():
        assert told(service, operation, parameters), report.generate_report()


@given(requests(fits=True))
def test_what_fits_the_model_is_accepted(drawn: tuple[str, str, dict[str, Any]]) -> None:
    assert told(*drawn) == []


@given(requests(fits=False))
def test_any_call_makes_a_step_or_tells_its_problems(
    drawn: tuple[str, str, dict[str, Any]],
) -> None:
    service, operation, parameters = drawn
    call = getattr(getattr(services, service.replace("-", "_")), operation)

    made: list[object] = []
    problems: tuple[object, ...] = ()
    try:
        made.append(call("Call", **parameters))
    except DefinitionError as error:
        problems = error.problems

    assert all(str(problem).startswith('step "Call"') for problem in problems)
    assert all(isinstance(step, ExecuteAwsApi) for step in made)
    assert bool(problems) != bool(made)


@pytest.mark.parametrize(("service", "operation"), OPERATIONS)
def test_a_reference_of_some_type_stands_for_every_parameter(service: str, operation: str) -> None:
    shape = shape_of(service, operation)
    kinds = ("String", "StringList", "Integer", "Boolean", "MapList", "StringMap")
    references = [Parameter("Value", kind) for kind in kinds]  # type: ignore[arg-type]

    for name in shape.members:
        fitting_ones = [
            reference
            for reference in references
            if not [
                text
                for text in told(service, operation, {name: reference})
                if text.startswith(f"inputs.{name}:")
            ]
        ]
        assert fitting_ones, name


@given(requests(fits=False))
def test_a_problem_says_where_in_the_request_it_is(
    drawn: tuple[str, str, dict[str, Any]],
) -> None:
    service, operation, parameters = drawn

    for problem in request_problems(shape_of(service, operation), parameters):
        there: Any = parameters
        for part in problem.path[:-1]:
            there = there[part]  # of what is missing, only that in which it should be
        is_missing = problem.code == MISSING_PARAMETER and problem.message == "is required"
        assert is_missing != (
            problem.path == ()
            or (isinstance(there, list) and problem.path[-1] in range(len(there)))
            or problem.path[-1] in there
        )
