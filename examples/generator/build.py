"""Writes the whole bundle."""

from __future__ import annotations

from pathlib import Path

from examples.generator import place
from examples.generator.authored import write_authored
from examples.generator.baseline import make_baseline, write_baseline
from examples.generator.chance import Plan
from examples.generator.codings import all_texts, write_codings
from examples.generator.gatherings import seats, write_gatherings
from examples.generator.literature import find_records, write_literature
from examples.generator.local_data import write_local_data
from examples.generator.network import write_network
from examples.generator.output import Output
from examples.generator.sessions import session_notes, write_sessions
from examples.generator.survey import write_survey
from examples.generator.workbook import write_workbook


def build(root: Path, plan: Plan) -> list[str]:
    """Writes every file below ``root``; the names written."""
    out = Output(root)
    members = place.people(plan)
    places = seats(plan, members)
    place.write_place(plan, out, members)
    write_gatherings(plan, out, places)
    write_network(plan, out, members, places)
    answers = write_survey(plan, out)
    write_local_data(plan, out)
    notes = session_notes(plan, places)
    write_sessions(plan, out, notes)
    write_literature(plan, out, find_records(plan))
    baseline = make_baseline(plan)
    write_baseline(out, baseline)
    write_workbook(out, baseline)
    texts = list(all_texts(answers, notes, baseline))
    write_codings(plan, out, place.SLUG, texts)
    write_authored(plan, out, texts)
    out.beside("README.md")
    out.describe(place.SLUG, place.TITLE, place.AS_OF)
    return out.names
