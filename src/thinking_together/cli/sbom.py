"""What a release is made of, as CycloneDX: each package that an installation needs, and the compiled front end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PRODUCT = "thinking-together"


def write_sbom(root: Path, target: Path) -> None:
    """The same release gives the same parts in the same order; the moment and number of the document are its own."""
    bom = Bom()
    product = Component(name=PRODUCT, version=distribution(PRODUCT).version, type=ComponentType.APPLICATION)
    bom.metadata.component = product
    parts = [*_python_parts(), *_front_end_parts(root)]
    for part in parts:
        bom.components.add(part)
    bom.register_dependency(product, parts)
    target.write_text(JsonV1Dot6(bom).output_as_string(indent=1) + "\n", encoding="utf-8")


def _python_parts() -> Iterator[Component]:
    for each in sorted(needed(PRODUCT), key=lambda each: canonicalize_name(each.name)):
        name = canonicalize_name(each.name)
        yield Component(
            name=name,
            version=each.version,
            type=ComponentType.LIBRARY,
            bom_ref=f"pkg:pypi/{name}@{each.version}",
            purl=PackageURL("pypi", None, name, each.version),
            licenses=_licences(each),
        )


def needed(name: str) -> list[Distribution]:
    """Everything that a package needs to run, and what that needs, itself left out; of this machine's kind."""
    found: dict[str, Distribution] = {}
    waiting = [(name, frozenset[str]())]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        asked = waiting.pop()
        if asked in seen:
            continue
        seen.add(asked)
        try:
            present = distribution(asked[0])
        except PackageNotFoundError:
            continue  # asked for on other machines only
        found[canonicalize_name(asked[0])] = present
        for text in present.requires or []:
            wanted = Requirement(text)
            if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in asked[1] | {""}):
                waiting.append((canonicalize_name(wanted.name), frozenset(wanted.extras)))
    found.pop(canonicalize_name(name), None)
    return list(found.values())


def _licences(each: Distribution) -> list[License]:
    """As the package tells it: in an expression, in a word, or by classifier; a whole licence text is no name."""
    told = [*_told(each, "License-Expression"), *_told(each, "License")]
    short = [text for text in told if 0 < len(text) <= 100]
    classified = [text.rpartition(" :: ")[2] for text in _told(each, "Classifier") if text.startswith("License ::")]
    return [LicenseFactory().make_from_string(text) for text in (short or classified)[:1]]


def _told(each: Distribution, field: str) -> list[str]:
    return [str(value) for value in each.metadata.get_all(field) or []]


def _front_end_parts(root: Path) -> Iterator[Component]:
    """GOV.UK Frontend, whose style and script are compiled into the wheel."""
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    told = lock["packages"]["node_modules/govuk-frontend"]
    yield Component(
        name="govuk-frontend",
        version=told["version"],
        type=ComponentType.LIBRARY,
        bom_ref=f"pkg:npm/govuk-frontend@{told['version']}",
        purl=PackageURL("npm", None, "govuk-frontend", told["version"]),
        licenses=[LicenseFactory().make_from_string(told.get("license", "MIT"))],
    )
