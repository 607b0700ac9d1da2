"""Writing a questionnaire: begun from another, changed item by item, left or published.

Two people may write at once. Every change is made to the draft as it stands, held for it; who sends an item that was
changed since they opened it gets a ``Conflict`` with both texts, and nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from thinking_together.core.editing import Conflict, Differing
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.programmes.models import Programme
from thinking_together.survey.drafts import held, same
from thinking_together.survey.form import drafted
from thinking_together.survey.form.drafted import Content, ItemContent, NoSuchItem
from thinking_together.survey.models import QuestionnaireDraft


class DraftExists(ValueError):
    """A questionnaire is being written already, and would be lost."""


class StillLookedAt(ValueError):
    """Conditions of other items look at what would go."""


@write("questionnaire.begun")
def begin_draft(*, programme: Programme, content: Content, begun_from: str, by: Actor) -> QuestionnaireDraft:
    """Begins a draft with this content; ``DraftExists`` where there is one, ``NotWellFormed`` for no questionnaire."""
    drafted.checked(content)
    made = QuestionnaireDraft(
        programme=programme, document=drafted.canonical_text(content), begun_from=begun_from[:300]
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise DraftExists("a questionnaire is being written already; leave that first") from None
    return made


@write("questionnaire.left")
def leave_draft(*, programme: Programme, seen: str, by: Actor) -> Written[None] | Unchanged[None]:
    """Deletes the draft as it was ``seen``. ``Conflict`` where it changed since."""
    draft = QuestionnaireDraft.objects.select_for_update().filter(programme=programme).first()
    if draft is None:
        return Unchanged(None)
    same(draft, seen)
    QuestionnaireDraft.objects.filter(pk=draft.pk).delete()
    return Written(draft, None, programme=programme.slug)


@write("questionnaire.item_added")
def add_item(*, programme: Programme, item: ItemContent, after: str, by: Actor) -> Written[str] | Unchanged[str]:
    """Adds an item behind another, or at the end. The very same item sent twice is there once."""
    draft, content = held(programme)
    try:
        if drafted.item_of(content, item["code"]) == dict(item):
            return Unchanged(item["code"])
        raise drafted.NotWellFormed(f"the code '{item['code']}' is taken. Word the question in another way")
    except NoSuchItem:
        return _kept(draft, drafted.added(content, item, after), item["code"])


@write("questionnaire.item_changed")
def change_item(
    *, programme: Programme, code: str, version: str, item: ItemContent, by: Actor
) -> Written[str] | Unchanged[str]:
    """Changes an item. ``version`` is the hash of the item as the form was opened with it."""
    draft, content = held(programme)
    now = drafted.item_of(content, code)
    if now == dict(item):
        return Unchanged(code)
    if drafted.hash_of(now) != version:
        raise Conflict(_differing(now, item), drafted.hash_of(now))
    return _kept(draft, drafted.replaced(content, code, item), code)


@write("questionnaire.item_moved")
def move_item(*, programme: Programme, code: str, up: bool, by: Actor) -> Written[str] | Unchanged[str]:
    """One place up or down."""
    draft, content = held(programme)
    changed = drafted.moved(content, code, up)
    return Unchanged(code) if changed is content else _kept(draft, changed, code)


@write("questionnaire.item_removed")
def remove_item(*, programme: Programme, code: str, version: str, by: Actor) -> Written[str] | Unchanged[str]:
    """Takes an item out as it was seen; ``StillLookedAt`` where conditions rest on it. Gone already: nothing to do."""
    draft, content = held(programme)
    try:
        now = drafted.item_of(content, code)
    except NoSuchItem:
        return Unchanged(code)
    if drafted.hash_of(now) != version:
        raise Conflict((), drafted.hash_of(now))
    looking = sorted(item["code"] for item in content["items"] if _looks_at(item.get("when"), code))
    if looking:
        raise StillLookedAt(f"it decides whether {', '.join(looking)} is asked. Change that first")
    return _kept(draft, drafted.removed(content, code), code)


@write("questionnaire.named")
def name_draft(
    *, programme: Programme, version: str, yours: Mapping[str, str], by: Actor
) -> Written[None] | Unchanged[None]:
    """Changes its ``title`` and the name of its ``version``."""
    draft, content = held(programme)
    now = {name: content[name] for name in yours}
    if now == dict(yours):
        return Unchanged(None)
    if drafted.hash_of(now) != version:
        raise Conflict(_differing(now, yours), drafted.hash_of(now))
    draft.document = drafted.canonical_text(_well_formed({**content, **yours}))
    draft.save(update_fields=["document"])
    return Written(draft, None, {"fields": ", ".join(yours)}, programme.slug)


def _kept(draft: QuestionnaireDraft, content: Content, code: str) -> Written[str]:
    draft.document = drafted.canonical_text(_well_formed(content))
    draft.save(update_fields=["document"])
    return Written(draft, code, {"item": code}, draft.programme.slug)


def _well_formed(content: Content) -> Content:
    drafted.checked(content)
    return content


def _looks_at(when: Any, code: str) -> bool:
    """Whether a condition looks at an item, or at a row of it."""
    if not isinstance(when, Mapping):
        return False
    if str(when.get("item", "")).partition(".")[0] == code:
        return True
    parts = [*when.get("and", ()), *when.get("or", ()), *([when["not"]] if "not" in when else [])]
    return any(_looks_at(part, code) for part in parts)


def _differing(theirs: Mapping[str, Any], yours: Mapping[str, Any]) -> tuple[Differing, ...]:
    names = [name for name in {**theirs, **yours} if theirs.get(name) != yours.get(name)]
    return tuple(
        Differing(name, name.replace("_", " ").capitalize(), _shown(theirs.get(name)), _shown(yours.get(name)))
        for name in names
    )


def _shown(value: Any) -> str:
    """As people read it: the labels of choices, a line each."""
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return "\n".join(str(one["label"]) for one in value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
