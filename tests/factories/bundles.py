"""A small valid bundle, written as files, for tests to break."""

from __future__ import annotations

import json
from pathlib import Path

PROGRAMME = """slug: smallshire
title: Thinking together in Smallshire
place: Smallshire
area_code: X06000002
comparator_code: X92000001
invented: true
as_of: 2023-11-30
"""
SECTORS = "code,name,headcount\nhealth,Health,400\neducation,Education,900\npolice,Police,\n"
PARTNERS = "code,name,sector\nnhs,Smallshire NHS Trust,health\nschools,Smallshire Schools,education\n"
PHASES = "phase,starts,ends,summary\nsurvey,2023-03-01,2023-05-31,Open for three months.\n"
PARTICIPANTS = "code,sector,partner,role,interests\np1,health,nhs,Nurse,survey|reflection\np2,education,,,\n"


def small_bundle(folder: Path, **files: str) -> Path:
    """Writes the smallest programme, with ``files`` (``programme__sectors_csv="…"``) put in place of its own."""
    content = {
        "datapackage.json": json.dumps({"format": "thinking-together-bundle", "version": 1, "resources": []}),
        "programme/programme.yaml": PROGRAMME,
        "programme/sectors.csv": SECTORS,
        "programme/partners.csv": PARTNERS,
        "programme/phases.csv": PHASES,
        "programme/participants.csv": PARTICIPANTS,
    }
    for name, text in files.items():
        content[name.replace("__", "/")] = text
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
