"""The pages of a version, made once and kept with their hash: what people are asked is what was compiled."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.metadata import version as installed
from pathlib import Path

from django.template import engines

from thinking_together.survey.answering import filling
from thinking_together.survey.answering.filling import Marks, Template, from_data
from thinking_together.survey.answering.models import PageSet
from thinking_together.survey.form import pages
from thinking_together.survey.form.pages import Page, pages_of
from thinking_together.survey.form.questionnaire import Item, Questionnaire, variables_of
from thinking_together.survey.form.reading import from_content
from thinking_together.survey.form.routing import Router
from thinking_together.survey.held.record import Record
from thinking_together.survey.models import QuestionnaireVersion

ITEM = "survey/answering/item.html"


class Changed(RuntimeError):
    """Compiled pages are not those that their hash was made of."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A question as HTML: as it is, and with a message of what is wrong."""

    plain: Template
    wrong: Template


@dataclass(frozen=True)
class Survey:
    """Everything about one version that its pages need."""

    asked: Questionnaire
    router: Router
    record: Record
    pages: tuple[Page, ...]
    fragments: dict[str, Fragment]

    @cached_property
    def variables(self) -> dict[str, tuple[str, ...]]:
        """The codes of each item's variables, by the item's."""
        return {item.code: tuple(variable.code for variable in variables_of(item)) for item in self.asked.items}

    def page(self, number: int) -> Page | None:
        return self.pages[number - 1] if 0 < number <= len(self.pages) else None


@lru_cache(maxsize=16)
def survey_of(version: int, sha256: str) -> Survey:
    """Of a version that never changes: worked out once a process."""
    found = QuestionnaireVersion.objects.get(pk=version)
    asked = from_content(json.loads(found.document))
    return Survey(asked, Router(asked), Record(asked), pages_of(asked), fragments(compiled(found)))


def compiled(version: QuestionnaireVersion) -> str:
    """The content of the version's pages by the templates of this program; made and kept where it is not there."""
    made_by = maker()
    kept = PageSet.objects.filter(questionnaire=version, made_by=made_by).first()
    if kept is None:
        content = make(from_content(json.loads(version.document)), version.sha256)
        new = {"content": content, "sha256": hashlib.sha256(content.encode()).hexdigest()}
        kept, _ = PageSet.objects.get_or_create(questionnaire=version, made_by=made_by, defaults=new)
    if hashlib.sha256(kept.content.encode()).hexdigest() != kept.sha256:
        raise Changed(f"the pages of version {version.pk} were changed after they were compiled")
    return kept.content


def make(asked: Questionnaire, secret: str) -> str:
    """Every question of every page, with places for answers."""
    marks = Marks(secret)
    found = {}
    for page in pages_of(asked):
        for item in page.items:
            both = (_rendered(item, marks, len(page.items) == 1, wrong) for wrong in (False, True))
            found[item.code] = [marks.split(html).as_data() for html in both]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _rendered(item: Item, marks: Marks, alone: bool, problem: bool) -> str:
    template = engines["jinja2"].get_template(ITEM)
    return str(template.render({"item": item, "mark": marks.mark, "alone": alone, "problem": problem}))


def fragments(content: str) -> dict[str, Fragment]:
    return {code: Fragment(from_data(plain), from_data(wrong)) for code, (plain, wrong) in json.loads(content).items()}


@cache
def maker() -> str:
    """Tells the templates and the code by which pages are made."""
    here = Path(__file__).parent
    template = here.parent / "jinja2" / ITEM
    files = [template, *(Path(module.__file__ or "") for module in (filling, pages)), Path(__file__)]
    told = hashlib.sha256(installed("govuk-frontend-jinja").encode())
    for file in files:
        told.update(file.read_bytes())
    return told.hexdigest()
