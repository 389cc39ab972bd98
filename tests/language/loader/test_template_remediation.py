import json
from pathlib import Path
from typing import Any

import pytest

from ssmdsl import Remediation, Role
from ssmdsl.loader import Loaded, load
from ssmdsl.permissions import Statement
from ssmdsl.text import TextError

WHOLE = json.loads((Path(__file__).parent / "vpc_flow_logs.json").read_bytes())
REMEDIATION = "ConfigVpcFlowLogsEnabledRemediationConfiguration"
RULE = "ConfigVpcFlowLogsEnabled"
DOCUMENT = "SSMAutomationCreateFlowLogs"
OWN_ROLE = "IAMRoleForSSM"
DELIVERY_ROLE = "IAMRoleForVPCFlowLog"
OWN_ACTIONS = ["logs:CreateLogGroup", "logs:PutRetentionPolicy", "ec2:CreateFlowLogs"]
BUCKET = {"Type": "AWS::S3::Bucket"}
LEFT = object()


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return a copy with another value at a path, or without any."""
    if not path:
        return value
    copy = data.copy()
    if value is LEFT and len(path) == 1:
        del copy[path[0]]
    else:
        within = copy.get(path[0], {}) if isinstance(copy, dict) else copy[path[0]]
        copy[path[0]] = changed(within, path[1:], value)
    return copy


def with_(*changes: tuple[tuple[Any, ...], Any]) -> dict[str, Any]:
    whole: dict[str, Any] = WHOLE
    for (resource, *path), value in changes:
        below = ("Properties", *path) if path else ()
        whole = changed(whole, ("Resources", resource, *below), value)
    return whole


def read(*changes: tuple[tuple[Any, ...], Any]) -> Loaded:
    return load(json.dumps(with_(*changes), indent=2).encode(), name="Nameless")


def remediation(*changes: tuple[tuple[Any, ...], Any]) -> Remediation:
    (made,) = read(*changes).remediations
    return made


def problems(*changes: tuple[tuple[Any, ...], Any]) -> list[str]:
    with pytest.raises(TextError) as caught:
        read(*changes)
    return [problem.message for problem in caught.value.problems]


def new_changes(*changes: tuple[tuple[Any, ...], Any]) -> list[str]:
    """Return what is told besides what is told of the whole template as it is."""
    usual = [change.message for change in read().changes]
    return [change.message for change in read(*changes).changes if change.message not in usual]


def static(*values: Any) -> dict[str, Any]:
    return {"StaticValue": {"Values": list(values)}}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ConfigRuleName", "vpc-flow-logs-enabled"),
        ("ConfigRuleName", {"Fn::Sub": "${ConfigVpcFlowLogsEnabled}"}),
        ("TargetId", DOCUMENT),
        ("TargetId", {"Fn::Join": ["", [{"Ref": DOCUMENT}]]}),
        ("Automatic", "true"),
        ("MaximumAutomaticAttempts", "1"),
    ],
)
def test_the_parts_are_found_however_they_are_named(key: str, value: Any) -> None:
    made = remediation(((REMEDIATION, key), value))
    usual = remediation()
    assert (made.rule, made.document.name) == (usual.rule, usual.document.name)
    assert made.automatic == usual.automatic


SUBJECT = f'resource "{REMEDIATION}"'


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("ConfigRuleName",), LEFT, f"{SUBJECT}: its ConfigRuleName is required"),
        (("TargetId",), LEFT, f"{SUBJECT}: its TargetId is required"),
        (
            ("ConfigRuleName",),
            "vpc-flow-log-enabled",
            f'{SUBJECT}, ConfigRuleName: "vpc-flow-log-enabled" is no rule of the file, which has'
            ' "vpc-flow-logs-enabled". Did you mean "vpc-flow-logs-enabled"?',
        ),
        (
            ("ConfigRuleName",),
            {"Ref": OWN_ROLE},
            f'{SUBJECT}, ConfigRuleName: "IAMRoleForSSM" is no rule of the file, which has'
            ' "vpc-flow-logs-enabled".',
        ),
        (
            ("ConfigRuleName",),
            {"Fn::ImportValue": "x"},
            f"{SUBJECT}, ConfigRuleName: Fn::ImportValue is known only when the stack is made;"
            " make it a parameter of the document",
        ),
        (
            ("TargetId",),
            "AWS-EnableVPCFlowLogs",
            f'{SUBJECT}, TargetId: "AWS-EnableVPCFlowLogs" is a document of AWS; only those of the'
            " file are taken",
        ),
        (
            ("TargetId",),
            "Other",
            f'{SUBJECT}, TargetId: "Other" is no Automation document of the file, which has'
            ' "SSMAutomationCreateFlowLogs".',
        ),
        (("TargetType",), "LAMBDA", f'{SUBJECT}, TargetType: "LAMBDA" is not "SSM_DOCUMENT"'),
        (("Automatic",), [True], f"{SUBJECT}, Automatic: [True] is not true or false"),
        (
            ("MaximumAutomaticAttempts",),
            [5],
            "automatic remediation, MaximumAutomaticAttempts: [5] is not an integer",
        ),
        (("Automatic",), "yes", f'{SUBJECT}, Automatic: "yes" is not true or false'),
        (
            ("MaximumAutomaticAttempts",),
            LEFT,
            f"{SUBJECT}, Automatic: AWS Config requires MaximumAutomaticAttempts where Automatic"
            " is true",
        ),
        (
            ("RetryAttemptSeconds",),
            LEFT,
            f"{SUBJECT}, Automatic: AWS Config requires RetryAttemptSeconds where Automatic is"
            " true",
        ),
        (
            ("MaximumAutomaticAttempts",),
            26,
            "automatic remediation, MaximumAutomaticAttempts: 26 is too large; at most 25",
        ),
        (("Parameters",), [], f"{SUBJECT}, Parameters: [] is not a dictionary"),
        (
            ("Parameters",),
            LEFT,
            'remediation of "vpc-flow-logs-enabled", Parameters: the document requires'
            ' "DeliverLogsPermissionArn", "ResourceId", which nothing gives',
        ),
        (
            ("Parameters", "ResourceI"),
            static("a"),
            f'{SUBJECT}, Parameters.ResourceI: the document has no parameter "ResourceI", only'
            ' "AutomationAssumeRole", "DeliverLogsPermissionArn", "ResourceId".'
            ' Did you mean "ResourceId"?',
        ),
        (
            ("Parameters", "ResourceId"),
            {"ResourceValue": {"Value": "RESOURCE"}},
            f'{SUBJECT}, Parameters.ResourceId.ResourceValue: "RESOURCE" is not "RESOURCE_ID"',
        ),
        (
            ("Parameters", "DeliverLogsPermissionArn"),
            {"ResourceValue": {"Value": "RESOURCE_ID"}},
            f'{SUBJECT}, Parameters.ResourceId: parameter "DeliverLogsPermissionArn" takes the'
            " resource already",
        ),
        (
            ("Parameters", "DeliverLogsPermissionArn"),
            {"Static": "x"},
            f"{SUBJECT}, Parameters.DeliverLogsPermissionArn: a parameter has a StaticValue with"
            " Values, or a ResourceValue",
        ),
        (
            ("Parameters", "DeliverLogsPermissionArn"),
            static("a", "b"),
            'remediation of "vpc-flow-logs-enabled", Parameters.DeliverLogsPermissionArn:'
            " ['a', 'b'] is not of the parameter's type String",
        ),
        (
            ("Parameters", "DeliverLogsPermissionArn"),
            static({"Fn::ImportValue": "x"}),
            f"{SUBJECT}, Parameters.DeliverLogsPermissionArn[0]: Fn::ImportValue is known only"
            " when the stack is made; make it a parameter of the document",
        ),
        (
            ("Parameters", "DeliverLogsPermissionArn"),
            static({"Ref": "AWS::Region"}),
            'remediation of "vpc-flow-logs-enabled", Parameters.DeliverLogsPermissionArn:'
            ' "{{ global:REGION }}": Automation fills nothing in where a document is started;'
            " refer to it in the document instead",
        ),
    ],
)
def test_what_a_remediation_cannot_be_is_told(path: tuple[Any, ...], value: Any, told: str) -> None:
    assert problems(((REMEDIATION, *path), value)) == [told]


STACK_NAME = {"Ref": "AWS::StackName"}
STACK_KNOWS = (
    "AWS::StackName is known only when the stack is made; make it a parameter of the document"
)


@pytest.mark.parametrize(
    ("path", "below"),
    [
        ((), ""),
        (("ResourceId",), ".ResourceId"),
        (("ResourceId", "ResourceValue"), ".ResourceId.ResourceValue"),
        (("ResourceId", "ResourceValue", "Value"), ".ResourceId.ResourceValue.Value"),
        (
            ("DeliverLogsPermissionArn", "StaticValue"),
            ".DeliverLogsPermissionArn.StaticValue",
        ),
    ],
)
def test_what_only_the_stack_knows_of_the_parameters_is_told(
    path: tuple[str, ...], below: str
) -> None:
    assert problems(((REMEDIATION, "Parameters", *path), STACK_NAME)) == [
        f"{SUBJECT}, Parameters{below}: {STACK_KNOWS}"
    ]


def test_problems_have_their_places() -> None:
    source = json.dumps(with_(((REMEDIATION, "TargetId"), "Other")), indent=2)
    with pytest.raises(TextError) as caught:
        load(source.encode(), name="Nameless")
    (problem,) = caught.value.problems
    line = source.splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :] == '"Other",'


def test_a_fixed_value_is_of_the_type_of_its_parameter() -> None:
    kinds = {"Count": "Integer", "Force": "Boolean", "Names": "StringList", "Word": "String"}
    made = remediation(
        *(
            ((DOCUMENT, "Content", "parameters", name), {"type": kind})
            for name, kind in kinds.items()
        ),
        ((REMEDIATION, "Parameters", "Count"), static("90")),
        ((REMEDIATION, "Parameters", "Force"), static("True")),
        ((REMEDIATION, "Parameters", "Names"), static("a", 2)),
        ((REMEDIATION, "Parameters", "Word"), {"StaticValue": {"Value": 3}}),
    )
    found = {parameter.name: value for parameter, value in made.arguments.items()}
    assert (found["Count"], found["Force"], found["Word"]) == (90, True, "3")
    assert list(found["Names"]) == ["a", "2"]  # type: ignore[arg-type]


def test_a_manual_remediation_keeps_no_numbers() -> None:
    change = ((REMEDIATION, "Automatic"), False)
    assert remediation(change).automatic is None
    assert new_changes(change) == [
        f"{SUBJECT}, MaximumAutomaticAttempts: it is not kept: nothing is automatic",
        f"{SUBJECT}, RetryAttemptSeconds: it is not kept: nothing is automatic",
    ]


def test_what_is_not_kept_of_a_remediation_and_its_rule_is_told() -> None:
    changes: tuple[tuple[tuple[Any, ...], Any], ...] = (
        ((REMEDIATION, "ExecutionControls"), {}),
        ((REMEDIATION, "TargetVersion"), "1"),
        ((REMEDIATION, "ResourceType"), "AWS::EC2::VPC"),
        ((RULE, "Scope"), {"ComplianceResourceTypes": ["AWS::EC2::VPC"]}),
    )
    assert new_changes(*changes) == [
        f'resource "{RULE}", Scope: it is not kept',
        f"{SUBJECT}, ExecutionControls: it is not kept",
        f"{SUBJECT}, TargetVersion: it is not kept",
        f"{SUBJECT}, ResourceType: it is not kept",
    ]


def test_a_rule_without_a_remediation_is_left_out() -> None:
    loaded = read(((REMEDIATION,), LEFT))
    assert (len(loaded.documents), loaded.remediations) == (1, ())
    assert [
        change.message for change in loaded.changes if "it is not kept" not in change.message
    ] == [
        f'resource "{RULE}": no remediation is wired to it; it is left out',
        f'resource "{OWN_ROLE}": nothing here takes it, of type AWS::IAM::Role',
        f'resource "{DELIVERY_ROLE}": nothing here takes it, of type AWS::IAM::Role',
    ]


def test_a_rule_has_one_remediation() -> None:
    again = WHOLE["Resources"][REMEDIATION]
    assert problems((("Again",), again)) == [
        'resource "Again", ConfigRuleName: the rule has a remediation already, and AWS Config'
        " allows one"
    ]


def test_of_two_remediations_of_a_rule_the_one_whose_condition_holds_is_taken() -> None:
    again = changed(WHOLE["Resources"][REMEDIATION], ("Properties", "Automatic"), False)
    whole = with_((("Again",), {**again, "Condition": "ByHand"}))
    whole["Conditions"] = {
        **WHOLE["Conditions"],
        "ByHand": {"Fn::Not": [{"Condition": "CreateRemediationResources"}]},
    }
    source = json.dumps(whole).encode()
    (automatic,) = load(source, name="x").remediations
    assert automatic.automatic is not None
    disabled = load(source, name="x", parameters={"AutomaticRemediation": "DISABLED"})
    assert disabled.remediations[0].automatic is None
    assert f"{SUBJECT}: its condition does not hold, and its rule has another; it is left out" in [
        change.message for change in disabled.changes
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            [(("Source", "Owner"), "CUSTOM_LAMBDA")],
            f'resource "{RULE}", Source.Owner: "CUSTOM_LAMBDA"; only managed rules (Owner: AWS) are'
            " taken yet",
        ),
        (
            [(("Source",), LEFT)],
            f'resource "{RULE}", Source.Owner: its Owner is required; only managed rules (Owner:'
            " AWS) are taken yet",
        ),
        (
            [(("Source", "SourceIdentifier"), "VPC_FLOW_LOG_ENABLED")],
            'rule "VPC_FLOW_LOG_ENABLED", Source.SourceIdentifier: "VPC_FLOW_LOG_ENABLED" is none'
            ' of AWS\'s 833 managed rules. Did you mean "VPC_FLOW_LOGS_ENABLED"?',
        ),
        ([(("Source", "SourceIdentifier"), LEFT)], "rule, Source.SourceIdentifier: is required"),
        (
            [(("InputParameters",), {"traffic": "ALL"})],
            'rule "VPC_FLOW_LOGS_ENABLED", InputParameters.traffic: the rule has no such parameter;'
            ' there are "trafficType". Did you mean "trafficType"?',
        ),
        (
            [(("InputParameters",), '{"trafficType": ')],
            f'resource "{RULE}", InputParameters, line 1, column 17 of this text: the file ends'
            " here; a value is missing",
        ),
        (
            [(("ConfigRuleName",), ["a"])],
            f"resource \"{RULE}\", ConfigRuleName: ['a'] stands where a text is wanted",
        ),
        (
            [(("ConfigRuleName",), "a b")],
            'rule "VPC_FLOW_LOGS_ENABLED", ConfigRuleName: "a b" is not a rule name: 1 to 64'
            ' letters, digits, "-", "_"',
        ),
    ],
)
def test_what_a_rule_cannot_be_is_told(changes: list[Any], told: str) -> None:
    assert problems(*(((RULE, *path), value) for path, value in changes)) == [told]


@pytest.mark.parametrize("parameters", [{"trafficType": "REJECT"}, '{"trafficType": "REJECT"}'])
def test_the_parameters_of_a_rule_are_a_dictionary_or_text(parameters: Any) -> None:
    made = remediation(
        ((RULE, "InputParameters"), parameters),
        ((RULE, "MaximumExecutionFrequency"), "One_Hour"),
    )
    assert made.rule.parameters == {"trafficType": "REJECT"}
    assert made.rule.maximum_execution_frequency == "One_Hour"


def test_a_rule_whose_name_only_the_stack_knows_has_that_of_aws() -> None:
    change = ((RULE, "ConfigRuleName"), {"Fn::Sub": "${AWS::StackName}-vpc"})
    assert remediation(change).rule.name == "vpc-flow-logs-enabled"
    assert new_changes(change) == [
        f'resource "{RULE}", ConfigRuleName: it is known only when the stack is made; AWS\'s own'
        " name of the rule is taken"
    ]


POLICY = (OWN_ROLE, "Policies", 0, "PolicyDocument", "Statement")
STATEMENT = f'resource "{OWN_ROLE}", Policies[0].PolicyDocument.Statement'


def allow(action: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


def test_statements_keep_their_resources_and_conditions() -> None:
    arn = {"Fn::Sub": "arn:${AWS::Partition}:s3:::logs-${AWS::Region}/*"}
    condition = {"Bool": {"aws:SecureTransport": True}, "NumericLessThan": {"s3:max-keys": [3]}}
    made = remediation((POLICY, [allow("s3:GetObject", arn, Condition=condition), allow("a:b")]))
    assert made.statements == (
        Statement(
            ["s3:GetObject"],
            ["arn:{{ global:AWS_PARTITION }}:s3:::logs-{{ global:REGION }}/*"],
            conditions={
                "Bool": {"aws:SecureTransport": "true"},
                "NumericLessThan": {"s3:max-keys": ["3"]},
            },
        ),
        Statement(["a:b"]),
    )


def test_a_resource_that_only_the_stack_knows_becomes_every_resource() -> None:
    statements = [
        allow("s3:GetObject", [{"Fn::GetAtt": "Bucket.Arn"}, "arn:aws:s3:::x"]),
        allow("s3:PutObject", {"Fn::ImportValue": "x"}),
    ]
    changes = ((POLICY, statements), (("Bucket",), BUCKET))
    assert remediation(*changes).statements == (Statement(["s3:GetObject", "s3:PutObject"]),)
    assert new_changes(*changes) == [
        f'{STATEMENT}[0].Resource: "Bucket" of the template is not known yet; it is written "*"',
        f'{STATEMENT}[1].Resource: what it names is not known yet; it is written "*"',
        'resource "Bucket": nothing here takes it, of type AWS::S3::Bucket',
    ]


def test_passing_the_role_that_is_handed_over_is_left_out() -> None:
    pass_role = allow("iam:PassRole", {"Fn::GetAtt": f"{DELIVERY_ROLE}.Arn"})
    changes: tuple[Any, Any] = (POLICY, [allow(OWN_ACTIONS), pass_role])
    assert remediation(changes).statements == (Statement(OWN_ACTIONS),)
    assert new_changes(changes) == [
        f"{STATEMENT}[1]: iam:PassRole is left out; the automation may pass it anyway"
    ]
    every = remediation((POLICY, allow([*OWN_ACTIONS, "iam:PassRole"])))
    assert every.statements == (Statement([*OWN_ACTIONS, "iam:PassRole"]),)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            [{**allow("a:b"), "Effect": "Deny"}],
            [f'{STATEMENT}[0]: its Effect is "Deny"; a Statement only allows'],
        ),
        (
            {**allow("a:b"), "Effect": {"Ref": "AWS::StackName"}},
            [f"{STATEMENT}.Effect: {STACK_KNOWS}"],
        ),
        (
            {"Effect": "Allow", "NotAction": "a:b", "NotResource": "*"},
            [
                f"{STATEMENT}: its Action is required",
                f'{STATEMENT}: "NotAction" is not taken; write what is allowed',
                f'{STATEMENT}: "NotResource" is not taken; write what is allowed',
            ],
        ),
        (
            allow(["ec2"], "x"),
            [
                'statement "ec2", Action[0]: "ec2" is not an IAM action, as "logs:CreateLogGroup"'
                " is",
                'statement "ec2", Resource[0]: "x" is neither an ARN nor "*"',
            ],
        ),
        (
            allow("a:b", {"Fn::GetAtt": "Bucke.Arn"}),
            [f'{STATEMENT}.Resource: "Bucke" is no resource of the template.'],
        ),
        (["x"], [f'{STATEMENT}[0]: "x" is not a dictionary']),
        (
            [{"Fn::ImportValue": "x"}],
            [
                f"{STATEMENT}[0]: Fn::ImportValue is known only when the stack is made; make it a"
                " parameter of the document"
            ],
        ),
        (
            LEFT,
            [
                f'resource "{OWN_ROLE}", Policies[0].PolicyDocument: a policy has a Statement, a'
                " list"
            ],
        ),
    ],
)
def test_what_no_statement_says_is_told(statement: Any, told: list[str]) -> None:
    assert problems((POLICY, statement)) == told


def test_policies_that_are_attached_to_a_role_are_its_own() -> None:
    def policy(action: str, **more: Any) -> dict[str, Any]:
        return {"PolicyDocument": {"Statement": [allow(action)]}, **more}

    role = {"Ref": OWN_ROLE}
    changes = (
        (("One",), {"Type": "AWS::IAM::Policy", "Properties": policy("a:one", Roles=[role])}),
        (("Two",), {"Type": "AWS::IAM::RolePolicy", "Properties": policy("a:two", RoleName=role)}),
        (("Three",), {"Type": "AWS::IAM::ManagedPolicy", "Properties": policy("a:three")}),
        (
            ("Four",),
            {
                "Type": "AWS::IAM::Policy",
                "Properties": policy("a:four", Roles=[{"Ref": DELIVERY_ROLE}]),
            },
        ),
        (
            (OWN_ROLE, "ManagedPolicyArns"),
            [{"Ref": "Three"}, "arn:aws:iam::aws:policy/ReadOnlyAccess", {"Fn::ImportValue": "x"}],
        ),
    )
    made = remediation(*changes)
    assert made.statements == (Statement([*OWN_ACTIONS, "a:one", "a:two", "a:three"]),)
    (role_argument,) = made.arguments.values()
    assert isinstance(role_argument, Role)
    assert role_argument.statements[0].actions[-1] == "a:four"
    assert new_changes(*changes) == [
        f'resource "{OWN_ROLE}", ManagedPolicyArns[1]: "arn:aws:iam::aws:policy/ReadOnlyAccess" is'
        " not kept; add what is needed of it",
        f'resource "{OWN_ROLE}", ManagedPolicyArns[2]: a policy is not kept; add what is needed of'
        " it",
    ]


@pytest.mark.parametrize(
    "arn",
    [
        {"Fn::GetAtt": [OWN_ROLE, "Arn"]},
        {"Fn::Sub": f"${{{OWN_ROLE}.Arn}}"},
        {"Fn::Sub": f"arn:aws:iam::${{AWS::AccountId}}:role/${{{OWN_ROLE}}}"},
    ],
)
def test_the_role_of_the_automation_is_found_by_its_arn(arn: Any) -> None:
    made = remediation(((REMEDIATION, "Parameters", "AutomationAssumeRole"), static(arn)))
    assert made.statements == (Statement(OWN_ACTIONS),)


def test_a_role_with_a_name_is_found_by_its_arn() -> None:
    made = remediation(
        ((OWN_ROLE, "RoleName"), "fixer"),
        (
            (REMEDIATION, "Parameters", "AutomationAssumeRole"),
            static({"Fn::Sub": "arn:aws:iam::${AWS::AccountId}:role/fixer"}),
        ),
    )
    assert made.statements == (Statement(OWN_ACTIONS),)


ARN_OF_NAME = ["", ["arn:aws:iam::", {"Ref": "AWS::AccountId"}, ":role/", {"Ref": DELIVERY_ROLE}]]


@pytest.mark.parametrize(
    "arn",
    [
        {"Fn::GetAtt": [DELIVERY_ROLE, "Arn"]},
        {"Fn::Join": ["", [{"Fn::GetAtt": f"{DELIVERY_ROLE}.Arn"}]]},
        {"Fn::Join": ARN_OF_NAME},
        {"Fn::Sub": f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:role/${{{DELIVERY_ROLE}}}"},
    ],
)
def test_a_role_that_is_handed_over_is_found_by_its_arn(arn: Any) -> None:
    made = remediation(((REMEDIATION, "Parameters", "DeliverLogsPermissionArn"), static(arn)))
    (role,) = made.arguments.values()
    assert isinstance(role, Role)


@pytest.mark.parametrize("name", [None, "fixed"])
@pytest.mark.parametrize("parameter", ["AutomationAssumeRole", "DeliverLogsPermissionArn"])
@pytest.mark.parametrize(
    ("value", "what"),
    [({"Ref": DELIVERY_ROLE}, "name"), ({"Fn::GetAtt": f"{DELIVERY_ROLE}.RoleId"}, "RoleId")],
)
def test_a_role_is_not_known_by_its_name_or_id(
    value: Any, what: str, parameter: str, name: str | None
) -> None:
    named = ((DELIVERY_ROLE, "RoleName"), LEFT if name is None else name)
    assert problems(named, ((REMEDIATION, "Parameters", parameter), static(value))) == [
        f"{SUBJECT}, Parameters.{parameter}: it is the {what} of role "
        f'"{DELIVERY_ROLE}", not its ARN; write !GetAtt {DELIVERY_ROLE}.Arn'
    ]


@pytest.mark.parametrize(
    "value",
    [
        {"Fn::Sub": f"x-${{{DELIVERY_ROLE}.Arn}}"},
        {"Fn::Select": [1, {"Fn::Split": ["/", {"Fn::GetAtt": f"{DELIVERY_ROLE}.Arn"}]}]},
    ],
)
def test_what_is_made_of_the_arn_of_a_role_is_not_its_arn(value: Any) -> None:
    place = (REMEDIATION, "Parameters", "DeliverLogsPermissionArn")
    assert problems((place, static(value))) == [
        f"{SUBJECT}, Parameters.DeliverLogsPermissionArn: it is made of role"
        f' "{DELIVERY_ROLE}", not its ARN; write !GetAtt {DELIVERY_ROLE}.Arn'
    ]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("arn:aws:iam::1:role/x", '"arn:aws:iam::1:role/x"'), ({"Fn::ImportValue": "x"}, "it")],
)
def test_a_role_of_another_template_is_told(value: Any, shown: str) -> None:
    change = ((REMEDIATION, "Parameters", "AutomationAssumeRole"), static(value))
    assert remediation(change).statements == ()
    assert new_changes(change) == [
        f'resource "{OWN_ROLE}": nothing here takes it, of type AWS::IAM::Role',
        f"{SUBJECT}, Parameters.AutomationAssumeRole: {shown} is no role of the file; the"
        " module makes one without permissions: say in allow what the automation may do",
    ]


TRUST = (DELIVERY_ROLE, "AssumeRolePolicyDocument", "Statement", 0, "Principal", "Service")


@pytest.mark.parametrize(
    ("service", "told"),
    [
        (
            ["a.amazonaws.com", "b.amazonaws.com"],
            f'resource "{DELIVERY_ROLE}", AssumeRolePolicyDocument.Statement: the role is acted as'
            " by ['a.amazonaws.com', 'b.amazonaws.com']; a Role is that of one service",
        ),
        (
            "aws",
            'role "aws", Properties.AssumeRolePolicyDocument: "aws" is not a service principal, as'
            ' "ec2.amazonaws.com" is',
        ),
    ],
)
def test_a_role_is_that_of_one_service(service: Any, told: str) -> None:
    assert problems((TRUST, service)) == [told]


def test_the_suffix_of_a_service_may_be_a_function() -> None:
    made = remediation((TRUST, {"Fn::Sub": "vpc-flow-logs.${AWS::URLSuffix}"}))
    (role,) = made.arguments.values()
    assert isinstance(role, Role)
    assert role.service == "vpc-flow-logs.amazonaws.com"


@pytest.mark.parametrize("name", [OWN_ROLE, DELIVERY_ROLE])
def test_what_is_not_kept_of_a_trust_policy_is_told_at_its_place(name: str) -> None:
    service = "ssm.amazonaws.com" if name == OWN_ROLE else "vpc-flow-logs.amazonaws.com"
    statements = [
        {
            "Sid": "Trust",
            "Effect": "Allow",
            "Principal": {"Service": service, "AWS": "arn:aws:iam::1:root"},
            "Action": ["sts:AssumeRole", "sts:TagSession"],
            "Condition": {"StringEquals": {"aws:SourceAccount": "1"}},
        },
        {
            "Effect": "Deny",
            "Principal": {"Service": "ec2.amazonaws.com"},
            "Action": "sts:AssumeRole",
        },
        {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"},
        {"Effect": "Allow", "Principal": {"Federated": "x"}, "Action": "sts:AssumeRoleWithSAML"},
    ]
    change = ((name, "AssumeRolePolicyDocument", "Statement"), statements)
    made = remediation(change)
    (role,) = made.arguments.values()
    assert isinstance(role, Role)
    assert role.service == "vpc-flow-logs.amazonaws.com"
    subject = f'resource "{name}", AssumeRolePolicyDocument.Statement'
    assert new_changes(change) == [
        f"{subject}[0].Principal.AWS: it is not kept",
        f"{subject}[0].Action[1]: it is not kept",
        f"{subject}[0].Condition: it is not kept",
        f"{subject}[1].Effect: it is not kept",
        f"{subject}[2].Principal: it is not kept",
        f"{subject}[3]: it is not kept",
    ]


def test_a_role_of_an_automation_is_acted_as_by_automation_alone() -> None:
    place = (OWN_ROLE, "AssumeRolePolicyDocument", "Statement", 0, "Principal", "Service")
    change = (place, ["ssm.amazonaws.com", "ec2.amazonaws.com"])
    assert new_changes(change) == [
        f'resource "{OWN_ROLE}", AssumeRolePolicyDocument.Statement[0].Principal.Service[1]: it is'
        " not kept"
    ]


def test_a_service_that_may_not_act_as_a_role_is_not_that_of_the_role() -> None:
    place = (DELIVERY_ROLE, "AssumeRolePolicyDocument", "Statement", 0, "Effect")
    assert problems((place, "Deny")) == [
        f'resource "{DELIVERY_ROLE}", AssumeRolePolicyDocument.Statement: the role is acted as by'
        " []; a Role is that of one service"
    ]
