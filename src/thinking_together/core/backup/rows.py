"""A row as a line of JSON and back, the same from either database, and the digest by which tables are compared."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from django.db import models

Encode = Callable[[Any], Any]
_PRINTED_OTHERWISE = re.compile(r"\de\+?\d|-0\.0|\d\.0\b")
_MODULUS = 1 << 256


def encoders(fields: Sequence[models.Field[Any, Any]]) -> list[Encode]:
    return [_encoder(field) for field in fields]


def _encoder(field: models.Field[Any, Any]) -> Encode:
    if isinstance(field, models.JSONField):
        return _same
    if isinstance(field, models.BinaryField):
        return lambda value: None if value is None else base64.b64encode(bytes(value)).decode("ascii")
    return _plain


def _same(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    """JSON's own kinds as they are; days, times, numbers with a fixed point and keys in their one printed form."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def line_of(values: Sequence[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def decode(fields: Sequence[models.Field[Any, Any]], values: Sequence[Any]) -> list[Any]:
    """Python values of a line. JSON stays as it is: a text in it is not a document."""
    return [
        value if isinstance(field, models.JSONField) else field.to_python(value)
        for field, value in zip(fields, values, strict=True)
    ]


class RowsDigest:
    """SHA-256 of each row, added up: equal for equal rows in any order, as databases sort texts differently.

    A row's form is canonical: keys of objects sorted, and numbers of documents as both databases give them back.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, values: Sequence[Any]) -> None:
        text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        if _PRINTED_OTHERWISE.search(text):
            text = json.dumps(_whole(values), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        self.rows += 1
        self._sum = (self._sum + int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")) % _MODULUS

    def hexdigest(self) -> str:
        return f"{self._sum:064x}"


def _whole(value: Any) -> Any:
    """Numbers without a fraction as whole ones: a database may give 1e16 back as 10000000000000000."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list | tuple):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    return value
