"""Editions that nobody had to assemble, for tests of what is done with them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.utils import timezone

from thinking_together.programmes.models import Programme
from thinking_together.report.models import Edition, EditionFile, EditionPicture

FILE = b"%PDF- the words of a draft"


def draft(of: Programme, number: int = 1, **fields: Any) -> Edition:
    """A draft that was checked and lacks nothing, with a picture and a file."""
    told = {
        "state": "example" if of.invented else "draft",
        "invented": of.invented,
        "title": of.title,
        "as_of": of.as_of,
        "sha256": f"{of.slug}{number}".ljust(64, "0"),
        "document": {},
        "checked_at": timezone.now(),
    }
    made = Edition.objects.create(programme=of, number=number, slug=f"{of.slug}-{number}", **told | fields)
    EditionPicture.objects.create(edition=made, key="0a", svg=f"<svg>{made.title}</svg>")
    digest = hashlib.sha256(FILE).hexdigest()
    EditionFile.objects.create(edition=made, name="short-report.pdf", size=len(FILE), sha256=digest, content=FILE)
    return made
