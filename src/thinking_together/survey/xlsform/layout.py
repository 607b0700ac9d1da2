"""The sheets and columns of an XLSForm that are written and read.

Columns that begin with ``tt_`` hold what XLSForm has no word for. Other tools leave them alone, so that a form may go
there and come back.
"""

from __future__ import annotations

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
OF_SURVEY = (
    "type",
    "name",
    "label",
    "hint",
    "required",
    "relevant",
    "constraint",
    "appearance",
    "tt_title",
    "tt_role",
    "tt_part",
    "tt_audience",
    "tt_construct",
    "tt_points",
    "tt_sensitive",
    "tt_split",
    "tt_other",
    "tt_direction",
    "tt_groups",
    "tt_bands",
    "tt_mentions",
    "tt_column",
    "tt_separator",
)
OF_CHOICES = ("list_name", "name", "label", "tt_apart")
OF_SETTINGS = ("form_title", "form_id", "version", "default_language", "tt_missing", "tt_ignore")
LIKERT, TABLE = "likert", "table-list"
YES = "yes"
