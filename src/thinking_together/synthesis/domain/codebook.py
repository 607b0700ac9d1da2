"""Declaring the approach and adding codes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from thinking_together.core.writes import Actor, Written, write
from thinking_together.programmes.models import Programme
from thinking_together.synthesis.codebook import stable_guid, tree_order
from thinking_together.synthesis.domain.names import UnknownName
from thinking_together.synthesis.models import Approach, Code
from thinking_together.synthesis.rows import ApproachRow, CodeEntry
from thinking_together.synthesis.vocabulary import ApproachKind

# What XML 1.0 cannot carry, so that every codebook can be exported.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class BadCode(ValueError):
    """A code that no codebook could hold."""


@write("approach.declared")
def declare_approach(*, programme: Programme, approach: ApproachRow, by: Actor) -> Approach:
    """Stores the declared approach. ``ValueError`` where the unit of agreement does not go with it."""
    wrong = agreement_problem(approach)
    if wrong:
        raise ValueError(wrong)
    declared, _ = Approach.objects.update_or_create(
        programme=programme,
        defaults={
            "kind": str(approach.approach),
            "unit_of_agreement": str(approach.unit_of_agreement or ""),
            "note": approach.note,
        },
    )
    return declared


def agreement_problem(approach: ApproachRow) -> str:
    """What is wrong between approach and unit of agreement; empty when nothing is."""
    reflexive = approach.approach == ApproachKind.REFLEXIVE
    if reflexive and approach.unit_of_agreement:
        return "a reflexive analysis does not measure agreement between coders"
    if not reflexive and not approach.unit_of_agreement:
        return "the unit of agreement is not declared"
    return ""


@write("codebook.added")
def add_codebook(*, programme: Programme, codes: Iterable[CodeEntry], by: Actor) -> Written[dict[str, Code]]:
    """Stores codes, parents before children, and gives them by short name.

    A code without a GUID gets the stable one. ``BadCode`` for a name that is empty or that XML cannot carry,
    ``UnknownName`` for a parent that is not among the codes (or is below its own child).
    """
    entries = list(codes)
    ordered = tree_order(entries)
    lost = {entry.code for entry in entries} - {entry.code for entry in ordered}
    if lost:
        raise UnknownName(f"the parent of '{min(lost)}' is not among the codes")
    if len(ordered) > len({entry.code for entry in ordered}):
        raise BadCode("a short name is given to more than one code")
    made: dict[str, Code] = {}
    depth: dict[str | None, int] = {None: -1}
    levels: dict[int, list[Code]] = {}
    for position, entry in enumerate(ordered):
        depth[entry.code] = depth[entry.parent] + 1
        made[entry.code] = _code(programme, entry, made, position)
        levels.setdefault(depth[entry.code], []).append(made[entry.code])
    for level in sorted(levels):
        for code in levels[level]:
            code.parent = code.parent  # takes over the key that the parent was given one level above
        Code.objects.bulk_create(levels[level])
    return Written(programme, made, {"codes": len(made)})


def _code(programme: Programme, entry: CodeEntry, made: dict[str, Code], position: int) -> Code:
    name = " ".join(entry.name.split())
    if not name or _NOT_XML.search(name + entry.definition):
        raise BadCode(f"the code '{entry.code}' has no name, or a control character in name or definition")
    return Code(
        programme=programme,
        code=entry.code,
        guid=entry.guid or stable_guid(programme.slug, entry.code),
        name=name,
        definition=entry.definition,
        color=entry.color,
        codable=entry.codable,
        parent=made[entry.parent] if entry.parent else None,
        position=position,
    )
