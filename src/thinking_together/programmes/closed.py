"""What is said of a programme that is archived or will be deleted."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from thinking_together.analysis.tables import day
from thinking_together.core.banners import Banner
from thinking_together.core.permissions import Permission, allows
from thinking_together.programmes.models import Membership, Programme


def why_closed(slug: str) -> str | None:
    """Why nothing of the programme can be changed; nothing where it can."""
    archived = Programme.objects.filter(slug=slug, archived__isnull=False).exists()
    return "This programme is archived, so it can only be read. A lead can bring it back." if archived else None


def banners_of(member: Membership) -> Iterator[Banner]:
    """Above every page of the programme."""
    programme = member.programme
    if programme.archived is None:
        return
    href = reverse("setup_close", args=[programme.slug]) if allows(member, Permission.SET_UP) else ""
    if programme.deleted_on is not None:
        text = "Until then a lead can keep it. It can be read and not changed."
        yield Banner(f"To be deleted on {day(programme.deleted_on)}", text, "Keep it", href)
    else:
        yield Banner("Archived", "This programme can be read and not changed.", "Bring it back", href)
