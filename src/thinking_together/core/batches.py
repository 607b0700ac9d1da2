"""Many rows into the database in little memory."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)
BATCH = 1_000


def create_in_batches(model: type[Row], rows: Iterable[Row]) -> int:
    """Stores unsaved rows batch by batch, holding no more than one; how many they were.

    Runs inside the caller's transaction.
    """
    rows = iter(rows)
    count = 0
    while batch := list(islice(rows, BATCH)):
        model._default_manager.bulk_create(batch, batch_size=BATCH)
        count += len(batch)
    return count
