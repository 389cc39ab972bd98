from typing import TYPE_CHECKING

from ssmdsl import (
    Attachment,
    Branch,
    Document,
    ExecuteAwsApi,
    ExecuteScript,
    Loop,
    LoopName,
    Output,
    Parameter,
    Pause,
    Sleep,
    Step,
    UpdateVariable,
    Variable,
    when,
)

if TYPE_CHECKING:
    from tests.language.source.conftest import Check


def test_jumps_ahead_are_functions_and_jumps_back_are_names(check: "Check") -> None:
    flag = Parameter("Flag", "Boolean")
    last: Step = Sleep("Last", duration="PT1S", is_end=True)
    clean = Sleep("Clean", duration="PT2S", next_step=last)
    choose = Branch(
        "Choose", [when(flag).go_to(last), when(flag.is_false()).go_to(clean)], default=clean
    )
    wait = Sleep("Wait", duration="PT3S", on_failure=clean)
    document = Document(
        "Jumps", assume_role=None, parameters=[flag], steps=[choose, wait, clean, last]
    )

    check(document, GOLDEN_JUMPS_AHEAD_ARE_FUNCTIONS_AND_JUMPS_BACK)


GOLDEN_JUMPS_AHEAD_ARE_FUNCTIONS_AND_JUMPS_BACK = '''\
"""Jumps."""

from ssmdsl import Branch, Document, Parameter, Sleep, Step, when

flag = Parameter("Flag", "Boolean")

clean = Sleep("Clean", duration="PT2S", next_step=lambda: last)
last: Step = Sleep("Last", duration="PT1S", is_end=True)

jumps = Document(
    "Jumps",
    assume_role=None,
    parameters=[flag],
    steps=[
        Branch(
            "Choose",
            [when(flag.is_true()).go_to(last), when(flag.is_false()).go_to(clean)],
            default=clean,
        ),
        Sleep("Wait", duration="PT3S", on_failure=clean),
        clean,
        last,
    ],
)
'''


def test_a_jump_to_what_reads_the_jumping_step_is_a_function(check: "Check") -> None:
    find = ExecuteAwsApi(
        "Find",
        service="ec2",
        api="DescribeVpcs",
        outputs=[Output("Id", "$.Vpcs[0].VpcId")],
        on_failure=lambda: tell,
    )
    tell: Step = Pause("Tell", message=f"{find.output('Id')}")
    document = Document("Circle", assume_role=None, steps=[find, tell])

    check(document, GOLDEN_A_JUMP_TO_WHAT_READS_THE_JUMPING_STEP_IS)


GOLDEN_A_JUMP_TO_WHAT_READS_THE_JUMPING_STEP_IS = '''\
"""Circle."""

from ssmdsl import Document, Output, Pause, Step
from ssmdsl.aws import ec2

find = ec2.DescribeVpcs(
    "Find",
    on_failure=lambda: tell,
    outputs=[Output("Id", "$.Vpcs[0].VpcId")],
)
find_id = find.output("Id")
tell: Step = Pause("Tell", message=f"{find_id}")

circle = Document("Circle", assume_role=None, steps=[find, tell])
'''


def test_the_counters_of_a_loop_are_read_by_its_name(check: "Check") -> None:
    ids, last = (
        Parameter("Ids", "StringList"),
        Variable("Last", default="", description="The last one."),
    )
    each = LoopName("Each", "String")
    keep = UpdateVariable("Keep", variable=last, value=f"{each.iteration}: {each.iterator_value}")
    loop = Loop(each, iterators=ids, max_iterations=5, steps=[keep])
    after = Pause("After", message=last)
    document = Document(
        "Loops", assume_role=None, parameters=[ids], variables=[last], steps=[loop, after]
    )

    check(document, GOLDEN_THE_COUNTERS_OF_A_LOOP_ARE_READ_BY_ITS_N)


GOLDEN_THE_COUNTERS_OF_A_LOOP_ARE_READ_BY_ITS_N = '''\
"""Loops."""

from ssmdsl import Document, Loop, LoopName, Parameter, Pause, UpdateVariable, Variable

ids = Parameter("Ids", "StringList")
last = Variable("Last", default="", description="The last one.")

each_name = LoopName("Each", "String")
each_iteration = each_name.iteration
each_iterator_value = each_name.iterator_value

loops = Document(
    "Loops",
    assume_role=None,
    parameters=[ids],
    variables=[last],
    steps=[
        Loop(
            each_name,
            iterators=ids,
            max_iterations=5,
            steps=[
                UpdateVariable(
                    "Keep",
                    variable=last,
                    value=f"{each_iteration}: {each_iterator_value}",
                ),
            ],
        ),
        Pause("After", message=last),
    ],
)
'''


