"""A place, the programme run there, its sectors and partners, the six phases, and who takes part."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from thinking_together.accounts.models import Invitation, Organisation
from thinking_together.core.permissions import Role


class PhaseCode(models.TextChoices):
    NETWORK = "network", "Launch and learning network"
    SURVEY = "survey", "Workforce survey"
    LOCAL_DATA = "local_data", "Review of local data"
    REFLECTION = "reflection", "Reflective sessions"
    LITERATURE = "literature", "Rapid review of grey literature"
    BASELINE = "baseline", "NICE baseline assessment"


class Programme(models.Model):
    """One programme in one place. ``as_of`` is its clock: reports are written as of that day."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120)
    area_code = models.CharField(max_length=12)
    comparator_code = models.CharField(max_length=12, default="E92000001")
    invented = models.BooleanField(default=False)
    as_of = models.DateField()
    lead = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    children_number = models.CharField("local number for concerns about a child", max_length=200, blank=True)
    local_support = models.CharField("local support line", max_length=300, blank=True)

    def __str__(self) -> str:
        return self.title


class Sector(models.Model):
    """A part of the local workforce, with the headcount that participation is measured against."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sectors")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="sector_code_once")]

    def __str__(self) -> str:
        return self.name


class Partner(models.Model):
    """An organisation that takes part in the programme; in the baseline it answers as an agency."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="partners")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    sector = models.ForeignKey(Sector, models.RESTRICT, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="partners")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="partner_code_once")]

    def __str__(self) -> str:
        return self.name


class Phase(models.Model):
    """When one of the six phases ran, and in a sentence or two how."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases")
    code = models.CharField(max_length=20, choices=PhaseCode)
    starts = models.DateField()
    ends = models.DateField()
    summary = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="phase_once")]

    def __str__(self) -> str:
        return self.get_code_display()


class Participant(models.Model):
    """A person of the workforce who takes part. The e-mail address never leaves in a bundle."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="participants")
    code = models.CharField(max_length=80)
    sector = models.ForeignKey(Sector, models.RESTRICT)
    partner = models.ForeignKey(Partner, models.RESTRICT, null=True, blank=True)
    role = models.CharField(max_length=120, blank=True)
    interests = models.JSONField(default=list, blank=True)
    email = models.EmailField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="participant_code_once")]

    def __str__(self) -> str:
        return self.code


ROLES = [(role.value, role.label) for role in Role]


class Membership(models.Model):
    """That a person takes part in running a programme, and as what; one role a person."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=30, choices=ROLES)
    sector = models.ForeignKey(Sector, models.SET_NULL, null=True, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["person__name", "person__email"]
        constraints = [models.UniqueConstraint(fields=["programme", "person"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.person}, {Role(self.role).label.lower()}"


class InvitedRole(models.Model):
    """What an invitation promises in a programme."""

    invitation = models.OneToOneField(Invitation, models.CASCADE, related_name="invited_role")
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="invited_roles")
    role = models.CharField(max_length=30, choices=ROLES)
    sector = models.ForeignKey(Sector, models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["invitation__email"]

    def __str__(self) -> str:
        return f"{self.invitation}, {Role(self.role).label.lower()}"
