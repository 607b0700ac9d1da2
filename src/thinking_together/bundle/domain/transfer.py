"""A whole programme in and out of a folder or a zip file."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import IO

from thinking_together.bundle import datapackage
from thinking_together.bundle.opening import BundleRefused, Source, opened
from thinking_together.bundle.reading import ReadBundle, read_bundle
from thinking_together.core.progress import Progress, Step, silent
from thinking_together.core.tabular import FolderWriter
from thinking_together.core.tabular.archive import pack
from thinking_together.core.writes import Actor, Written, write
from thinking_together.programmes import files
from thinking_together.programmes.domain.carrying import carry_over, move_what_stays, people_of
from thinking_together.programmes.files import ProgrammeRow
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import parts


def import_bundle(source: Source, *, by: Actor, replace: bool = False, progress: Progress = silent) -> Programme:
    """Imports a bundle from its folder, its zip file or an open zip file, as ``import_folder`` does."""
    with opened(source) as root:
        return import_folder(root, by=by, replace=replace, progress=progress)


def import_folder(root: Path, *, by: Actor, replace: bool = False, progress: Progress = silent) -> Programme:
    """Imports a bundle in one transaction; ``BundleRefused`` when anything is wrong with it.

    A programme of the same short name is refused, or with ``replace`` deleted in the same transaction.
    """
    bundle = read_bundle(root, progress)
    if bundle.problems:
        raise BundleRefused(bundle.problems)
    return save_bundle(bundle=bundle, replace=replace, progress=progress, by=by)


@write("bundle.imported", whole=True)
def save_bundle(*, bundle: ReadBundle, replace: bool, progress: Progress = silent, by: Actor) -> Written[Programme]:
    """Stores a bundle that was read without problems; one event, whatever its parts write."""
    row = next(parsed.programme for part, parsed in bundle.parsed if part.name == files.PART.name)
    old = Programme.objects.filter(slug=row.slug).first()
    _refuse_unless_room(bundle, row, old, replace=replace)
    carried = people_of(row.slug)
    if old is not None:
        Programme.objects.filter(pk=old.pk).update(slug=f"~{old.pk}")
    programme = files.create(row)
    if old is not None:
        move_what_stays(old, programme)
        old.delete()
    known = len(bundle.parsed)
    for done in range(known):
        part, parsed = bundle.parsed[done]
        progress(Step(known + done, 2 * known, f"storing {part.label}"))
        part.save(programme, parsed)
    members = carry_over(programme=programme, carried=carried, by=by)
    progress(Step(2 * known, 2 * known, "done"))
    return Written(programme, programme, {"replaced": replace, "memberships": members})


def _refuse_unless_room(bundle: ReadBundle, row: ProgrammeRow, old: Programme | None, *, replace: bool) -> None:
    """``BundleRefused`` where a programme of the name is here and may not be replaced by this one."""
    if old is None:
        return
    if not replace:
        what, column = f"the programme '{row.slug}' is here already", "slug"
        remedy = "Give the programme another slug, or import with --replace."
    elif old.invented != row.invented and old.editions.exists():
        what, column = (
            f"the programme '{row.slug}' is {'' if old.invented else 'not '}invented and has a report",
            "invented",
        )
        remedy = "Give an invented programme a slug of its own."
    else:
        return
    bundle.problems.add(files.PROGRAMME.name, what, remedy, column=column)
    raise BundleRefused(bundle.problems)


def export_folder(programme: Programme, root: Path, *, progress: Progress = silent) -> list[str]:
    """Writes the programme as a bundle into an empty or new folder; the names of the files written.

    ``FileExistsError`` when the folder holds anything: an export never mixes with what is there.
    """
    if root.exists() and any(root.iterdir()):
        raise FileExistsError(f"{root} is not empty; name a new folder")
    existed = root.exists()
    try:
        writer = FolderWriter(root)
        for done, part in enumerate(parts()):
            progress(Step(done, len(parts()), f"writing {part.label}"))
            part.write(programme, writer)
        datapackage.write(programme, writer)
        progress(Step(len(parts()), len(parts()), "done"))
    except BaseException:
        shutil.rmtree(root, ignore_errors=True)
        if existed:
            root.mkdir()
        raise
    return sorted(writer.written)


def export_into(programme: Programme, out: IO[bytes], *, progress: Progress = silent) -> list[str]:
    """Writes the programme as one zip file into ``out``: the same programme gives the same bytes."""
    with tempfile.TemporaryDirectory(prefix="thinking-together-") as folder:
        root = Path(folder) / "bundle"
        names = export_folder(programme, root, progress=progress)
        pack(root, names, out)
    return names


def export_zip(programme: Programme, path: Path, *, progress: Progress = silent) -> list[str]:
    """The same into a new file that only its owner may read; ``FileExistsError`` where one is there."""
    if os.path.lexists(path):
        raise FileExistsError(f"{path} is there already; name a new file")
    number, unfinished = tempfile.mkstemp(prefix=".", suffix=".unfinished", dir=path.parent)
    try:
        with os.fdopen(number, "w+b") as out:
            names = export_into(programme, out, progress=progress)
        Path(unfinished).rename(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)
    return names
