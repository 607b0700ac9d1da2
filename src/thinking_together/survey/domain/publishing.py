"""Publishing a questionnaire: from then on it is what people are asked, and it never changes again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.compiled import compiled
from thinking_together.survey.drafts import NoDraft, held, same
from thinking_together.survey.form import drafted
from thinking_together.survey.form.questionnaire import ItemKind, Questionnaire, Role
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.held.queries import latest_version
from thinking_together.survey.held.response_file import ABOUT_RESPONSE
from thinking_together.survey.lint import CODES_CHANGED, Finding, Severity, lint
from thinking_together.survey.models import QuestionnaireDraft, QuestionnaireVersion


class NotReady(ValueError):
    """The linter found what must be put right first."""


class NotComparable(ValueError):
    """Codes changed since the last version, and nobody said that this is meant."""


class VersionTaken(ValueError):
    """The programme has a version of this name."""


@write("questionnaire.published")
def publish(
    *, programme: Programme, seen: str, comparison_ends: bool, by: Actor
) -> Written[QuestionnaireVersion] | Unchanged[QuestionnaireVersion]:
    """Freezes the draft as it was ``seen`` (its hash); the draft is gone then. Sent twice, it is published once.

    ``comparison_ends``: codes that changed since the last version were seen, and what they end. ``Conflict`` where the
    draft changed since it was seen; ``NotReady``, ``NotComparable``, ``VersionTaken``, ``NoDraft``.
    """
    try:
        draft, content = held(programme)
    except NoDraft:
        done = QuestionnaireVersion.objects.filter(programme=programme, sha256=seen).last()
        if done is None:
            raise
        return Unchanged(done)
    same(draft, seen)
    asked = drafted.checked(content)
    before = latest_version(programme)
    _check(findings(asked, content, programme, before), comparison_ends)
    if QuestionnaireVersion.objects.filter(programme=programme, code=asked.code, version=asked.version).exists():
        raise VersionTaken(f"version {asked.version} was published before. Give this one another name")
    made = QuestionnaireVersion.objects.create(
        programme=programme,
        code=asked.code,
        version=asked.version,
        title=asked.title,
        document=draft.document,
        sha256=hashlib.sha256(draft.document.encode()).hexdigest(),
        position=before.position + 1 if before else 0,
    )
    QuestionnaireDraft.objects.filter(pk=draft.pk).delete()
    compiled(made)
    return Written(made, made, {"version": made.version, "sha256": made.sha256, "comparison_ends": comparison_ends})


def findings(
    asked: Questionnaire, content: drafted.Content, programme: Programme, before: QuestionnaireVersion | None
) -> tuple[Finding, ...]:
    """What the linter says of a draft, compared with the version before, and what its programme asks of it."""
    earlier = from_content(json.loads(before.document)) if before else None
    return (*_of_programme(asked, programme), *lint(asked, drafted.document_of(content), earlier))


def _of_programme(asked: Questionnaire, programme: Programme) -> Iterator[Finding]:
    """Consent comes first, sectors are the programme's, and no answer has the name of a column about the response."""
    first = asked.items[0]
    if first.role is not Role.CONSENT or first.kind is not ItemKind.SINGLE or first.when or first.audience:
        what = "the first question is not the consent, put to everybody"
        yield Finding(1, first.code, "consent", Severity.ERROR, what, "Begin with the consent.")
    known = set(programme.sectors.values_list("code", flat=True))
    sector = asked.sector_item.code if asked.sector_item else ""
    for code in sorted(set(asked.sectors) - known):
        what = f"the sector '{code}' is not one of the programme's ({', '.join(sorted(known)) or 'it has none'})"
        remedy = "Take it out here, or add it to the programme's sectors."
        yield Finding(1, sector, "programme-sectors", Severity.ERROR, what, remedy)
    for code in sorted(known - set(asked.sectors)):
        what = f"the programme's sector '{code}' cannot be chosen"
        yield Finding(1, sector, "programme-sectors", Severity.WARNING, what, "Add the choice.")
    for variable in asked.variables:
        if variable.column in ABOUT_RESPONSE:
            what = f"'{variable.column}' names a column about the response itself"
            yield Finding(1, variable.item.code, "reserved-code", Severity.ERROR, what, "Give it another code.")


def _check(found: tuple[Finding, ...], comparison_ends: bool) -> None:
    errors = [one for one in found if one.severity is Severity.ERROR]
    if any(one.rule != CODES_CHANGED for one in errors):
        raise NotReady("something must be put right first")
    if errors and not comparison_ends:
        raise NotComparable("codes changed since the last version, so that answers cannot be compared in these items")
