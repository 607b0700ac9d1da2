"""What of the answers that ``bench survey --kill`` was told were kept is in the database, as JSON.

``python -m thinking_together.cli.survey_found FILE``, with the environment of the server. A draft is compared answer by
answer. A response has no token: one whose open words are known is found by them, the others are counted.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from thinking_together.cli.django import django_ready


@dataclass(frozen=True, slots=True)
class Found:
    """``acknowledged``: answers and sendings that were confirmed; ``found`` of them. ``doubled``: responses."""

    acknowledged: int
    found: int
    doubled: int


def look(told: dict[str, Any]) -> Found:
    """``told``: by token what was confirmed, as ``bench_survey_kill.Told``."""
    from thinking_together.survey.answering.tokens import digest
    from thinking_together.survey.models import Draft, Response

    drafts = {hashed: json.loads(answers) for hashed, answers in Draft.objects.values_list("token_hash", "answers")}
    words: Counter[str] = Counter()
    nameless = 0
    known = {one["marker"] for one in told.values() if one["marker"]}
    for texts in Response.objects.filter(trial=False).values_list("texts", flat=True).iterator():
        own = known.intersection(filter(None, texts))
        words.update(own)
        nameless += not own
    found = 0
    for token, one in sorted(told.items(), key=lambda item: not item[1]["sent"]):  # who was told of sending comes first
        draft = drafts.get(digest(token))
        if draft is not None:
            found += 0 if one["sent"] else sum(draft.get(name) == given for name, given in one["answers"].items())
            continue
        if one["marker"]:
            there = words[one["marker"]] > 0
        else:
            there, nameless = nameless > 0, nameless - 1
        found += (len(one["answers"]) + one["sent"]) if there else 0
    many = sum(len(one["answers"]) + one["sent"] for one in told.values())
    return Found(many, found, sum(times > 1 for times in words.values()) + max(0, nameless))


if __name__ == "__main__":
    django_ready()
    print(json.dumps(asdict(look(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))))))
