from collections.abc import Callable
from typing import Any

import pytest

from ssmdsl import (
    Attachment,
    Branch,
    DefinitionError,
    Document,
    ExecuteAwsApi,
    ExecuteScript,
    Loop,
    Output,
    Parameter,
    Sleep,
    SsmParameter,
    Step,
    UpdateVariable,
    Variable,
    when,
)
from ssmdsl.compiler import document_content


def describe(name: str = "Describe") -> ExecuteAwsApi:
    return ExecuteAwsApi(
        name,
        service="ec2",
        api="DescribeVpcs",
        outputs=[Output("VpcId", "$.Vpcs[0].VpcId")],
    )


def problems(build: Callable[[], object]) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        build()
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("name", ["ab", "a b", "x" * 129, "Größe", "a/b"])
def test_a_document_name_has_the_form_that_ssm_takes(name: str) -> None:
    assert problems(lambda: Document(name, steps=[describe()])) == [
        f'document "{name}", name: "{name}" is not a document name:'
        ' 3 to 128 letters, digits, "_", "-" and "."'
    ]


@pytest.mark.parametrize("name", ["aws-mine", "AmazonMine", "AMZN.mine"])
def test_names_that_aws_keeps_for_itself_are_refused(name: str) -> None:
    assert problems(lambda: Document(name, steps=[describe()])) == [
        f'document "{name}", name: "{name}": AWS keeps names that begin with "aws", "amazon",'
        ' "amzn" for its own documents'
    ]


def test_a_document_has_at_least_one_step() -> None:
    assert problems(lambda: Document("Mine", steps=[])) == [
        'document "Mine", steps: a document has at least one step'
    ]


def test_two_steps_with_one_name_are_reported_once() -> None:
    assert problems(lambda: Document("Mine", steps=[describe(), describe()])) == [
        'document "Mine", step "Describe", name: 2 steps of the document have this name'
    ]


def test_two_parameters_with_one_name_are_reported_once() -> None:
    build = lambda: Document(  # noqa: E731 - it reads as the document it is
        "Mine", parameters=[Parameter("A"), Parameter("A", "Integer")], steps=[describe()]
    )
    assert problems(build) == [
        'document "Mine", parameter "A", name: 2 parameters of the document have this name'
    ]


def test_references_to_nothing_are_told_with_the_nearest_name() -> None:
    step = ExecuteAwsApi(
        "Use",
        service="logs",
        api="CreateLogGroup",
        inputs={
            "logGroupName": "/vpc/{{ VpcID }}",
            "tags": {"a": "{{ Describe.VpcIdd }}", "b": ["{{global:REGON}}"]},
        },
    )
    build = lambda: Document(  # noqa: E731
        "Mine", parameters=[Parameter("VpcId")], steps=[describe(), step]
    )
    assert problems(build) == [
        'document "Mine", step "Use", inputs.logGroupName: {{ VpcID }} names no parameter;'
        ' the document lists "AutomationAssumeRole", "VpcId". Did you mean "VpcId"?',
        'document "Mine", step "Use", inputs.tags.a: {{ Describe.VpcIdd }} names no output of a'
        ' step; there are "Describe.VpcId". Did you mean "Describe.VpcId"?',
        'document "Mine", step "Use", inputs.tags.b[0]: {{ global:REGON }} is not a system'
        ' variable; there are "global:ACCOUNT_ID", "global:AWS_PARTITION", "global:DATE",'
        ' "global:DATE_TIME", "automation:EXECUTION_ID", "global:REGION".'
        ' Did you mean "global:REGION"?',
    ]


def test_a_parameter_that_is_used_but_not_listed_is_told() -> None:
    vpc = Parameter("VpcId")
    step = ExecuteAwsApi("Use", service="ec2", api="DescribeVpcs", inputs={"VpcIds": [vpc]})

    assert problems(lambda: Document("Mine", steps=[step])) == [
        'document "Mine", step "Use", inputs.VpcIds[0]: {{ VpcId }} names no parameter;'
        ' the document lists "AutomationAssumeRole".'
    ]


def test_the_automation_role_is_a_parameter_without_being_asked_for() -> None:
    document = Document("Mine", parameters=[Parameter("VpcId")], steps=[describe()])

    assert [parameter.name for parameter in document.all_parameters] == [
        "AutomationAssumeRole",
        "VpcId",
    ]


def test_an_automation_role_that_is_listed_is_the_users_own() -> None:
    own = Parameter("AutomationAssumeRole", "String", description="Mine.")
    document = Document("Mine", parameters=[own], steps=[describe()])

    assert document.all_parameters == (own,)


