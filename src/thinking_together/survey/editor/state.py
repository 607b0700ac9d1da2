"""A draft as its pages show it: its items, what the linter says of each, and the minutes of every path."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from thinking_together.programmes.models import Programme
from thinking_together.survey.domain.publishing import findings
from thinking_together.survey.editor.forms import KINDS
from thinking_together.survey.form import drafted
from thinking_together.survey.form.drafted import Content, ItemContent, NoSuchItem
from thinking_together.survey.form.length import BUDGET, PathLength, path_lengths
from thinking_together.survey.form.paths import labels
from thinking_together.survey.form.questionnaire import Item, Part, Questionnaire
from thinking_together.survey.form.rules import in_words
from thinking_together.survey.form.scales import brief
from thinking_together.survey.held.queries import latest_version
from thinking_together.survey.lint import CODES_CHANGED, Finding, Severity
from thinking_together.survey.models import QuestionnaireDraft, QuestionnaireVersion


@dataclass(frozen=True, slots=True)
class PathMinutes:
    """The minutes of one path, as words."""

    name: str
    label: str
    core: str
    second: str
    over: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One item in the list."""

    code: str
    text: str
    kind: str
    second: bool
    whom: str
    when: str
    findings: tuple[Finding, ...]


class DraftState:
    """Everything about a draft, worked out once a page."""

    def __init__(self, programme: Programme, draft: QuestionnaireDraft) -> None:
        self.programme = programme
        self.draft = draft
        self.content: Content = json.loads(draft.document)
        self.asked: Questionnaire = drafted.checked(self.content)
        self.seen = drafted.hash_of(self.content)

    @cached_property
    def before(self) -> QuestionnaireVersion | None:
        return latest_version(self.programme)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        return findings(self.asked, self.content, self.programme, self.before)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What must be put right before it can be published."""
        return tuple(f for f in self.findings if f.severity is Severity.ERROR and f.rule != CODES_CHANGED)

    @property
    def ends(self) -> tuple[Finding, ...]:
        """What can no longer be compared with the version before."""
        return tuple(f for f in self.findings if f.rule == CODES_CHANGED)

    @property
    def whole(self) -> tuple[Finding, ...]:
        """What is said of no single item, such as that a path is too long."""
        return self.of("")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.WARNING)

    @cached_property
    def minutes(self) -> tuple[PathMinutes, ...]:
        found: dict[str, dict[Part, PathLength]] = {}
        for path in path_lengths(self.asked):
            found.setdefault(path.belonging.name, {})[path.part] = path
        return tuple(_minutes(self.asked, name, parts) for name, parts in found.items())

    @property
    def budget(self) -> tuple[str, str]:
        return f"{BUDGET[Part.CORE]:g}", f"{BUDGET[Part.SECOND]:g}"

    def item(self, code: str) -> ItemContent:
        """404 where the draft has none of this code."""
        try:
            return drafted.item_of(self.content, code)
        except NoSuchItem:
            raise Http404("no such item") from None

    def of(self, code: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.item == code)

    def lines(self) -> Iterator[ItemLine]:
        for item, given in zip(self.asked.items, self.content["items"], strict=True):
            yield ItemLine(
                item.code,
                item.text,
                KINDS[item.kind],
                item.part is Part.SECOND,
                whom(self.asked, item),
                in_words(given.get("when"), self.asked),
                self.of(item.code),
            )


def _minutes(asked: Questionnaire, name: str, parts: dict[Part, PathLength]) -> PathMinutes:
    core, second = parts[Part.CORE], parts[Part.SECOND]
    over = core.over_budget or second.over_budget
    return PathMinutes(name, labels(asked, core.belonging), f"{core.minutes:.1f}", f"{second.minutes:.1f}", over)


def whom(asked: Questionnaire, item: Item) -> str:
    """The sectors and staff groups that are asked, in the words of their choices; empty where everybody is."""
    items = [*([asked.sector_item] if asked.sector_item else []), *asked.group_items]
    words = {choice.code: brief(choice.label) for one in items for choice in one.choices}
    return "; ".join(words.get(code, code) for code in item.audience)


def draft_of(programme: Programme) -> DraftState | None:
    """The programme's draft, or nothing."""
    draft = QuestionnaireDraft.objects.filter(programme=programme).first()
    return DraftState(programme, draft) if draft else None