def test_a_loop_asks_for_the_output_of_a_step_inside(check: "Check") -> None:
    look = ExecuteAwsApi(
        "Look", service="ec2", api="DescribeVpcs", outputs=[Output("State", "$.Vpcs[0].State")]
    )
    loop = Loop(
        "Until",
        loop_condition=look.output("State") != "available",
        max_iterations=3,
        steps=[look, Sleep("Wait", duration="PT1S")],
    )
    document = Document("Until", assume_role=None, steps=[loop])

    check(document, GOLDEN_A_LOOP_ASKS_FOR_THE_OUTPUT_OF_A_STEP_INS)


GOLDEN_A_LOOP_ASKS_FOR_THE_OUTPUT_OF_A_STEP_INS = '''\
"""Until."""

from ssmdsl import Document, Loop, Output, Sleep
from ssmdsl.aws import ec2

look = ec2.DescribeVpcs("Look", outputs=[Output("State", "$.Vpcs[0].State")])
look_state = look.output("State")

until = Document(
    "Until",
    assume_role=None,
    steps=[
        Loop(
            "Until",
            loop_condition=look_state != "available",
            max_iterations=3,
            steps=[look, Sleep("Wait", duration="PT1S")],
        ),
    ],
)
'''


def test_names_that_something_has_already_are_said_to_be_what_they_are(check: "Check") -> None:
    ec2, when_, kind, vpc = (
        Parameter("ec2"),
        Parameter("When"),
        Parameter("Class"),
        Parameter("Vpc", description="A VPC."),
    )
    find = ExecuteAwsApi(
        "Vpc", service="ec2", api="DescribeVpcs", inputs={"VpcIds": [ec2, when_, kind, vpc]}
    )
    document = Document(
        "VPC", description="Finds it.", parameters=[ec2, when_, kind, vpc], steps=[find], outputs=[]
    )

    check(document, GOLDEN_NAMES_THAT_SOMETHING_HAS_ALREADY_ARE_SAI)


GOLDEN_NAMES_THAT_SOMETHING_HAS_ALREADY_ARE_SAI = '''\
"""Finds it."""

from ssmdsl import Document, Parameter
from ssmdsl.aws import ec2

ec2_parameter = Parameter("ec2")
when_parameter = Parameter("When")
class_parameter = Parameter("Class")
vpc = Parameter("Vpc", description="A VPC.")

vpc_document = Document(
    "VPC",
    description="Finds it.",
    parameters=[ec2_parameter, when_parameter, class_parameter, vpc],
    steps=[
        ec2.DescribeVpcs(
            "Vpc",
            VpcIds=[ec2_parameter, when_parameter, class_parameter, vpc],
        ),
    ],
)
'''


def test_a_document_returns_outputs_and_has_a_role_and_files(check: "Check") -> None:
    role = Parameter("Role", "AWS::IAM::Role::Arn")
    zipped = Attachment("h.zip", sha256="0" * 64, size=12)
    run = ExecuteScript(
        "Run", attachment=zipped, handler="h.run", outputs=[Output("A", "$.Payload.a")]
    )
    document = Document(
        "Returns",
        assume_role=role,
        parameters=[role],
        steps=[run],
        outputs=[run.output("A"), run.output("OutputPayload")],
        files=[zipped],
    )

    check(document, GOLDEN_A_DOCUMENT_RETURNS_OUTPUTS_AND_HAS_A_ROL)


GOLDEN_A_DOCUMENT_RETURNS_OUTPUTS_AND_HAS_A_ROL = '''\
"""Returns."""

from ssmdsl import Attachment, Document, ExecuteScript, Output, Parameter

role = Parameter("Role", "AWS::IAM::Role::Arn")

run = ExecuteScript(
    "Run",
    runtime="python3.11",
    handler="h.run",
    attachment="h.zip",
    outputs=[Output("A", "$.Payload.a")],
)

returns = Document(
    "Returns",
    assume_role=role,
    parameters=[role],
    steps=[run],
    outputs=[run.output("A"), run.output("OutputPayload")],
    files=[
        Attachment(
            "h.zip",
            sha256="0000000000000000000000000000000000000000000000000000000000000000",
            size=12,
        ),
    ],
)
'''
