"""A table as a file for a spreadsheet: what the page shows and nothing else."""

from __future__ import annotations

import csv
import io

from thinking_together.core.tabular.formula import guard
from thinking_together.report.domain.document import TableView


def csv_of(table: TableView) -> str:
    """Caption, heads, rows, note and source; an invented table says so in its first cell."""
    out = io.StringIO()
    sheet = csv.writer(out, lineterminator="\n")
    sheet.writerow([guard(f"INVENTED: {table.caption}" if table.invented else table.caption)])
    sheet.writerow([guard(name) for name in table.columns])
    sheet.writerows([guard(cell.text) for cell in row] for row in table.rows)
    sheet.writerows(
        [guard(words)] for words in (table.note, f"Source: {table.source}" if table.source else "") if words
    )
    return out.getvalue()
