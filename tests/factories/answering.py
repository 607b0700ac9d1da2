"""A survey that is open, and people who answer it page by page as a browser without scripts does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from lxml import html
from tests.factories.sessions import ready_programme
from tests.factories.surveys import small_content

from thinking_together.core.writes import SYSTEM
from thinking_together.programmes.models import Programme
from thinking_together.survey.answering.models import Collection, SurveyLink
from thinking_together.survey.answering.opening import open_collection
from thinking_together.survey.models import QuestionnaireVersion

Given = Mapping[str, Sequence[str]]
NOTHING: Given = MappingProxyType({})
SMALL: dict[str, Sequence[str]] = {
    "consent": ["agree"],
    "sector": ["education"],
    "phase": ["primary"],
    "training": ["on_the_job", "mhfa"],
    "enough": ["agree_2"],
    "knowledge.coping": ["agree_4"],
    "knowledge.talking": ["unsure"],
    "years": ["3"],
    "websites": ["Young Minds & <Kooth>"],
}


def version_of(programme: Programme, content: Mapping[str, Any]) -> QuestionnaireVersion:
    """A version as it is once it was published, whatever the linter says of it."""
    document = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return QuestionnaireVersion.objects.create(
        programme=programme,
        code=content["questionnaire"],
        version=content["version"],
        title=content["title"],
        document=document,
        sha256=sha256(document.encode()).hexdigest(),
        position=programme.questionnaires.count(),
    )


def open_survey(slug: str = "alder", content: Mapping[str, Any] | None = None, **programme: Any) -> Collection:
    """Of a programme where somebody answers for safeguarding and the support lines are confirmed."""
    of = ready_programme(slug)
    Programme.objects.filter(pk=of.pk).update(**programme)
    of.refresh_from_db()
    version_of(of, content or small_content())
    return open_collection(programme=of, closes=None, by=SYSTEM)


def link(collection: Collection, sector: str = "", *, trial: bool = False) -> str:
    """The address of one of its links."""
    found = SurveyLink.objects.get(collection=collection, sector=sector, trial=trial)
    return f"/s/{collection.programme.slug}/{found.code}"


@dataclass
class Somebody:
    """Who answers. ``seen`` are the addresses of the pages they saw, in order; ``asked`` the questions put to them."""

    at: str
    client: Client = field(default_factory=Client)
    seen: list[str] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    page: Any = None

    def open(self, address: str = "") -> Somebody:
        return self.show(self.client.get(address or self.at))

    def show(self, response: Any) -> Somebody:
        while response.status_code == 303:
            self.at = response["Location"]
            response = self.client.get(self.at)
        assert response.status_code == 200, (self.at, response.status_code)
        self.page = html.fromstring(response.content.decode())
        self.seen.append(self.at)
        return self

    @property
    def heading(self) -> str:
        return str(self.page.xpath("string(//h1)")).strip()

    @property
    def text(self) -> str:
        return " ".join(str(self.page.xpath("string(//main)")).split())

    @property
    def form(self) -> Any:
        [found] = self.page.xpath("//main//form")
        return found

    @property
    def questions(self) -> list[str]:
        """The names of the fields in the page."""
        names = self.form.xpath(".//*[self::input or self::textarea][not(@type='hidden')]/@name")
        return list(dict.fromkeys(map(str, names)))

    def fields(self, **more: Sequence[str]) -> dict[str, list[str]]:
        """What the form holds as it is, and what is chosen or typed besides."""
        held: dict[str, list[str]] = {}
        for name, value in self.form.form_values():
            held.setdefault(name, []).append(value)
        return held | {name: list(given) for name, given in more.items()}

    def post(self, fields: Mapping[str, Sequence[str]]) -> Any:
        body = urlencode(fields, doseq=True)
        return self.client.post(self.form.get("action"), body, content_type="application/x-www-form-urlencoded")

    def send(self, answers: Given = NOTHING, **more: Sequence[str]) -> Somebody:
        """Answers what the page asks, of these answers, and sends the form."""
        given = {name: answers[name] for name in self.questions if name in answers}
        self.asked.append(self.questions)
        return self.show(self.post(self.fields(**given, **more)))

    def begin(self) -> Somebody:
        return self.open().send()

    def answer(self, answers: Given, *, until: str = "/sent") -> Somebody:
        """Goes on to an address with this end, saying yes to the second part where it is answered."""
        for _ in range(200):
            if self.at.partition("?")[0].endswith(until):
                return self
            wanted = {"second": ["yes" if "second" in answers else "no"]} if self.at.endswith("/more") else {}
            self.send(answers, **wanted)
        raise AssertionError(f"no end: {self.seen[-5:]}")
