"""An output that is read where its step cannot have run."""

from ssmdsl.checks import check_document
from ssmdsl.loader import load

Found = list[tuple[tuple[str | int, ...], str]]


def found(body: str, code: str = "SSM203") -> Found:
    source = f'schemaVersion: "0.3"\n{body}'.encode()
    (document,) = load(source, name="Example").documents
    return [
        (finding.path, finding.message)
        for finding in check_document(document)
        if finding.code == code
    ]


DESCRIBE = """
  - name: Describe
    action: aws:executeAwsApi
    inputs: {Service: ec2, Api: DescribeVpcs}
    outputs: [{Name: VpcId, Selector: "$.Vpcs[0].VpcId"}]
"""
TAG = """
  - name: Tag
    action: aws:createTags
    inputs:
      ResourceType: EC2
      ResourceIds: ["{{ Describe.VpcId }}"]
      Tags: [{Key: Checked, Value: "yes"}]
"""
PATH = ("mainSteps", 0, "inputs", "ResourceIds", 0)
REST = "; read what an earlier step returns"


def test_a_step_that_comes_later_is_told() -> None:
    assert found(f"mainSteps:{TAG}{DESCRIBE}") == [
        (
            PATH,
            '{{ Describe.VpcId }} has no value: step "Describe" has succeeded on no way that leads'
            f" here{REST}",
        )
    ]


def test_the_order_of_the_list_does_not_matter_where_next_step_says_another() -> None:
    start = """
  - name: Start
    action: aws:sleep
    inputs: {Duration: PT1S}
    nextStep: Describe
"""
    assert found(f"mainSteps:{start}{TAG}    isEnd: true{DESCRIBE}    nextStep: Tag") == []


def test_a_step_cannot_read_its_own_output() -> None:
    step = DESCRIBE.replace("DescribeVpcs}", 'DescribeVpcs, VpcIds: ["{{ Describe.VpcId }}"]}')
    assert found(f"mainSteps:{step}") == [
        (
            ("mainSteps", 0, "inputs", "VpcIds", 0),
            f"{{{{ Describe.VpcId }}}} has no value: a step cannot read its own output{REST}",
        )
    ]


def test_a_step_that_is_never_reached_has_no_output() -> None:
    assert found(f"mainSteps:{TAG}    isEnd: true{DESCRIBE}") == [
        (PATH, f'{{{{ Describe.VpcId }}}} has no value: step "Describe" is never reached{REST}')
    ]


def test_a_step_that_failed_has_no_output() -> None:
    failing = f"{DESCRIBE}    onFailure: step:Tag\n    isEnd: true"
    assert found(f"mainSteps:{failing}{TAG}") == [
        (
            ("mainSteps", 1, "inputs", "ResourceIds", 0),
            '{{ Describe.VpcId }} has no value: step "Describe" has succeeded on no way that leads'
            f" here{REST}",
        )
    ]


def test_what_an_action_has_by_itself_is_there_after_a_failure_too() -> None:
    launch = """
  - name: Launch
    action: aws:runInstances
    inputs: {ImageId: ami-1}
    onFailure: step:Terminate
    isEnd: true
  - name: Terminate
    action: aws:changeInstanceState
    inputs: {InstanceIds: ["{{ Launch.InstanceIds }}"], DesiredState: terminated}
"""
    assert found(f"mainSteps:{launch}") == []


def test_a_condition_on_what_cannot_be_there_is_false_and_does_not_fail() -> None:
    branch = """
  - name: Ask
    action: aws:branch
    inputs:
      Choices: [{NextStep: Describe, Variable: "{{ Describe.VpcId }}", StringEquals: vpc-1}]
    isEnd: true
"""
    assert found(f"mainSteps:{branch}{DESCRIBE}") == []
    assert found(f"mainSteps:{branch}{DESCRIBE}", "SSM212") == [
        (
            ("mainSteps", 0, "inputs", "Choices", 0, "Variable"),
            '{{ Describe.VpcId }} has no value: step "Describe" has succeeded on no way that leads'
            f" here{REST}",
        )
    ]


def test_a_step_whose_failure_leads_on_may_fail() -> None:
    source = f"mainSteps:{TAG}    onFailure: Continue{DESCRIBE}"
    assert found(source) == []
    assert [path for path, _ in found(source, "SSM212")] == [PATH]


def test_a_script_gets_the_references_own_text() -> None:
    script = """
  - name: Run
    action: aws:executeScript
    inputs:
      Runtime: python3.11
      Handler: handler
      InputPayload: {Vpc: "{{ Describe.VpcId }}"}
      Script: |
        def handler(events, context):
            return events["Vpc"]
"""
    assert found(f"mainSteps:{script}{DESCRIBE}") == []
    assert [path for path, _ in found(f"mainSteps:{script}{DESCRIBE}", "SSM212")] == [
        ("mainSteps", 0, "inputs", "InputPayload", "Vpc")
    ]


def loop(condition: str, value: str) -> str:
    return f"""
mainSteps:
  - name: Wait
    action: aws:loop
    inputs:
      MaxIterations: 5
      {condition}
      Steps:
        - name: Look
          action: aws:executeAwsApi
          inputs: {{Service: sqs, Api: GetQueueUrl, QueueName: "{value}"}}
          outputs: [{{Name: Url, Selector: $.QueueUrl}}]
        - name: Sleep
          action: aws:sleep
          inputs: {{Duration: PT1S}}
"""


WHILE = 'LoopCondition: {Variable: "{{ Look.Url }}", StringEquals: a}'


def test_a_loops_condition_reads_what_the_pass_has_found() -> None:
    assert found(loop(WHILE, "a")) == []


def test_a_later_pass_reads_what_an_earlier_one_has_left() -> None:
    assert found(loop(WHILE, "{{ Look.Url }}")) == []


def test_the_counters_of_a_loop_are_there_inside_of_it() -> None:
    assert found(loop("Iterators: [a, b]", "{{ Wait.CurrentIteratorValue }}")) == []


def test_the_items_of_a_loop_are_asked_for_before_its_first_pass() -> None:
    iterators = 'Iterators: ["{{ Look.Url }}", "{{ Wait.CurrentIteratorValue }}"]'
    assert [path[-1] for path, _ in found(loop(iterators, "a"))] == [0, 1]


def test_a_counter_is_not_there_before_its_loop() -> None:
    before = """
  - name: Before
    action: aws:executeAwsApi
    inputs: {Service: sqs, Api: GetQueueUrl, QueueName: "{{ Wait.CurrentIteratorValue }}"}
"""
    document = loop("Iterators: [a, b]", "a").replace("mainSteps:", f"mainSteps:{before}")
    assert [path for path, _ in found(document)] == [("mainSteps", 0, "inputs", "QueueName")]
