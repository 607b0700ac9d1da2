"""Published figures about the place, with where they come from and how they may be shown."""

from __future__ import annotations

from django.db import models

from thinking_together.programmes.models import Programme


class Polarity(models.TextChoices):
    LOW_IS_GOOD = "low_is_good", "low is good"
    HIGH_IS_GOOD = "high_is_good", "high is good"
    NO_JUDGEMENT = "no_judgement", "neither is good or bad"


class Dataset(models.Model):
    """One download. ``policy`` names the disclosure rule for counts below national level."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="datasets")
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=300)
    url = models.CharField(max_length=500, blank=True)
    licence = models.CharField(max_length=200)
    retrieved = models.DateField()
    policy = models.CharField(max_length=20)
    invented = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = [models.UniqueConstraint(fields=["programme", "name"], name="dataset_once")]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """What a figure measures. ``multiplier`` is what it is a rate per; 100 makes it a percentage."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="indicators")
    code = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    unit = models.CharField("what is counted", max_length=80)
    multiplier = models.FloatField()
    polarity = models.CharField(max_length=20, choices=Polarity)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="indicator_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class PublishedFigure(models.Model):
    """One observation of a dataset, as published; a number is null where it is missing or suppressed."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="figures")
    indicator = models.CharField(max_length=80)
    name = models.TextField()
    area = models.CharField(max_length=20)
    area_name = models.CharField(max_length=200)
    area_type = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=80, blank=True)
    age = models.CharField(max_length=80, blank=True)
    category_type = models.CharField(max_length=300, blank=True)
    category = models.CharField(max_length=300, blank=True)
    period = models.CharField(max_length=80)
    value = models.FloatField(null=True)
    lower95 = models.FloatField(null=True)
    upper95 = models.FloatField(null=True)
    lower998 = models.FloatField(null=True)
    upper998 = models.FloatField(null=True)
    count = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    note = models.TextField(blank=True)
    recent_trend = models.CharField(max_length=200, blank=True)
    compared_england = models.CharField(max_length=200, blank=True)
    sortable = models.CharField(max_length=20, blank=True)
    new_data = models.CharField(max_length=80, blank=True)
    compared_goal = models.CharField(max_length=200, blank=True)
    period_range = models.CharField(max_length=80, blank=True)
    parents = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.area} {self.period}"


class Comparator(models.Model):
    """An area of a list that this place is looked at beside. A new edition of a list is a new ``version``."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="comparators")
    version = models.CharField(max_length=80)
    area = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "version", "area"], name="comparator_once")]

    def __str__(self) -> str:
        return f"{self.version}: {self.name}"
