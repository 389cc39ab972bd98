"""CIS AWS Foundations Benchmark: no security group lets the whole internet in on port 22."""

from collections.abc import Mapping
from typing import Any

from ssmdsl import (
    Branch,
    Document,
    ExecuteScript,
    Loop,
    LoopName,
    ManagedRule,
    Output,
    Parameter,
    Remediation,
    Sleep,
    when,
)
from ssmdsl.aws import ec2

SSH_PORT = 22
ALL_PROTOCOLS = "-1"
EVERYWHERE = ("0.0.0.0/0", "::/0")


def lets_everybody_in(rule: Mapping[str, Any]) -> bool:
    """Say whether a rule opens the port to the internet."""
    is_open = rule.get("CidrIpv4") in EVERYWHERE or rule.get("CidrIpv6") in EVERYWHERE
    is_tcp = rule["IpProtocol"] == "tcp" and rule["FromPort"] <= SSH_PORT <= rule["ToPort"]
    is_ssh = is_tcp or rule["IpProtocol"] == ALL_PROTOCOLS
    return is_open and is_ssh and not rule["IsEgress"]


def find_open_rules(events: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ids of the rules that are to go."""
    found = [rule["SecurityGroupRuleId"] for rule in events["Rules"] if lets_everybody_in(rule)]
    return {"RuleIds": found, "Count": len(found)}


group_id = Parameter(
    "GroupId", allowed_pattern=r"^sg-[0-9a-f]{8,17}$", description="The security group."
)

rules = ec2.DescribeSecurityGroupRules(  # ssmflow: ignore[SSM612] they all fit one page
    Filters=[{"Name": "group-id", "Values": [group_id]}]
)
open_rules = ExecuteScript(
    "FindOpenRules",
    find_open_rules,
    input_payload={"Rules": rules.response.SecurityGroupRules},
    outputs=[
        Output("RuleIds", "$.Payload.RuleIds", "StringList"),
        Output("Count", "$.Payload.Count", "Integer"),
    ],
)
rule_id = LoopName("EachOpenRule")
revoke_each = Loop(
    rule_id,
    iterators=open_rules.output("RuleIds"),
    steps=[
        ec2.RevokeSecurityGroupIngress(
            GroupId=group_id, SecurityGroupRuleIds=[rule_id.iterator_value]
        )
    ],
    is_end=True,
)
nothing_to_do = Sleep("NothingToDo", duration="PT1S", is_end=True)

restrict_ssh = Document(
    "RestrictSsh",
    description="Revoke what lets the whole internet in on port 22.",
    parameters=[group_id],
    steps=[
        rules,
        open_rules,
        Branch(
            "IsAnythingOpen",
            [when(open_rules.output("Count") > 0).go_to(revoke_each)],
            default=nothing_to_do,
        ),
        revoke_each,
        nothing_to_do,
    ],
    outputs=[open_rules.output("RuleIds")],
)

restricted_ssh = Remediation(
    rule=ManagedRule("INCOMING_SSH_DISABLED"),
    document=restrict_ssh,
    resource=group_id,
    allow=["ec2:DescribeSecurityGroupRules", "ec2:RevokeSecurityGroupIngress"],
)
