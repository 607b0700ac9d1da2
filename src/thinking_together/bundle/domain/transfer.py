"""A whole programme in and out of a folder."""

from __future__ import annotations

import shutil
from pathlib import Path

from thinking_together.bundle import datapackage
from thinking_together.bundle.reading import ReadBundle, read_bundle
from thinking_together.core.tabular import FolderWriter, Problems
from thinking_together.core.writes import Actor, Written, write
from thinking_together.programmes import files
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import parts


class BundleRefused(Exception):
    """The bundle was not imported, and nothing of it was; ``problems`` says why."""

    def __init__(self, problems: Problems) -> None:
        super().__init__("\n".join(map(str, problems.found)))
        self.problems = problems


def import_folder(root: Path, *, by: Actor, replace: bool = False) -> Programme:
    """Imports a bundle in one transaction; ``BundleRefused`` when anything is wrong with it.

    A programme of the same short name is refused, or with ``replace`` deleted in the same transaction.
    """
    bundle = read_bundle(root)
    if bundle.problems:
        raise BundleRefused(bundle.problems)
    return save_bundle(bundle=bundle, replace=replace, by=by)


@write("bundle.imported", whole=True)
def save_bundle(*, bundle: ReadBundle, replace: bool, by: Actor) -> Written[Programme]:
    """Stores a bundle that was read without problems; one event, whatever its parts write."""
    row = next(parsed.programme for part, parsed in bundle.parsed if part.name == files.PART.name)
    same = Programme.objects.filter(slug=row.slug)
    if replace:
        same.delete()
    elif same.exists():
        remedy = "Give the programme another slug, or import with --replace."
        bundle.problems.add(files.PROGRAMME.name, f"the programme '{row.slug}' is here already", remedy, column="slug")
        raise BundleRefused(bundle.problems)
    programme = files.create(row)
    for part, parsed in bundle.parsed:
        part.save(programme, parsed)
    return Written(programme, programme, {"replaced": replace})


def export_folder(programme: Programme, root: Path) -> list[str]:
    """Writes the programme as a bundle into an empty or new folder; the names of the files written.

    ``FileExistsError`` when the folder holds anything: an export never mixes with what is there.
    """
    if root.exists() and any(root.iterdir()):
        raise FileExistsError(f"{root} is not empty; name a new folder")
    existed = root.exists()
    try:
        writer = FolderWriter(root)
        for part in parts():
            part.write(programme, writer)
        datapackage.write(programme, writer)
    except BaseException:
        shutil.rmtree(root, ignore_errors=True)
        if existed:
            root.mkdir()
        raise
    return sorted(writer.written)
