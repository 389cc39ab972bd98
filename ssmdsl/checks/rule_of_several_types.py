"""A rule that judges resources of several types, and a document for some of them."""

from collections.abc import Iterator

from ssmdsl.checks._check import Check, Found
from ssmdsl.checks._checked_remediation import CheckedRemediation
from ssmdsl.errors import one_of


def find(checked: CheckedRemediation) -> Iterator[Found]:
    """Yield that there are types whose ids the document cannot use, where it may use others."""
    fit = checked.resource_fit
    if fit.is_never_fine:
        return
    misfits = list(fit.misfits.values())
    if misfits:
        first, *others = misfits
        also = f"; no better are the ids of {one_of([own.resource_type for own in others])}"
        message = (
            f"the rule judges resources of {len(fit.ids)} types; of {first.resource_type}"
            f" {first.message}{also if others else ''}"
        )
        yield Found(("Parameters", checked.resource_name), message)


CHECK = Check(
    code="SSM502",
    name="rule-of-several-types",
    severity="warning",
    means="The rule judges resources of several types, and the document takes ids of some only.",
    why="On the resources of the other types the remediation fails.",
    wrong="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.actions import ExecuteAwsApi

balancer = Parameter("LoadBalancer")
on = [{"Key": "access_logs.s3.enabled", "Value": "true"}]
log_access = ExecuteAwsApi(
    "LogAccess",
    service="elbv2",
    api="ModifyLoadBalancerAttributes",
    inputs={"LoadBalancerArn": balancer, "Attributes": on},
)
remediation = Remediation(
    rule=ManagedRule("ELB_LOGGING_ENABLED"),
    document=Document("LogAccess", parameters=[balancer], steps=[log_access]),
    resource=balancer,
    allow=["elasticloadbalancing:ModifyLoadBalancerAttributes"],
)
""",
    right="""
from ssmdsl import Document, ManagedRule, Parameter, Remediation
from ssmdsl.actions import Branch, ExecuteAwsApi, when

balancer = Parameter("LoadBalancer")
on = [{"Key": "access_logs.s3.enabled", "Value": "true"}]
log_access = ExecuteAwsApi(
    "LogAccess",
    service="elbv2",
    api="ModifyLoadBalancerAttributes",
    inputs={"LoadBalancerArn": balancer, "Attributes": on},
    is_end=True,
)
log_classic_access = ExecuteAwsApi(
    "LogClassicAccess",
    service="elb",
    api="ModifyLoadBalancerAttributes",
    inputs={
        "LoadBalancerName": balancer,
        "LoadBalancerAttributes": {
            "AccessLog": {"Enabled": True, "S3BucketName": "access-logs-of-balancers"}
        },
    },
)
choose = Branch(
    "Choose",
    choices=[when(balancer.starts_with("arn:")).go_to(log_access)],
    default=log_classic_access,
)
steps = [choose, log_access, log_classic_access]
remediation = Remediation(
    rule=ManagedRule("ELB_LOGGING_ENABLED"),
    document=Document("LogAccess", parameters=[balancer], steps=steps),
    resource=balancer,
    allow=["elasticloadbalancing:ModifyLoadBalancerAttributes"],
)
""",
    source="https://docs.aws.amazon.com/config/latest/developerguide/remediation.html",
    find_in_remediation=find,
)
