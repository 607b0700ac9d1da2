from __future__ import annotations

from datetime import date

from django.template import engines


def render(template: str, **context: object) -> str:
    return engines["jinja2"].from_string(template).render(context)


def test_what_is_shown_is_escaped() -> None:
    assert render("{{ name }}", name="<b>&") == "&lt;b&gt;&amp;"


def test_a_parameter_that_was_not_given_is_empty_however_deep() -> None:
    assert render("[{{ params.a.b }}]") == "[]"


def test_components_of_the_design_system_are_found_and_escape_text() -> None:
    macro = '{% from "govuk_frontend_jinja/components/tag/macro.html" import govukTag %}{{ govukTag({"text": t}) }}'
    shown = render(macro, t="<script>")
    assert "govuk-tag" in shown
    assert "<script>" not in shown


def test_dates_and_addresses_are_written_as_readers_know_them() -> None:
    assert render("{{ day | day }}", day=date(2023, 3, 3)) == "3 March 2023"
    assert render("{{ url('support') }}") == "/support"
