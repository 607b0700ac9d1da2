"""People who sign in, the organisations they work for, and invitations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import make_password
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", "Council"
    NHS = "nhs", "NHS"
    SCHOOL = "school", "School or college"
    VOLUNTARY = "voluntary", "Voluntary, community or faith"
    UNIVERSITY = "university", "University"
    OTHER = "other", "Other"


class Organisation(models.Model):
    """Who people work for; the same in every programme."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind, default=OrganisationKind.OTHER)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="organisation_name_once")]

    def __str__(self) -> str:
        return self.name


class People(models.Manager["Person"]):
    """Found by address, whatever its case."""

    def get_by_natural_key(self, email: str) -> Person:
        return self.get(email=email.lower())


class Person(AbstractBaseUser):
    """Somebody who signs in. The address is the identifier; there is no username, and a password is never usable."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="people")
    is_active = models.BooleanField(default=True)
    is_installation_staff = models.BooleanField(default=False)
    may_begin_programmes = models.BooleanField(default=False)
    joined = models.DateTimeField(default=timezone.now)

    objects = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["name", "email"]
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name or self.email or "An erased person"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        if not self.password:
            self.password = make_password(None)
        super().save(*args, **kwargs)

    def has_usable_password(self) -> bool:
        return False


class Invitation(models.Model):
    """That somebody may come in: good once and until it expires. Only the SHA-256 of its token is kept."""

    email = models.EmailField("e-mail address", max_length=254)
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    installation_staff = models.BooleanField(default=False)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made"]

    def __str__(self) -> str:
        return self.email

    def open_at(self, moment: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted is None and self.withdrawn is None and moment < self.expires
