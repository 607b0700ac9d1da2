"""What was computed of every response, kept as columns in a file and renewed when responses come or go.

A file holds the stamp of each response it was computed from. It is used only while the database holds exactly these
stamps, so it can be lost, doubled or outdated and never gives an old figure; it holds no open text.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from django.db.models import Aggregate, Count, QuerySet, Sum
from polars.exceptions import PolarsError

from thinking_together.survey.held.joined import joined_numbers, numbers_of
from thinking_together.survey.held.kept_files import folder
from thinking_together.survey.models import QuestionnaireVersion, Response, Responses

FORMAT = 3  # raise it when what is computed changes
IDENTITY = {"id": pl.Int64, "stamp": pl.Int64, "counted_from": pl.Int64}
SAME = ("id", "stamp")  # by what a row is known to be as it was
READ_AT_ONCE = 20_000  # responses
READ_AT_LEAST, PIECES = 10_000, 4
NAMED_AT_ONCE = 500  # responses asked for by number in one statement
ABANDONED = 3600  # seconds after which a half-written file belongs to nobody

log = logging.getLogger(__name__)
Texts = Sequence[Any]  # joined values a column, text or bytes; None where there is no row at all
_KNOWN = (joined_numbers("id"), joined_numbers("stamp"), joined_numbers("counted_from"))


@dataclass(frozen=True)
class Kept:
    """Columns of one version's responses. ``compute`` gives a row for each response, from ``fields`` in this order.

    Where a row can be told only beside all others (its place among them), ``finish`` makes that of all rows together,
    and nothing is renewed by parts.
    """

    version: QuestionnaireVersion
    name: str
    fields: tuple[Aggregate, ...]
    compute: Callable[[Texts], pl.DataFrame]
    finish: Callable[[pl.DataFrame], pl.DataFrame] | None = None

    def frame(self) -> pl.DataFrame:
        """``IDENTITY`` and what was computed, for every response in the database now, by ``id``."""
        kept = self._read()
        if kept is not None and self._holds(kept, self.version.responses.all()):
            return kept
        renewed = self._renewed(kept)
        self._write(renewed)
        return renewed

    def counted(self, columns: Sequence[str] = ()) -> pl.DataFrame:
        """The same of those that a release counts: answers that came since make nothing anew. Only some ``columns``."""
        kept = self._read([*IDENTITY, *columns] if columns else None)
        some = None if kept is None else _counted(kept)
        if some is not None and self._holds(some, self.version.responses.filter(counted_from__isnull=False)):
            return some
        return _counted(self.frame()).select([*IDENTITY, *columns] if columns else pl.all())

    def once_counted(self, frame: pl.DataFrame, joined: pl.DataFrame) -> Callable[[], None]:
        """Writes what will be kept once ``joined`` (with the columns of ``IDENTITY``) are counted, beside what is.

        ``frame`` is what ``frame`` gave, and nobody may have changed these responses since. What comes back puts the
        file in its place, when the release stands. A full disk loses speed only.
        """
        try:
            waiting = _written(frame.update(joined, on="id").sort("id"), self.path)
        except OSError as error:
            log.warning("%s cannot be written: %s", self.path.name, error.strerror)
            return lambda: None

        def put_in_place() -> None:
            waiting.replace(self.path)

        return put_in_place

    @property
    def path(self) -> Path:
        name = f"{self.version.pk}-{self.version.sha256[:16]}-{self.name}-{FORMAT}.parquet"
        return folder() / name

    def _holds(self, kept: pl.DataFrame, rows: QuerySet[Response]) -> bool:
        told = rows.order_by().aggregate(many=Count("id"), stamps=Sum("stamp"))
        return (kept.height, kept["stamp"].sum()) == (told["many"], int(told["stamps"] or 0))

    def _renewed(self, kept: pl.DataFrame | None) -> pl.DataFrame:
        """Rows of responses that have not changed stay; the others are computed."""
        if self.finish is not None:
            return self.finish(self._together(self._parts()))
        if kept is None or not kept.height:
            return self._together(self._parts())
        now = self._now()
        stay = kept.join(now, on=SAME, how="semi")
        wanted = now.join(kept, on=SAME, how="anti")["id"].to_list()
        return self._together([stay, *self._parts_of(wanted)])

    def _together(self, parts: Iterable[pl.DataFrame]) -> pl.DataFrame:
        nothing = self._part([None] * (len(_KNOWN) + len(self.fields)))
        whole = pl.concat([nothing, *parts])
        return whole if whole["id"].is_sorted() else whole.sort("id")

    def _now(self) -> pl.DataFrame:
        """``IDENTITY`` of every response in the database."""
        parts = [_identity(texts) for texts in self._pages(_KNOWN)]
        return pl.concat([pl.DataFrame(schema=IDENTITY), *parts])

    def _parts(self) -> Iterator[pl.DataFrame]:
        """A page is computed while the database puts the next one together."""
        with ThreadPoolExecutor(1) as beside:
            before: Future[pl.DataFrame] | None = None
            for texts in self._pages((*_KNOWN, *self.fields)):
                if before:
                    yield before.result()
                before = beside.submit(self._part, texts)
            if before:
                yield before.result()

    def _parts_of(self, wanted: list[int]) -> Iterator[pl.DataFrame]:
        for start in range(0, len(wanted), NAMED_AT_ONCE):
            some = self.version.responses.order_by().filter(id__in=wanted[start : start + NAMED_AT_ONCE])
            yield self._part(_joined(some, (*_KNOWN, *self.fields)))

    def _pages(self, fields: Sequence[Aggregate]) -> Iterator[Texts]:
        """All responses, as many at a time as fit in little memory: numbers may lie far apart, and tell no order."""
        responses = self.version.responses.order_by()
        ordered = responses.order_by("id").values_list("id", flat=True)
        start, step = ordered.first(), _step(responses.count())
        while start is not None:
            after = ordered.filter(id__gte=start)[step : step + 1].first()
            until = {} if after is None else {"id__lt": after}
            yield _joined(responses.filter(id__gte=start, **until), fields)
            start = after

    def _part(self, texts: Texts) -> pl.DataFrame:
        return _identity(texts).hstack(self.compute(texts[len(_KNOWN) :]))

    def _read(self, columns: list[str] | None = None) -> pl.DataFrame | None:
        try:
            return pl.read_parquet(self.path, columns=columns)
        except FileNotFoundError:
            return None
        except (OSError, PolarsError):
            log.warning("%s cannot be read and is made anew", self.path.name)
            return None

    def _write(self, frame: pl.DataFrame) -> None:
        """A full disk loses speed only."""
        try:
            put(frame, self.path)
            _sweep(self.path)
        except OSError as error:
            log.warning("%s cannot be written: %s", self.path.name, error.strerror)


def _step(many: int) -> int:
    """How many at a time: a few pages, so that one is computed while the next is put together."""
    return min(READ_AT_ONCE, max(many // PIECES, READ_AT_LEAST))


def _joined(rows: Responses, fields: Sequence[Aggregate]) -> Texts:
    found = rows.aggregate(**{f"of_{at}": field for at, field in enumerate(fields)})
    return list(found.values())


def _identity(texts: Texts) -> pl.DataFrame:
    return pl.DataFrame({name: numbers_of(text) for name, text in zip(IDENTITY, texts[: len(_KNOWN)], strict=True)})


def _counted(kept: pl.DataFrame) -> pl.DataFrame:
    return only(kept, pl.col("counted_from").is_not_null())


def only(frame: pl.DataFrame, rows: pl.Expr) -> pl.DataFrame:
    """These rows; the same frame where that is all of them, which copies none of its columns."""
    wanted = frame.select(rows.fill_null(False)).to_series()
    return frame if wanted.all() else frame.filter(wanted)


def put(frame: pl.DataFrame, path: Path) -> None:
    """Whole or not at all."""
    _written(frame, path).replace(path)


def _written(frame: pl.DataFrame, path: Path) -> Path:
    """Under a name of its own first, so that a reader sees a whole file or none; for its owner's eyes only."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            frame.write_parquet(file, compression="lz4", statistics=False)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _sweep(written: Path) -> None:
    """Removes what earlier programs and deleted programmes left behind, on this machine or by another's doing."""
    versions = {str(key) for key in QuestionnaireVersion.objects.order_by().values_list("pk", flat=True)}
    owner, _, name, _ = written.stem.split("-")
    for path in folder().iterdir():
        if path.name.startswith("."):
            stale = time.time() - path.stat().st_mtime > ABANDONED
        else:
            parts = path.stem.split("-")
            stale = parts[0] not in versions or (path != written and (parts[0], parts[2]) == (owner, name))
        if stale:
            path.unlink(missing_ok=True)
