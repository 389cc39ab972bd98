"""An output that only some of the ways to its reader have."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str) -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == "SSM204"
    ]


REST = "; have every way set a variable, and read that"


def document(
    *, choice: str = "Variable: '{{ Name }}', StringEquals: a", reader: str = "", describe: str = ""
) -> str:
    return f"""
parameters:
  Name: {{type: String}}
mainSteps:
  - name: First
    action: aws:branch
    inputs:
      Choices: [{{NextStep: Describe, {choice}}}]
      Default: Tag
  - name: Describe
    action: aws:executeAwsApi
    inputs: {{Service: ec2, Api: DescribeVpcs}}
    outputs: [{{Name: VpcId, Selector: "$.Vpcs[0].VpcId"}}]
    {describe}
  - name: Tag
    action: aws:createTags
    inputs:
      ResourceType: EC2
      ResourceIds: ["{{{{ Describe.VpcId }}}}"]
      Tags: [{{Key: Checked, Value: "yes"}}]
    {reader}
"""


def test_a_way_around_the_step_is_told() -> None:
    assert found(document()) == [
        (
            ("mainSteps", 2, "inputs", "ResourceIds", 0),
            '{{ Describe.VpcId }} may have no value: step "Describe" does not run on the way'
            f" First → Tag{REST}",
        )
    ]


def test_a_failure_that_is_passed_over_is_told() -> None:
    source = document(describe="onFailure: Continue").replace("Default: Tag", "Default: Describe")
    assert found(source) == [
        (
            ("mainSteps", 2, "inputs", "ResourceIds", 0),
            '{{ Describe.VpcId }} may have no value: step "Describe" does not succeed on the way'
            f" Describe → Tag{REST}",
        )
    ]


def test_where_all_ways_lead_through_the_step_nothing_is_told() -> None:
    assert found(document().replace("Default: Tag", "Default: Describe")) == []


def test_a_reader_that_may_fail_is_left_alone() -> None:
    assert found(document(reader="onFailure: Continue")) == []


def test_a_way_that_only_an_output_of_the_step_opens_has_it() -> None:
    source = (
        document()
        + """
    nextStep: Ask
  - name: Ask
    action: aws:branch
    inputs:
      Choices:
        - {NextStep: Tell, Variable: "{{ Describe.VpcId }}", StartsWith: vpc}
    isEnd: true
  - name: Tell
    action: aws:executeAwsApi
    inputs: {Service: ec2, Api: DescribeVpcs, VpcIds: ["{{ Describe.VpcId }}"]}
"""
    )
    assert [path[1] for path, _ in found(source)] == [2]
    either = source.replace(
        'Variable: "{{ Describe.VpcId }}", StartsWith: vpc',
        'Or: [{Variable: "{{ Describe.VpcId }}", StartsWith: vpc},'
        ' {Variable: "{{ Name }}", StartsWith: vpc}]',
    )
    assert [path[1] for path, _ in found(either)] == [2, 4]


def test_a_script_gets_what_there_is() -> None:
    source = (
        document()
        + """
    onFailure: Continue
  - name: Report
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: report
      Script: "def report(events, context): pass"
      InputPayload: {vpc: "{{ Describe.VpcId }}"}
"""
    )
    assert found(source) == []


def test_a_long_way_is_shortened() -> None:
    steps = "".join(
        f"""
  - name: S{number}
    action: aws:sleep
    inputs: {{Duration: PT1S}}
"""
        for number in range(8)
    )
    source = (
        document()
        .replace("Default: Tag", "Default: S0")
        .replace("  - name: Tag", f"{steps}  - name: Tag")
    )
    ((_, message),) = found(source)
    assert message == (
        '{{ Describe.VpcId }} may have no value: step "Describe" does not run on the way'
        f" First → S0 → S1 → … → S7 → Tag{REST}"
    )


def test_a_loop_of_a_condition_makes_at_least_one_pass() -> None:
    source = """
mainSteps:
  - name: Wait
    action: aws:loop
    inputs:
      MaxIterations: 5
      LoopCondition: {Variable: "{{ Look.Url }}", StringEquals: a}
      Steps:
        - name: Look
          action: aws:executeAwsApi
          inputs: {Service: sqs, Api: GetQueueUrl, QueueName: a}
          outputs: [{Name: Url, Selector: $.QueueUrl}]
  - name: Tell
    action: aws:executeAwsApi
    inputs: {Service: sqs, Api: GetQueueUrl, QueueName: "n{{ Wait.CurrentIteration }}"}
"""
    assert found(source) == []


SAME_QUESTION = """
    isEnd: true
  - name: Again
    action: aws:branch
    inputs:
      Choices: [{NextStep: Tag, Variable: "{{ Name }}", StringEquals: a}]
    isEnd: true
"""


def test_branches_that_ask_the_same_choose_the_same() -> None:
    source = document(describe="nextStep: Again").replace("Default: Tag", "Default: Again")
    assert found(source + SAME_QUESTION) == []


def test_branches_that_ask_for_something_else_do_not() -> None:
    source = document(describe="nextStep: Again").replace("Default: Tag", "Default: Again")
    other = SAME_QUESTION.replace("StringEquals: a", "StringEquals: b")
    assert [message for _, message in found(source + other)] == [
        '{{ Describe.VpcId }} may have no value: step "Describe" does not run on the way'
        f" First → Again → Tag{REST}"
    ]
    unknown = SAME_QUESTION.replace("StringEquals: a", "StartsWith: a")
    assert len(found(source + unknown)) == 1
    variable = (source + SAME_QUESTION).replace("{{ Name }}", "{{ variable:Name }}")
    variable = variable.replace("mainSteps:", "variables: {Name: {type: String}}\nmainSteps:")
    assert len(found(variable)) == 1


def test_branches_within_a_loop_ask_too() -> None:
    source = """
parameters:
  Name: {type: String}
mainSteps:
  - name: Each
    action: aws:loop
    inputs:
      Iterators: [a, b]
      Steps:
        - name: First
          action: aws:branch
          inputs:
            Choices: [{NextStep: Look, Variable: "{{ Name }}", StringEquals: a}]
            Default: Again
        - name: Look
          action: aws:executeAwsApi
          inputs: {Service: sqs, Api: GetQueueUrl, QueueName: a}
          outputs: [{Name: Url, Selector: $.QueueUrl}]
        - name: Again
          action: aws:branch
          inputs:
            Choices: [{NextStep: Delete, Variable: "{{ Name }}", StringEquals: a}]
          isEnd: true
        - name: Delete
          action: aws:executeAwsApi
          inputs: {Service: sqs, Api: DeleteQueue, QueueUrl: "{{ Look.Url }}"}
"""
    assert found(source) == []
    again = 'Delete, Variable: "{{ Name }}", StringEquals'
    assert len(found(source.replace(f"{again}: a", f"{again}: b"))) == 1