def test_a_jump_to_a_step_of_another_document_is_refused() -> None:
    elsewhere = describe("Elsewhere")
    step = Sleep("Wait", duration="PT5S", next_step=elsewhere)

    assert problems(lambda: Document("Mine", steps=[step])) == [
        'document "Mine", step "Wait", next_step: it jumps to step "Elsewhere",'
        " which is not in the steps"
    ]


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"steps": "Wait"}, 'steps: "Wait" is not a list; write ["Wait"]'),
        ({"steps": describe()}, 'steps: ExecuteAwsApi("Describe") is not a list;'),
        ({"parameters": ["VpcId"]}, 'parameters[0]: "VpcId" is not a Parameter'),
        (
            {"outputs": ["Describe.VpcId"]},
            'outputs[0]: "Describe.VpcId" is not an output of a step; write step.output("…")',
        ),
        ({"assume_role": 5}, "assume_role: 5 is not a Parameter, the ARN of a role or None"),
        (
            {"assume_role": "my-role"},
            'assume_role: "my-role" is not the ARN of a role, nor a parameter',
        ),
        (
            {"assume_role": Parameter("Role", "Integer")},
            'assume_role: parameter "Role" is of type Integer, and an ARN is text',
        ),
        (
            {"parameters": [Parameter("AutomationAssumeRole", "StringList")]},
            'assume_role: parameter "AutomationAssumeRole" is of type StringList, and an ARN is'
            " text",
        ),
        (
            {"assume_role": "{{ Role }}"},
            "assume_role: {{ Role }} names no parameter; the document has none.",
        ),
        (
            {"description": "half \ud800"},
            'description: "half \\ud800" has half of a character (a surrogate); no file can hold'
            " it",
        ),
    ],
)
def test_a_property_of_another_kind_is_told(properties: dict[str, Any], told: str) -> None:
    (problem,) = problems(lambda: Document("Mine", **{"steps": [describe()], **properties}))

    assert problem.startswith(f'document "Mine", {told}')


def test_everything_wrong_with_a_document_is_told_at_once() -> None:
    step = ExecuteAwsApi("Use", service="s", api="A", inputs={"a": "{{ None }}"})
    after = Sleep("After", duration="PT1S", next_step=step)

    assert problems(
        lambda: Document(
            "Mine", parameters=[Parameter("A"), Parameter("A")], steps=[step, after, after]
        )
    ) == [
        'document "Mine", parameter "A", name: 2 parameters of the document have this name',
        'document "Mine", step "After", name: 2 steps of the document have this name',
        'document "Mine", step "After", next_step: here a circle closes, which SSM refuses:'
        " Use → After → Use",
        'document "Mine", step "Use", inputs.a: {{ None }} names no parameter; the document lists'
        ' "AutomationAssumeRole", "A", "A".',
    ]


def test_a_default_may_refer_to_the_parameter_store_and_to_nothing_unknown() -> None:
    stored = Parameter("Stored", default="{{ssm:/my/parameter}}")
    wrong = Parameter("Wrong", default="x-{{ Storred }}")

    assert problems(lambda: Document("Mine", parameters=[stored, wrong], steps=[describe()])) == [
        'document "Mine", parameter "Wrong", default: {{ Storred }} names no parameter;'
        ' the document lists "AutomationAssumeRole", "Stored", "Wrong". Did you mean "Stored"?'
    ]


@pytest.mark.parametrize("role", ["arn:aws:iam::123456789012:role/x", "{{ Role }}", None])
def test_a_role_is_an_arn_a_parameter_or_none(role: str | None) -> None:
    document = Document(
        "Mine", assume_role=role, parameters=[Parameter("Role")], steps=[describe()]
    )

    assert document.assume_role == role


def wait(name: str, **properties: Any) -> Sleep:
    return Sleep(name, duration="PT1S", **properties)


def each(name: str, *steps: Step) -> Loop:
    return Loop(name, iterators=["a"], steps=steps)


def test_a_function_names_a_step_that_stands_further_down() -> None:
    first = wait("First", next_step=lambda: last, on_failure=lambda: last)
    skipped = wait("Skipped")
    last: Step = wait("Last")

    content = document_content(Document("Mine", steps=[first, skipped, last]))
    assert content["mainSteps"][0]["nextStep"] == "Last"
    assert content["mainSteps"][0]["onFailure"] == "step:Last"


@pytest.mark.parametrize(
    ("jump", "told"),
    [
        (lambda: 1, "1 is not a step"),
        (lambda: None, "None is not a step"),
        (lambda: "Wait", '"Wait" is not a step'),
        (lambda: Sleep, "Sleep is not a step"),
        (
            lambda: nowhere,  # type: ignore[name-defined]  # noqa: F821
            "name 'nowhere' is not defined; a function that names a step is asked when the"
            " document is made",
        ),
        (
            lambda step: step,
            "it is asked for the step without arguments: <lambda>() missing 1 required positional"
            " argument: 'step'",
        ),
    ],
)
@pytest.mark.parametrize("name", ["next_step", "on_failure", "on_cancel"])
def test_a_function_that_names_no_step_is_told(name: str, jump: Any, told: str) -> None:
    step = wait("Wait", **{name: jump})

    assert problems(lambda: Document("Mine", steps=[step])) == [
        f'document "Mine", step "Wait", {name}: {told}'
    ]


