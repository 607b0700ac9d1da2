"""The Jinja environment of every page."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import BaseLoader, ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from thinking_together.analysis.tables import day
from thinking_together.content.support import shipped_support


def environment(*, loader: BaseLoader, **options: Any) -> Environment:
    """Our templates by their room's name, GOV.UK Frontend's as ``govuk_frontend_jinja/...``.

    Its macros ask for parameters that were not given, hence ``ChainableUndefined``.
    """
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["undefined"] = ChainableUndefined
    env = Environment(  # noqa: S701 - Django's backend sets autoescape, and a test checks it
        loader=ChoiceLoader([loader, govuk]), **options
    )
    env.globals.update(static=static, url=_url, support_lines=shipped_support)
    env.filters["day"] = day
    return env


def _url(name: str, **parameters: object) -> str:
    return reverse(name, kwargs=parameters)
