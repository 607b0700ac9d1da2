"""The survey that anybody may try in the demonstration: all that is answered to an invented programme is a trial."""

from __future__ import annotations

from django.urls import reverse

from thinking_together.survey.models import SurveyLink


def way_to_try() -> str:
    """The address under which everybody answers; empty where no invented programme has its survey open."""
    links = SurveyLink.objects.filter(collection__programme__invented=True, collection__closed=None)
    link = links.filter(sector="", trial=False).select_related("collection__programme").first()
    if link is None:
        return ""
    return reverse("survey_introduction", args=[link.collection.programme.slug, link.code])
