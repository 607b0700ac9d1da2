"""How far the review of local data is."""

from __future__ import annotations

from django.db.models import Count

from thinking_together.local_data.models import Comparator, Dataset, Indicator
from thinking_together.programmes.models import Programme
from thinking_together.programmes.status import Stage, Status, Waiting, known

ANALYST = ("lead", "analyst")


def status(programme: Programme) -> Status:
    """Done once there are indicators with figures and areas to look at them beside; three statements."""
    datasets = Dataset.objects.filter(programme=programme).annotate(held=Count("figures"))
    filled = sum(bool(dataset.held) for dataset in datasets)
    indicators = Indicator.objects.filter(programme=programme).count()
    areas = Comparator.objects.filter(programme=programme).count()
    if not filled:
        return Status(Stage.NOT_STARTED, (), (Waiting("Bring in a download of public health figures.", ANALYST),))
    done = known(
        (filled, "dataset", "datasets"),
        (indicators, "indicator", "indicators"),
        (areas, "area to compare with", "areas to compare with"),
    )
    waiting = () if areas else (Waiting("Choose the areas to compare with.", ANALYST),)
    return Status(Stage.WAITING if waiting else Stage.DONE, done, waiting)
