"""The files of an edition, kept with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from thinking_together.report.models import Edition, EditionFile


def keep_files(edition: Edition, files: Mapping[str, bytes]) -> None:
    """Part of completing an edition: what was kept before is replaced, file by file, where it differs."""
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    kept = dict(edition.files.values_list("name", "sha256"))
    edition.files.exclude(name__in=[name for name, digest in digests.items() if kept.get(name) == digest]).delete()
    for name, data in files.items():
        if kept.get(name) != digests[name]:
            EditionFile.objects.create(edition=edition, name=name, size=len(data), sha256=digests[name], content=data)
