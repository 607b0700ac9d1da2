"""A place, the programme run there, its sectors and partners, the six phases, and who takes part."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

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
    reading_rota = models.CharField("who reads free text, and when", max_length=500, blank=True)
    support_confirmed = models.DateField(null=True, blank=True)
    support_confirmed_as = models.CharField(max_length=64, blank=True)  # fingerprint of the lines as they were then
    begun_by = models.UUIDField(null=True, unique=True, editable=False)  # the form that made it, however often sent
    archived = models.DateTimeField(null=True, blank=True)
    deleted_on = models.DateField("day on which everything of it is deleted", null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Sector(models.Model):
    """A part of the local workforce, with the headcount that participation is measured against."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="sectors")
    code = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    includes = models.CharField("who belongs to it", max_length=300, blank=True)
    headcount = models.PositiveIntegerField("how many people work in it", null=True, blank=True)
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
    starts = models.DateField("first day")
    ends = models.DateField("last day")
    summary = models.TextField("how it is done", blank=True)
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


class DutyCode(models.TextChoices):
    """What somebody answers for in a programme. Each phase has a lead of its own, by its code."""

    LEAD = "lead", "Programme lead"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
    SAFEGUARDING_DEPUTY = "safeguarding_deputy", "Deputy safeguarding lead"
    NETWORK = "network", "Lead of the launch and learning network"
    SURVEY = "survey", "Lead of the workforce survey"
    LOCAL_DATA = "local_data", "Lead of the review of local data"
    REFLECTION = "reflection", "Lead of the reflective sessions"
    LITERATURE = "literature", "Lead of the review of grey literature"
    BASELINE = "baseline", "Lead of the NICE baseline assessment"


SAFEGUARDING = (DutyCode.SAFEGUARDING_LEAD, DutyCode.SAFEGUARDING_DEPUTY)


class Responsible(models.Model):
    """A named person who answers for something; a member or not, known as one by the e-mail address."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="responsible")
    duty = models.CharField(max_length=30, choices=DutyCode)
    name = models.CharField(max_length=300)
    email = models.EmailField("e-mail address", max_length=254, blank=True)
    phone = models.CharField("telephone number", max_length=60, blank=True)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "duty"], name="duty_once")]

    def __str__(self) -> str:
        return self.get_duty_display()


class Pause(models.Model):
    """That nothing goes out: of the whole programme, or to and about one organisation. Open until ``ended``."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="pauses")
    partner = models.ForeignKey(Partner, models.CASCADE, null=True, blank=True, related_name="pauses")
    since = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(ended=None, partner=None), name="one_open_pause_of_all"
            ),
            models.UniqueConstraint(
                fields=["partner"], condition=Q(ended=None, partner__isnull=False), name="one_open_pause_of_a_partner"
            ),
        ]

    def __str__(self) -> str:
        return f"Pause of {self.partner or 'everything'}"


class RetentionCode(models.TextChoices):
    """What is kept for a time, and no longer."""

    CONTACTS = "contacts", "Names and e-mail addresses of people who took part"
    ANSWERS = "answers", "Anonymous answers to the survey, one by one"
    NOTES = "notes", "Notes of sessions and meetings"
    AUDIT = "audit", "The record of who did what"


class Retention(models.Model):
    """For how many months after the end of the last phase something is kept, and why; when it was last deleted."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="retention")
    code = models.CharField(max_length=20, choices=RetentionCode)
    months = models.PositiveSmallIntegerField("months after the last phase")
    why = models.CharField(max_length=300)
    deleted = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="retention_once")]

    def __str__(self) -> str:
        return self.get_code_display()


class Concern(models.Model):
    """That a reader fears for a child or for somebody who spoke, and what was done about it.

    ``words`` are what stood where ``about`` says, out of everybody's sight but that of those who answer for
    safeguarding; they leave this record once it is settled. ``key`` is of the form that raised it.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="concerns")
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    worry = models.TextField("what worries you", blank=True)
    words = models.TextField(blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField(default=timezone.now)
    done = models.TextField("what was done", blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at", "-pk"]

    def __str__(self) -> str:
        return f"Safeguarding concern {self.pk}"
