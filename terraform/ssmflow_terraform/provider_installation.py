"""What the user's terraform CLI configuration says of where providers come from.

Source: https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
"""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from ssmflow_terraform.binary import Binary, quiet_environment
from ssmflow_terraform.provider_mirror import PROVIDER

READING_SECONDS = 60
"""How long terraform may take to read its configuration."""

_COMMENT = re.compile(r"^\s*(?:(?:#|//)[^\n]*|/\*.*?\*/)", re.MULTILINE | re.DOTALL)
_METHOD = re.compile(r"\b(filesystem_mirror|network_mirror|direct)\s*\{([^}]*)\}")
_STRING = r'"([^"]*)"'


@dataclass(frozen=True)
class Method:
    """One way in which terraform gets the provider."""

    kind: str
    """`filesystem_mirror`, `network_mirror` or `direct`."""
    path: Path | None
    """The folder of a `filesystem_mirror`."""


def methods(text: str, registry: str) -> tuple[Method, ...]:
    """Return the methods by which a CLI configuration lets terraform get the provider.

    None are found in what is written as JSON; terraform reads that too.

    Args:
        text: the configuration, which terraform has read without complaint.
        registry: the registry that terraform knows providers by.
    """
    found = _METHOD.findall(_COMMENT.sub("", text))
    return tuple(
        Method(kind, _path(body))
        for kind, body in found
        if _lists(body, "include", registry) is not False and not _lists(body, "exclude", registry)
    )


def complaint(binary: Binary, configuration: Path, environment: Mapping[str, str]) -> str:
    """Return what terraform has to say against a CLI configuration; nothing if it can read it.

    Args:
        binary: the terraform that reads it.
        configuration: the file.
        environment: the environment of that terraform.
    """
    try:
        run = subprocess.run(  # noqa: S603 - the program that the user named
            [str(binary.path), "version", "-no-color"],
            env=quiet_environment(environment, configuration),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=READING_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"it cannot be tried: {error}"
    return "; ".join(_errors(run.stderr.decode(errors="replace")))


def mirror_problem(method: Method) -> str:
    """Return why terraform gets nothing at all where it has such a mirror; nothing if it may."""
    if method.path is None:
        return ""
    if not method.path.is_absolute():
        why = "is a relative path, and terraform works in a folder of its own"
    elif not method.path.is_dir():
        why = "is a file" if method.path.exists() else "does not exist"
    else:
        return ""
    return f"its filesystem_mirror {method.path} {why}"


def has_provider(method: Method, registry: str) -> bool:
    """Return whether a method is a folder with the provider in it."""
    return method.path is not None and (method.path / registry / PROVIDER).is_dir()


def _errors(said: str) -> Iterator[str]:
    """Yield the errors among terraform's diagnostics, which it draws in boxes, on a line each."""
    for box in said.split("╷"):
        drawn = box.partition("╵")[0].splitlines()
        lines = [*filter(None, (line.lstrip("│").strip() for line in drawn))]
        if lines and lines[0].startswith("Error: "):
            summary, detail = lines[0].removeprefix("Error: "), " ".join(lines[1:])
            yield (f"{summary}: {detail}" if detail else summary).rstrip(".")


def _path(body: str) -> Path | None:
    found = re.search(rf"\bpath\s*=\s*{_STRING}", body)
    return Path(found[1]) if found else None


def _lists(body: str, name: str, registry: str) -> bool | None:
    """Return whether a list of patterns has the provider; `None` if there is no such list."""
    found = re.search(rf"\b{name}\s*=\s*\[([^\]]*)\]", body)
    if found is None:
        return None
    patterns = re.findall(_STRING, found[1])
    full = (text if text.count("/") > 1 else f"{registry}/{text}" for text in patterns)
    return any(fnmatchcase(f"{registry}/{PROVIDER}", pattern) for pattern in full)
