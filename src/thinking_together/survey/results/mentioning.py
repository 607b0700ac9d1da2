"""Keeping a new list of the resources that are looked for in the answers to a question."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from thinking_together.analysis.mentions import Dictionary, Resource
from thinking_together.core.audit import Details
from thinking_together.core.editing import Conflict, Differing
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Programme
from thinking_together.survey.domain.making_ready import ask_for_results
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.columns import make_ready
from thinking_together.survey.held.dictionary import plain_of, resources_of
from thinking_together.survey.held.queries import shown_version
from thinking_together.survey.models import MentionList, QuestionnaireVersion
from thinking_together.survey.results.list_differences import pointing

MOST = 60  # as in a questionnaire: each is a bit of one number
LONGEST = 500


class NotAList(ValueError):
    """These resources cannot be looked for; the message says which and why."""


class NoSuchQuestion(ValueError):
    """No open question of the version that is shown has this code."""


def current(version: QuestionnaireVersion, item: str) -> tuple[int, tuple[Resource, ...]]:
    """The number and the resources of the list that counts; 0 is the published one. ``NoSuchQuestion`` for none."""
    kept = MentionList.objects.filter(questionnaire=version, item=item).order_by("-number").first()
    for variable in from_content(json.loads(version.document)).variables:
        if variable.code == item and variable.text:
            return (kept.number, resources_of(kept.resources)) if kept else (0, variable.item.mentions)
    raise NoSuchQuestion(f"no open question has the code '{item}'")


@write("mentions.kept")
def keep_list(
    *, programme: Programme, item: str, seen: int, resources: Sequence[Resource], by: Actor
) -> Written[int] | Unchanged[int]:
    """Adds the list that counts from now on; its number. The one before stays.

    ``Conflict`` where another was added since number ``seen``, ``NotAList`` for one that cannot be looked for.
    """
    version = shown_version(programme)
    if version is None:
        raise NoSuchQuestion("the programme has no survey")
    QuestionnaireVersion.objects.select_for_update().get(pk=version.pk)
    number, now = current(version, item)
    if tuple(resources) == now:
        return Unchanged(number)
    if number != seen:
        differing = Differing("lines", "The resources", spelled(now), spelled(resources))
        raise Conflict((differing,), str(number))
    check(resources)
    made = MentionList.objects.create(
        questionnaire=version, item=item, number=number + 1, resources=plain_of(resources)
    )
    make_ready(version)  # in the same write: no page shows the old count under the new list, or has to search
    refuse_what_points(version, item, resources)
    ask_for_results(programme)
    details: Details = {"item": item, "number": made.number, "resources": len(resources)}
    return Written(made, made.number, details, programme.slug)


def check(resources: Sequence[Resource]) -> None:
    """``NotAList`` for none or too many, for a code twice, or for a spelling of two resources or without letters."""
    if not resources:
        raise NotAList("name at least one resource")
    if len(resources) > MOST:
        raise NotAList(f"there are {len(resources)} resources; at most {MOST} can be looked for")
    codes = [one.code for one in resources]
    doubled = sorted({code for code in codes if codes.count(code) > 1})
    if doubled:
        raise NotAList(f"'{doubled[0]}' stands there twice")
    try:
        Dictionary(tuple(resources))
    except ValueError as error:
        raise NotAList(str(error)) from None


def refuse_what_points(version: QuestionnaireVersion, item: str, resources: Sequence[Resource]) -> None:
    """``NotAList`` where the counts by this list, beside those by one before it, would tell of few people."""
    names = [one.label for one in pointing(version, item, resources)]
    if names:
        raise NotAList(
            f"‘{names[0]}’ would be found in a few answers more or fewer than by a list before. What few people "
            "spelled could tell in which group they are: leave it as it was, or change it by 5 answers or more"
        )


def spelled(resources: Sequence[Resource]) -> str:
    """A line a resource: its name, then other spellings, parted by bars."""
    return "\n".join(" | ".join((one.label, *one.aliases)) for one in resources)


def read_lines(text: str, before: Sequence[Resource]) -> tuple[Resource, ...]:
    """The resources of such lines. A name that was there keeps its code, so that references to it stay true."""
    codes = {one.label.casefold(): one.code for one in before}
    taken = set(codes.values())
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        label, *aliases = (part.strip()[:LONGEST] for part in line.split("|"))
        code = codes.get(label.casefold()) or _new_code(label, taken)
        taken.add(code)
        found.append(Resource(code, label, tuple(dict.fromkeys(filter(None, aliases)))))
    return tuple(found)


def _new_code(label: str, taken: set[str]) -> str:
    begun = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:40] or "resource"
    return next(code for code in (begun, *(f"{begun}_{n}" for n in range(2, MOST * 2))) if code not in taken)
