"""``docs/guides/bundle.md``, written from the declarations that read and write the files."""

from __future__ import annotations

from datetime import date

from thinking_together.core.tabular import Code, CsvFile, YamlFile, columns_of
from thinking_together.core.tabular.columns import Column
from thinking_together.core.tabular.limits import USUAL, in_words
from thinking_together.programmes.parts import OtherFile, parts

TYPES = {str: "text", Code: "code", int: "whole number", float: "number", bool: "yes or no", date: "date (2023-03-31)"}
INTRODUCTION = """# A programme as a folder

A bundle is a folder of plain files that holds a whole programme. `./run bundle check DIR` lists every problem as
`file:row:column: what, and what to do`; `./run bundle import DIR` imports it in one transaction or not at all;
`./run bundle export SLUG DIR` writes a folder that imports equal. A bundle may also be one zip file:
`./run bundle import FILE.zip`, `./run bundle export SLUG FILE.zip --zip`.

In the site a lead finds both under *Export and import*. An export asks for its reason, which every lead of the
programme can read; the worker packs it, and only who asked can fetch it, once, within the hour. Installation staff,
people who may begin programmes, and leads import a zip file at `/bundles/import`: the worker checks it and tells the
same problems, as a table and as CSV. Who imports a programme becomes its lead. One that is here already is replaced
by its lead alone, who is asked first; its members, the record of its exports and the editions of its report stay.

A bundle is microdata, not publication: it holds single answers and notes. Keep it where you keep such data. It
never holds e-mail addresses or tokens.

Files are UTF-8. Line ends may be of either kind. CSV files have a header line, in any order of columns; an
optional column may be left out. Several values in a cell are parted by `|`. A *code* is a short stable name of
letters, digits, `_`, `-` and `.`. A text cell that begins with `=`, `+`, `-` or `@` is written with an apostrophe in
front, so that no spreadsheet runs it; reading takes the apostrophe away. Files that no part knows are refused by
name, except `README.md`.

`datapackage.json` describes the bundle as a Frictionless Data Package: `format` is `thinking-together-bundle`,
`version` is 1, and `resources` lists the files.

## How much is read

What is past a limit is refused and never cut. Files of rows are read row by row, so that a large one needs little
memory. The three with a setting can be raised (see [settings.md](settings.md)).

| what | at most | setting |
|---|---|---|
| all files together, and a zip file | {bundle} | `TT_BUNDLE_MIB` |
| a file of rows | {file} | `TT_BUNDLE_FILE_MIB` |
| rows of a file | {rows:,} | `TT_BUNDLE_ROWS` |
| Markdown, RIS, codebook or workbook | {document} | |
| YAML and `datapackage.json` | {yaml}, 40 levels deep | |
| a row | {row:,} characters and {columns:,} cells | |
| a cell | {cell:,} characters, and what its column says | |
| files, folders in each other | {files:,}, {depth} | |

Only plain files are read: no links, pipes or devices. Two names that differ in capitals, in ß and ss, in the dot of an
i or in how an accent is written are refused, since many computers cannot keep both. A text holds no control characters
but tab and line end. A zip file may hold the files themselves or one folder with them; entries that lead out of it,
links, passwords and packings other than *deflate* are refused, and an archive inside a bundle is not opened.
"""


def guide() -> str:
    """The whole page. Written by ``./run bundle guide``; a test fails when the page on disk differs."""
    told = {name: getattr(USUAL, name) for name in ("rows", "row", "columns", "cell", "files", "depth")}
    sizes = {name: in_words(getattr(USUAL, name)) for name in ("bundle", "file", "document", "yaml")}
    pieces = [INTRODUCTION.format(**told, **sizes)]
    for part in parts():
        pieces.append(f"## {part.label.capitalize()}\n")
        for file in part.files:
            pieces.append(_file(file))
    return "\n".join(pieces)


def _file(file: CsvFile | YamlFile | OtherFile) -> str:
    if isinstance(file, OtherFile):
        return f"### `{file.name}`\n\n{file.help}\n"
    needed = " Needed." if file.required else ""
    lines = [f"### `{file.name}`\n", f"{file.help}{needed}\n"]
    lines += [
        f"| {'column' if isinstance(file, CsvFile) else 'key'} | type | needed | what it holds |",
        "|---|---|---|---|",
    ]
    lines += [_line(column) for column in columns_of(file.row)]
    return "\n".join(lines) + "\n"


def _line(column: Column) -> str:
    told = column.help
    if column.choices:
        told += ": " + ", ".join(f"`{choice}`" for choice in column.choices)
    if column.refers:
        told += f" (one of the {column.refers} codes)" if column.type is Code else f" (a {column.refers})"
    if column.unique:
        told += "; each once"
    kind = TYPES[column.type] + ("s" if column.many else "")
    return f"| `{column.name}` | {kind} | {'' if column.optional else 'yes'} | {told.replace('|', chr(92) + '|')} |"
