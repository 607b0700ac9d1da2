"""When nothing goes out of itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Q
from django.utils import timezone

from thinking_together.core.writes import Actor, Unchanged, Written, write
from thinking_together.messaging.models import Delivery, DeliveryState, QuietHours
from thinking_together.programmes.domain.changing import changed, told
from thinking_together.programmes.models import Programme

FIELDS = ("begins", "ends")


@write("quiet_hours.set")
def set_quiet_hours(
    *, programme: Programme, version: str, yours: Mapping[str, object], by: Actor
) -> Written[QuietHours] | Unchanged[QuietHours]:
    """From when until when. What waits for the end of the old ones is looked at anew."""
    Programme.objects.select_for_update().get(pk=programme.pk)
    held, _ = QuietHours.objects.get_or_create(programme=programme)
    held, names = changed(held, version=version, yours=yours)
    if not names:
        return Unchanged(held)
    now = timezone.now()
    waiting = Delivery.objects.filter(message__programme=programme, state=DeliveryState.WAITING, tries=0)
    begun = Q(message__not_before=None) | Q(message__not_before__lte=now)
    waiting.filter(begun, next_try__gt=now).update(next_try=now, note="")
    return Written(held, held, told(names))
