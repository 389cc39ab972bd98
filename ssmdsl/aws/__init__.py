"""A typed step for every operation of every AWS service: `from ssmdsl.aws import ec2, logs`.

Takes names; gives steps whose calls botocore's own models have checked; touches no network.
A service is written as boto3 names it, with "_" for "-", and "_" behind what is a word of
Python: `application_autoscaling`, `lambda_`.

Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAwsApi.html
"""

from typing import TYPE_CHECKING

from ssmdsl.service_model import service_names, service_of, service_word

if TYPE_CHECKING:
    # What `ssmflow stubs` wrote; without it, the services are untyped.
    from ssmflow_stubs import *  # noqa: F403

    from ssmdsl.aws.typed_step import Service


def __getattr__(name: str) -> "Service":
    if name.startswith("_"):
        raise AttributeError(name)
    from ssmdsl.aws.typed_step import service  # whoever only checks requests goes without

    # Its DefinitionError is no AttributeError: of that, `from ssmdsl.aws import lgs` would make
    # an ImportError without the nearest name.
    return service(service_of(name))


def __dir__() -> list[str]:
    return [service_word(name) for name in service_names()]
