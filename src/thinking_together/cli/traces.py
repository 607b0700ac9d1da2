"""Traces of one machine in files that everybody gets: absolute paths, and addresses of package registries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlsplit

_PATH = re.compile(r"(?<![\w.\-}])/(?:work|root|tmp)/")
_REGISTRY = re.compile(r"\b(?:pypi\.org|files\.pythonhosted\.org|registry\.(?:npmjs\.org|yarnpkg\.com))\b")
_INDEX_VARIABLES = (
    "PIP_INDEX_URL",
    "PIP_EXTRA_INDEX_URL",
    "UV_INDEX",
    "UV_INDEX_URL",
    "UV_DEFAULT_INDEX",
    "NPM_CONFIG_REGISTRY",
    "npm_config_registry",
)


def traces(texts: Iterable[tuple[str, str]], environment: Mapping[str, str]) -> list[str]:
    """Each trace as ``file:line: what, and what to do``.

    ``texts`` are (file name, text); ``environment`` names the package indexes of this machine, whose hosts are
    looked for beside the public ones.
    """
    hosts = _own_hosts(environment)
    return [problem for name, text in texts for problem in _in_text(name, text, hosts)]


def _in_text(name: str, text: str, hosts: frozenset[str]) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if _PATH.search(line):
            yield f"{name}:{number}: a path of one machine. Make it relative."
        if _REGISTRY.search(line) or any(host in line for host in hosts):
            yield f"{name}:{number}: the address of a package registry. Leave the choice to who installs."


def _own_hosts(environment: Mapping[str, str]) -> frozenset[str]:
    urls = (part for name in _INDEX_VARIABLES for part in environment.get(name, "").split())
    hosts = (urlsplit(url).hostname for url in urls)
    return frozenset(host for host in hosts if host and "." in host)
