"""Purging a text: its words go from every version and do not come back with a backup; that it was there stays.

Each character becomes a blank, so that positions of codings, and counts of texts, stay what they were.
"""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet

from thinking_together.core import purges
from thinking_together.core.audit import KIND as EVENT
from thinking_together.core.audit import AuditEvent
from thinking_together.core.wordings import blanked, known
from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.evidence.models import Citation, QuoteCheck, Text
from thinking_together.evidence.reference import BadReference, parse
from thinking_together.programmes.models import Programme

KIND = "evidence.text"


class NoSuchText(Exception):
    """There is no text of that name, so nothing was purged."""


@write("text.purged", always=True)
def purge_text(*, programme: Programme, ref: str, by: Actor) -> Written[int]:
    """Removes the words of a text, all versions and all copies that other rooms hold; how many records changed."""
    text = Text.objects.filter(programme=programme, ref=ref).order_by("-version").first()
    if text is None:
        raise NoSuchText(f"no text of {programme.slug} is called '{ref}'")
    changed = purges.purge(kind=KIND, key=key_of(programme.slug, ref), by=by)
    return Written(text, changed, {"records": changed})


@write("log.words_removed", always=True)
def purge_log(*, programme: Programme, event: int, by: Actor) -> Written[int] | Unchanged[int]:
    """Removes the words of one line of the programme's log; that something was done, and when, stays."""
    line = AuditEvent.objects.filter(programme_slug=programme.slug, pk=event).first()
    if line is None:
        raise NoSuchText(f"the log of {programme.slug} has no line {event}")
    changed = purges.purge(kind=EVENT, key=str(line.pk), by=by)
    return Written(programme, changed, {"line": line.pk}) if changed else Unchanged(0)


@write("words.removed", always=True)
def purge_words(*, programme: Programme, kind: str, number: int, by: Actor) -> Written[int] | Unchanged[int]:
    """Removes the words of one record of another room: an update, a message, notes that are being written."""
    if not known(kind):
        raise NoSuchText(f"nothing that words can be removed from is called '{kind}'")
    changed = purges.purge(kind=kind, key=key_of(programme.slug, str(number)), by=by)
    return Written(programme, changed, {"kind": kind, "number": number}) if changed else Unchanged(0)


def key_of(slug: str, ref: str) -> str:
    return f"{slug}/{ref}"


def parts_of(key: str) -> tuple[str, str]:
    """The programme's slug and the text's name."""
    slug, _, ref = key.partition("/")
    return slug, ref


def remove(key: str) -> int:
    """Blanks the text's versions, and takes back what let a passage of it be quoted or confirmed."""
    slug, ref = parts_of(key)
    texts = Text.objects.select_for_update().filter(programme__slug=slug, ref=ref)
    changed = 0
    for text in texts:
        text.body = blanked(text.body)
        text.sha256 = hashlib.sha256(text.body.encode()).hexdigest()
        text.save(update_fields=["body", "sha256"])
        changed += 1
    QuoteCheck.objects.filter(text__programme__slug=slug, text__ref=ref).delete()
    quoting = Citation.objects.filter(programme__slug=slug).exclude(confirmed="")
    quoted = [row.pk for row in quoting if _quotes(row.reference, ref)]
    Citation.objects.filter(pk__in=quoted).update(confirmed="")
    return changed


def remove_all(texts: QuerySet[Text]) -> int:
    """Blanks many texts of any programme, as ``remove`` does each; those that are blank already are left."""
    keys = {key_of(slug, ref) for slug, ref, body in texts.values_list("programme__slug", "ref", "body") if _says(body)}
    return sum(remove(key) for key in sorted(keys))


def _says(body: str) -> bool:
    return blanked(body) != body


def _quotes(reference: str, ref: str) -> bool:
    try:
        terms = parse(reference).terms
    except BadReference:
        return False
    return any(term.key == "text" and ref in term.values for term in terms)
