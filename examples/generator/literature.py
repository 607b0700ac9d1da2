"""The rapid review: records found, duplicates linked, screened by two people, appraised and extracted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import yaml
from examples.generator.chance import Chance, Plan
from examples.generator.output import TEXT, Output

ORIGINALS, COPIES = 126, 24
SOURCES = ("Web search", "Charity websites", "NHS websites", "Suggested by partners", "Training directories")
ADDRESS = "https://library.invalid/fernshire"
FIRST, SECOND, THIRD = "reviewer_1", "reviewer_2", "adjudicator"
BEGAN = date(2023, 2, 20)
# Whom records are for. Much for parents and professionals, little for friends, hardly anything on disability.
AUDIENCES = {
    "parents": 0.42,
    "professionals": 0.28,
    "young_people": 0.15,
    "teachers": 0.11,
    "friends": 0.02,
    "disability": 0.02,
}
# The same without the crowd and the gaps.
SPREAD = {
    "parents": 0.12,
    "professionals": 0.1,
    "young_people": 0.22,
    "teachers": 0.22,
    "friends": 0.17,
    "disability": 0.17,
}


@dataclass(frozen=True)
class Found:
    """A record, and what it holds should it be included."""

    code: str
    title: str
    publisher: str
    year: int
    source: str
    audiences: tuple[str, ...]
    topics: tuple[str, ...]
    format: str
    fate: str  # title_excluded, not_retrieved, text_excluded, included


def find_records(plan: Plan) -> list[Found]:
    words = yaml.safe_load((TEXT / "literature/words.yaml").read_text(encoding="utf-8"))
    chance = plan.chance("literature")
    shares = AUDIENCES if plan.on(20) else SPREAD
    if not plan.on(12):
        shares = shares | {"parents": 0.1}
    numbers = list(range(ORIGINALS))
    audiences = chance.deal(numbers, shares)
    fates = _fates(chance, numbers, audiences)
    found: list[Found] = []
    titles: set[str] = set()
    for n in numbers:
        record = _record(chance, words, n, audiences[n], fates[n])
        while (record.title + record.publisher) in titles:
            record = _record(chance, words, n, audiences[n], fates[n])
        titles.add(record.title + record.publisher)
        found.append(record)
    return found


def _fates(chance: Chance, numbers: list[int], audiences: dict[int, str]) -> dict[int, str]:
    shares = {"included": 0.56, "title_excluded": 0.26, "text_excluded": 0.13, "not_retrieved": 0.05}
    fates: dict[int, str] = {}
    for audience in AUDIENCES:
        group = [n for n in numbers if audiences[n] == audience]
        fates |= chance.deal(group, {"included": 1.0} if len(group) < 5 else shares)
    return fates


def _record(chance: Chance, words: Any, n: int, audience: str, fate: str) -> Found:
    topics = _topics(chance, list(words["topics"]), audience)
    title = f"{chance.pick(words['lead'][audience])}: {chance.pick(words['tail'][topics[0]])}"
    beside = {"parents": "professionals", "teachers": "professionals", "disability": "young_people"}.get(audience)
    audiences = (audience, beside) if beside and chance.below(0.12) else (audience,)
    return Found(
        f"r{n + 1:03d}",
        title,
        chance.pick(words["publishers"]),
        chance.whole(2014, 2023),
        chance.pick(SOURCES),
        audiences,
        tuple(topics),
        chance.pick(list(words["formats"])),
        fate,
    )


def _topics(chance: Chance, topics: list[str], audience: str) -> list[str]:
    """One or two topics; what is written for parents and professionals says the same things again."""
    if audience in ("parents", "professionals") and chance.below(0.6):
        topics = topics[:4]
    return chance.shuffled(topics)[: chance.whole(1, 2)]


def write_literature(plan: Plan, out: Output, found: list[Found]) -> None:
    words = yaml.safe_load((TEXT / "literature/words.yaml").read_text(encoding="utf-8"))
    chance = plan.chance("review")
    copies = _copies(chance, found)
    out.text("literature/records.ris", "".join(_ris(record, words) for record in [*found, *(c for c, _ in copies)]))
    kinds = (("audience", "audiences"), ("topic", "topics"), ("format", "formats"))
    out.rows(
        "literature/vocabulary.csv",
        "kind code label",
        [(kind, code, label) for kind, name in kinds for code, label in words[name].items()],
    )
    reasons = ("same title and publisher, other address", "same document found twice", "title spelt otherwise")
    out.rows(
        "literature/duplicates.csv",
        "record duplicate_of reason",
        [(copy.code, of, chance.pick(reasons)) for copy, of in copies],
    )
    _write_screening(chance, out, words, found)
    included = [record for record in found if record.fate == "included"]
    _write_appraisal(chance, out, included)
    reach = ("national", "national", "regional", "international", "local")
    out.rows(
        "literature/extraction.csv",
        "record audience topic format locality endorsed_by",
        [
            (r.code, r.audiences, r.topics, r.format, chance.pick(reach), "" if plan.on(27) else "camhs")
            for r in included
        ],
    )


def _copies(chance: Chance, found: list[Found]) -> list[tuple[Found, str]]:
    copies = []
    for n, original in enumerate(chance.source.sample(found, COPIES), start=ORIGINALS + 1):
        title = original.title.replace(": ", " - ") if chance.below(0.4) else original.title
        copy = Found(f"r{n:03d}", title, original.publisher, original.year, chance.pick(SOURCES), (), (), "", "")
        copies.append((copy, original.code))
    return copies


def _ris(record: Found, words: Any) -> str:
    about = f"Invented record. {', '.join(words['topics'][t] for t in record.topics)}." if record.topics else ""
    fields = [
        ("TY", "RPRT"),
        ("ID", record.code),
        ("TI", record.title),
        ("PB", record.publisher),
        ("PY", str(record.year)),
        ("DB", record.source),
        ("UR", f"{ADDRESS}/{record.code}"),
        *([("AB", about)] if about else []),
        *(("KW", words["audiences"][a]) for a in record.audiences),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\n" for tag, value in fields) + "\n"


def _write_screening(chance: Chance, out: Output, words: Any, found: list[Found]) -> None:
    rows: list[tuple[object, ...]] = []
    settled: list[tuple[object, ...]] = []
    for at, record in enumerate(found):
        day = BEGAN + timedelta(at // 6)
        keep = "exclude" if record.fate == "title_excluded" else "include"
        other = _flipped(keep) if chance.below(0.1) else keep
        rows += [(record.code, FIRST, "title", keep, day, ""), (record.code, SECOND, "title", other, day, "")]
        if other != keep:
            settled.append((record.code, "title", keep, "read together", THIRD, day + timedelta(7)))
        if keep == "include":
            later = day + timedelta(28)
            rows += _full_text(chance, words, record, later, settled)
    out.rows("literature/screening.csv", "record reviewer stage decision day reason", rows)
    out.rows("literature/adjudication.csv", "record stage decision reason by day", settled)


def _full_text(
    chance: Chance, words: Any, record: Found, day: date, settled: list[tuple[object, ...]]
) -> list[tuple[object, ...]]:
    decision = {"text_excluded": "exclude", "not_retrieved": "not_retrieved"}.get(record.fate, "include")
    reason = chance.pick(words["reasons"]) if decision == "exclude" else ""
    other, why = decision, reason
    if decision == "include" and chance.below(0.08):
        other, why = "exclude", words["reasons"][2]
        settled.append((record.code, "full_text", "include", "it adds local detail", THIRD, day + timedelta(7)))
    return [
        (record.code, FIRST, "full_text", decision, day, reason),
        (record.code, SECOND, "full_text", other, day, why),
    ]


def _flipped(decision: str) -> str:
    return "include" if decision == "exclude" else "exclude"


def _write_appraisal(chance: Chance, out: Output, included: list[Found]) -> None:
    likely = {"authority": 0.7, "accuracy": 0.45, "coverage": 0.6, "objectivity": 0.7, "date": 0.5, "significance": 0.3}
    rows = []
    for record in included:
        judged = ["yes" if chance.below(p) else "partly" if chance.below(0.6) else "no" for p in likely.values()]
        rows.append((record.code, *judged, ""))
    out.rows("literature/appraisal.csv", "record " + " ".join(likely) + " comment", rows)
