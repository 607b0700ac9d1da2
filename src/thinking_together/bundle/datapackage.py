"""``datapackage.json``: what a bundle holds, in the form of the Frictionless Data Package specification."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from thinking_together.core.tabular import CsvFile, FileRefused, FolderWriter, Reading, columns_of
from thinking_together.programmes.models import Programme
from thinking_together.programmes.parts import parts

NAME = "datapackage.json"
FORMAT = "thinking-together-bundle"
VERSION = 1
TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}


def read(reading: Reading) -> None:
    """Names what is wrong with the description itself: not JSON, another format, a resource that is not there."""
    text = reading.text(NAME, required=True, largest=reading.folder.limits.yaml)
    if text is None:
        return
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:  # a whole number may be too long to be read
        line = getattr(error, "lineno", None)
        reading.problems.add(NAME, f"the JSON is broken: {error}", "Correct it, or export the bundle again.", row=line)
        return
    told = document.get("format") if isinstance(document, dict) else None
    if told != FORMAT:
        reading.problems.add(NAME, f"'format' is {told!r}", f'A bundle says "format": "{FORMAT}".', column="format")
        return
    if document.get("version") != VERSION:
        remedy = f"This release reads version {VERSION}; export the bundle with the same release."
        reading.problems.add(NAME, f"'version' is {document.get('version')!r}", remedy, column="version")
    resources = document.get("resources", [])
    if not isinstance(resources, list):
        reading.problems.add(NAME, "'resources' is not a list", "List the files.", column="resources")
        return
    for resource in resources:
        path = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(path, str):
            reading.problems.add(NAME, "a resource has no path", "Give each resource its path.", column="resources")
        else:
            _resource_there(reading, path)


def _resource_there(reading: Reading, path: str) -> None:
    try:
        if not reading.folder.has(path):
            remedy = "Add the file, or take it out of the resources."
            reading.problems.add(NAME, f"the resource '{path[:120]}' is missing", remedy, column="resources")
    except (FileRefused, ValueError) as refused:
        what = refused.what if isinstance(refused, FileRefused) else f"'{path[:120]}' is no name of a file"
        reading.problems.add(NAME, what, "Use a name below the folder.", column="resources")


def write(programme: Programme, writer: FolderWriter) -> None:
    """Describes the files that have been written so far."""
    shapes = {file.name: file for part in parts() for file in part.files if isinstance(file, CsvFile)}
    writer.write_json(
        NAME,
        {
            "format": FORMAT,
            "version": VERSION,
            "name": programme.slug,
            "title": ("INVENTED DATA: " if programme.invented else "") + programme.title,
            "created": programme.as_of.isoformat(),
            "resources": [_resource(name, shapes.get(name)) for name in sorted(writer.written)],
        },
    )


def _resource(name: str, file: CsvFile[Any] | None) -> dict[str, Any]:
    resource: dict[str, Any] = {"path": name}
    if file is not None:
        fields = [
            {"name": c.name, "type": "string" if c.many else TYPES.get(c.type, "string"), "description": c.help}
            for c in columns_of(file.row)
        ]
        resource["schema"] = {"fields": fields}
    return resource
