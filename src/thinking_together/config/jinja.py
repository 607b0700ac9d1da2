"""The Jinja environment of every page."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils.timezone import localtime
from jinja2 import (
    BaseLoader,
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    PackageLoader,
    PrefixLoader,
)
from jinja2.bccache import Bucket

from thinking_together.analysis.tables import day
from thinking_together.config.database import VAR
from thinking_together.config.identity_providers import providers
from thinking_together.content.support import shipped_support
from thinking_together.core import brand
from thinking_together.core.audit_reading import in_words
from thinking_together.core.dates.fields import parts_of, wrong_parts
from thinking_together.core.markdown import page_html
from thinking_together.core.navigation import sections
from thinking_together.core.permissions import role_hints
from thinking_together.core.school_filters import quiet
from thinking_together.core.static_files import named_by_content


class KeptTemplates(FileSystemBytecodeCache):
    """Templates as they were compiled, for the next process; used only while their text is the same."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """A full disk loses speed only."""
        with suppress(OSError):
            Path(self.directory).mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def environment(*, loader: BaseLoader, **options: Any) -> Environment:
    """Our templates by their room's name, GOV.UK Frontend's as ``govuk_frontend_jinja/...``.

    Its macros ask for parameters that were not given, hence ``ChainableUndefined``.
    """
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["undefined"] = ChainableUndefined
    options["bytecode_cache"] = KeptTemplates(str(VAR / "templates"), "%s")
    env = Environment(  # noqa: S701 - Django's backend sets autoescape, and a test checks it
        loader=ChoiceLoader([loader, govuk]), **options
    )
    env.globals.update(static=named_by_content, url=_url, support_lines=shipped_support, notices=_notices)
    env.globals.update(role_hints=role_hints, identity_providers=providers(), sections=sections, brand=brand.current)
    env.globals.update(date_parts=parts_of, wrong_parts=wrong_parts)
    env.filters.update(day=day, moment=_moment, details=_details, action=in_words, markdown=page_html, quiet=quiet)
    return env


def _url(name: str, /, **parameters: object) -> str:
    return reverse(name, kwargs=parameters)


def _notices(request: Any) -> list[Any]:
    """What an earlier page has to tell; nothing where a page is made without a visit."""
    return list(get_messages(request)) if hasattr(request, "_messages") else []


def _moment(at: datetime) -> str:
    """Day and minute as clocks here show them."""
    here = localtime(at)
    return f"{day(here.date())}, {here:%H:%M}"


def _details(told: dict[str, Any]) -> str:
    return ", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in told.items())
