"""What open answers the database of ``bench survey --kill`` holds, as JSON."""

from __future__ import annotations

import json
from collections import Counter

from thinking_together.cli.django import django_ready

MARKER = "marker "


def main() -> None:
    django_ready()
    from thinking_together.survey.models import Draft, Response

    responses: Counter[str] = Counter()
    for texts in Response.objects.values_list("texts", flat=True).iterator():
        responses.update({text for text in texts if text and text.startswith(MARKER)})
    drafts = {
        given[0]
        for answers in Draft.objects.values_list("answers", flat=True).iterator()
        for given in json.loads(answers).values()
        if given and given[0].startswith(MARKER)
    }
    print(json.dumps({"responses": responses, "drafts": sorted(drafts)}))


if __name__ == "__main__":
    main()
