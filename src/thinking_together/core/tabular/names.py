"""Names of files as other computers tell them apart."""

from __future__ import annotations

import unicodedata

_TURKISH = str.maketrans({"ı": "i", "İ": "i"})


def folded(name: str) -> str:
    """Equal for names that some file system takes for one: capitals, ``ß`` and ``ss``, the Turkish i, accents written
    as one character or two.
    """
    plain = unicodedata.normalize("NFKC", name).translate(_TURKISH)
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKD", plain.casefold()).casefold())