def test_a_choice_that_leads_nowhere_is_told() -> None:
    flag = Parameter("Flag", "Boolean")
    choose = Branch(
        "Choose",
        [when(flag).go_to(lambda: 1)],  # type: ignore[arg-type,return-value]
        default=lambda: 2,  # type: ignore[arg-type,return-value]
    )

    assert problems(lambda: Document("Mine", parameters=[flag], steps=[choose])) == [
        'document "Mine", step "Choose", choices[0]: 1 is not a step',
        'document "Mine", step "Choose", default: 2 is not a step',
    ]


def test_a_jump_out_of_a_loop_is_fine() -> None:
    after = wait("After")
    loop = each("Each", wait("Inner", next_step=lambda: after), wait("Other"))

    content = document_content(Document("Mine", steps=[loop, after]))
    assert content["mainSteps"][0]["inputs"]["Steps"][0]["nextStep"] == "After"


def test_a_jump_into_a_loop_is_refused() -> None:
    inner = wait("Inner")
    before, loop = wait("Before", next_step=inner), each("Each", inner)
    other = each("Other", wait("There", on_failure=inner))

    assert problems(lambda: Document("Mine", steps=[before, loop, other])) == [
        'document "Mine", step "Before", next_step: it jumps to step "Inner", which is inside of'
        ' "Each"; jump to that',
        'document "Mine", step "There", on_failure: it jumps to step "Inner", which is inside of'
        ' "Each"; jump to that',
    ]


def test_circles_inside_of_a_loop_and_through_one_never_end() -> None:
    one, loop = wait("One"), "Each"
    two = wait("Two", on_failure=one)
    start = wait("Start")
    back = each("Back", wait("Inner", next_step=start))
    own: Step = each("Own", wait("Again", next_step=lambda: own))

    assert problems(lambda: Document("Mine", steps=[each(loop, one, two)])) == [
        'document "Mine", step "Two", on_failure: here a circle closes, which SSM refuses:'
        " One → Two → One"
    ]
    assert problems(lambda: Document("Mine", steps=[start, back])) == [
        'document "Mine", step "Back": here a circle closes, which SSM refuses:'
        " Start → Back → Start"
    ]
    assert problems(lambda: Document("Mine", steps=[own])) == [
        'document "Mine", step "Own": here a circle closes, which SSM refuses: Own → Own'
    ]


def test_the_name_of_a_step_inside_of_a_loop_is_taken() -> None:
    assert problems(lambda: Document("Mine", steps=[each("Each", wait("A")), wait("A")])) == [
        'document "Mine", step "A", name: 2 steps of the document have this name'
    ]


def test_an_attachment_that_is_not_listed_is_told() -> None:
    handler = Attachment("handler.zip", sha256="0" * 64)
    step = ExecuteScript("Run", attachment=handler, handler="handler.run")
    near = ExecuteScript("Run", attachment="handlers.zip", handler="handler.run")

    assert problems(lambda: Document("Mine", steps=[each("Each", step)])) == [
        'document "Mine", step "Run", attachment: "handler.zip" is not among the files;'
        " the document has none."
    ]
    assert problems(lambda: Document("Mine", steps=[near], files=[handler])) == [
        'document "Mine", step "Run", attachment: "handlers.zip" is not among the files;'
        ' there are "handler.zip". Did you mean "handler.zip"?'
    ]
    assert problems(lambda: Document("Mine", steps=[describe()], files=[handler, handler])) == [
        'document "Mine", file "handler.zip", name: 2 files of the document have this name'
    ]


def test_a_variable_that_is_not_listed_is_told() -> None:
    count = Variable("Count", "Integer", default=0)
    listed = Variable("Counts", "Integer")
    read = wait("Wait", on_failure="Continue")
    update = UpdateVariable("Update", variable=count, value=1)
    loop = Loop("Until", loop_condition=count < 3, steps=[read])

    assert problems(lambda: Document("Mine", variables=[listed], steps=[update, loop])) == [
        'document "Mine", step "Update", inputs.Name: {{ variable:Count }} names no variable;'
        ' the document has "variable:Counts". Did you mean "variable:Counts"?',
        'document "Mine", step "Until", inputs.LoopCondition.Variable: {{ variable:Count }} names'
        ' no variable; the document has "variable:Counts". Did you mean "variable:Counts"?',
    ]
    assert problems(lambda: Document("Mine", steps=[update])) == [
        'document "Mine", step "Update", inputs.Name: {{ variable:Count }} names no variable;'
        " the document has none."
    ]


def test_parameter_store_is_read_in_the_default_of_a_parameter_alone() -> None:
    stored = SsmParameter("/stage")
    document = Document("Mine", parameters=[Parameter("A", default=stored)], steps=[describe()])
    told = "{{ ssm:/stage }}: Parameter Store is read in the default of a parameter alone"

    assert document_content(document)["parameters"]["A"]["default"] == "{{ ssm:/stage }}"
    assert problems(
        lambda: Document(
            "Mine",
            assume_role=f"{stored}",
            variables=[Variable("V", default=stored)],
            steps=[Sleep("Wait", duration=f"{stored}")],
        )
    ) == [
        f'document "Mine", variable "V", default: {told}',
        f'document "Mine", step "Wait", inputs.Duration: {told}',
        f'document "Mine", assume_role: {told}',
    ]
