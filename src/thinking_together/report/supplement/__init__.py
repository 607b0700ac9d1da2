"""The tables behind the report: a page and a workbook a phase."""
