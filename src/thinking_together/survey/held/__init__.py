"""Answers: as files have them, as rows hold them, and as columns that are counted."""
