"""Style, scripts and pictures: the address that a page names tells what they hold, so browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.templatetags.static import static
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

FOR_A_YEAR = "max-age=31536000, public, immutable"


def named_by_content(path: str) -> str:
    """The file's address with the digest of what it holds; a folder's, or a file's that is not there, without."""
    found = _file(path)
    return f"{static(path)}?v={_digest(found)}" if found else static(path)


class KeepsNamedByContent(WhiteNoiseMiddleware):
    """What is asked for by its content's name is kept for a year; by another name it is asked for again soon."""

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponseBase:
        answer: HttpResponseBase = WhiteNoiseMiddleware.serve(static_file, request)
        path = _file(request.path_info.removeprefix(settings.STATIC_URL))
        if path and parse_qs(request.META.get("QUERY_STRING", "")).get("v") == [_digest(path)]:
            answer["Cache-Control"] = FOR_A_YEAR
        return answer


def _file(path: str) -> Path | None:
    found = Path(settings.STATIC_ROOT) / path
    return found if found.is_file() else None


def _digest(path: Path) -> str:
    changed = path.stat()
    return _digest_of(path, changed.st_mtime_ns, changed.st_size)


@lru_cache(maxsize=256)
def _digest_of(path: Path, changed: int, size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
