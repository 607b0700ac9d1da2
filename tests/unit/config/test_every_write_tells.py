"""Every function of a ``domain`` module that writes is a write: in a transaction, by somebody, leaving an event."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import thinking_together

# Functions that write and leave no event of their own, each with its reason.
EXCEPTIONS: dict[str, str] = {
    "accounts.domain.people.remove": "a part of an erasure, and done again when an older backup is restored",
    "bundle.domain.exports.exports_stay": "a part of the import of a bundle over a programme",
    "bundle.domain.imports.bring_in": "the writes that it calls tell: imported, or waiting, and who leads now",
    "evidence.domain.purging.remove": "a part of a purge, and done again when an older backup is restored",
    "gatherings.domain.filling.fill": "a part of giving up a place, and of changing how many there are",
    "network.domain.evaluating.take_in": "an anonymous form: an event would tell when it came",
    "programmes.domain.carrying.give_addresses": "a part of the import of a bundle over a programme",
    "programmes.domain.participants.take_part": "a part of joining, signing up, and being added to sessions",
    "programmes.domain.changing.changed": "called by every write that changes fields of a record",
    "report.domain.editions.editions_stay": "a part of the import of a bundle over a programme",
    "report.domain.forgetting.empty_or_delete": "a part of a purge, and of a withdrawal",
    "report.domain.kept_files.keep_files": "a part of completing an edition",
    "programmes.domain.closing.remove": "a part of a deletion, and done again when an older backup is restored",
    "programmes.domain.concerns.concerns_stay": "a part of the import of a bundle over a programme",
    "reflection.domain.feedback.give_feedback": "anonymous, so that no event tells when somebody answered",
    "reflection.domain.finishing.add_said": "a part of settling a concern",
    "reflection.domain.rounds.remove": "a part of closing a round, and done again when an older backup is restored",
    "survey.domain.purging.remove": "a part of a purge, and done again when an older backup is restored",
}
WRITES = {
    "save",
    "create",
    "delete",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "select_for_update",
}


def domain_modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(thinking_together.__path__, "thinking_together."):
        if ".domain." in found.name:
            yield importlib.import_module(found.name)


def functions(tree: ast.Module) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def called(function: ast.FunctionDef) -> Iterator[str]:
    """Names that a function calls: ``name(...)`` and ``thing.name(...)``."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield "." + node.func.attr
            elif isinstance(node.func, ast.Name):
                yield node.func.id


def writing(source: str) -> set[str]:
    """Functions of a module that write, themselves or by a function of the same module that is not public."""
    found = functions(ast.parse(source))
    direct = {name for name, f in found.items() if any(c[1:] in WRITES for c in called(f) if c.startswith("."))}
    while True:
        more = {name for name, f in found.items() if any(c in direct and c.startswith("_") for c in called(f))} - direct
        if not more:
            return direct
        direct |= more


def test_every_function_that_writes_is_a_write() -> None:
    silent = []
    for module in domain_modules():
        source = importlib.import_module(module.__name__).__loader__.get_source(module.__name__)  # type: ignore[union-attr]
        for name in sorted(writing(source or "")):
            full = f"{module.__name__.removeprefix('thinking_together.')}.{name}"
            if not name.startswith("_") and not hasattr(getattr(module, name), "action"):
                silent.append(full)
    assert silent == sorted(EXCEPTIONS)


def test_no_action_is_written_by_two_functions() -> None:
    actions = [
        value.action
        for module in domain_modules()
        for name, value in vars(module).items()
        if hasattr(value, "action") and getattr(value, "__module__", "") == module.__name__
    ]
    assert len(actions) > 20
    assert sorted(actions) == sorted(set(actions))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def add(): Thing.objects.create(a=1)", {"add"}),
        ("def _make(): thing.save()\ndef add(): return _make()", {"_make", "add"}),
        ("def read(): return Thing.objects.filter()", set()),
    ],
)
def test_what_counts_as_writing(source: str, names: set[str]) -> None:
    assert writing(source) == names
