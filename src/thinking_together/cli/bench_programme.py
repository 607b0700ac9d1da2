"""The example programme with as many survey answers as wanted: invented data, for measuring only.

The answers of the example stay, since people coded them. Each further one takes its closed answers from one of them,
so that it follows a possible path, and skips some that no path depends on; every open answer is put together from two
of its sector, so that few texts are alike.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from thinking_together.survey.form.conditions import refers_to
from thinking_together.survey.form.questionnaire import Questionnaire
from thinking_together.survey.form.reading import read_questionnaire

QUESTIONNAIRE = "survey/questionnaire.yaml"
RESPONSES = "survey/responses.csv"
SECTORS = "programme/sectors.csv"
SEED = 2026
SKIPPED = 0.02
Row = dict[str, str]


def grow(example: Path, folder: Path, answers: int) -> None:
    """Writes the bundle ``example`` into a new folder with ``answers`` survey answers, and headcounts to match."""
    shutil.copytree(example, folder)
    with (example / RESPONSES).open(encoding="utf-8", newline="") as file:
        originals = list(csv.DictReader(file))
    if answers < len(originals):
        raise ValueError(f"the example has {len(originals)} answers already; ask for more than {answers}")
    questionnaire, _ = read_questionnaire((example / QUESTIONNAIRE).read_text(encoding="utf-8"), QUESTIONNAIRE)
    with (folder / RESPONSES).open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, list(originals[0]), lineterminator="\n")
        sheet.writeheader()
        sheet.writerows(originals)
        sheet.writerows(_more(questionnaire, originals, answers - len(originals)))
    _headcounts(folder / SECTORS, -(-answers // len(originals)))


def _more(questionnaire: Questionnaire, originals: Sequence[Row], wanted: int) -> Iterator[Row]:
    chance = random.Random(SEED)  # noqa: S311 - invented data that anybody can make again
    sector = questionnaire.sector_item
    texts = [variable.column for variable in questionnaire.variables if variable.text]
    steering = {sector.code if sector else "", *(name for i in questionnaire.items for name in refers_to(i.when))}
    skippable = [v.column for v in questionnaire.variables if not v.text and v.code not in steering]
    alike: dict[str, list[Row]] = {}
    for row in originals:
        alike.setdefault(row[sector.code] if sector else "", []).append(row)
    for number in range(wanted):
        row = dict(chance.choice(originals))
        others = alike[row[sector.code] if sector else ""]
        row["response"] = f"{number:08x}{chance.getrandbits(32):08x}"
        for column in skippable:
            if row[column] not in "~." and chance.random() < SKIPPED:
                row[column] = ""
        for column in texts:
            if row[column]:
                row[column] = " ".join(filter(None, (chance.choice(others)[column], row[column])))
        yield row


def _headcounts(sectors: Path, times: int) -> None:
    with sectors.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with sectors.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        sheet.writeheader()
        sheet.writerows(row | {"headcount": str(int(row["headcount"] or 0) * times)} for row in rows)


def codebook(folder: Path) -> str:
    """The items of a bundle's questionnaire as JSON, for programs that do not know its form."""
    questionnaire, _ = read_questionnaire((folder / QUESTIONNAIRE).read_text(encoding="utf-8"), QUESTIONNAIRE)
    items = [
        {"code": v.code, "kind": "closed" if v.choices and not v.multiple else str(v.kind), "choices": list(v.index())}
        for v in questionnaire.variables
    ]
    return json.dumps(items)


if __name__ == "__main__":
    grow(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
