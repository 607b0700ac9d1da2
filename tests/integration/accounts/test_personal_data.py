"""Every app that holds personal data says how it is exported and erased."""

from __future__ import annotations

import json

import pytest
from django.apps import apps
from django.db import models
from tests.factories import people

from thinking_together.accounts.domain.people import export_person
from thinking_together.accounts.models import Person
from thinking_together.core import personal_data
from thinking_together.core.permissions import Role

# The sign-in library's tables go with the person, by cascade.
BY_ACCOUNTS = {"account", "mfa", "socialaccount", "usersessions"}


def personal(model: type[models.Model]) -> list[str]:
    """The fields that point to a person or hold an address."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField)
        or (isinstance(field, models.ForeignKey) and field.related_model is Person)
    ]


def test_every_app_that_holds_personal_data_is_in_the_register() -> None:
    holding = {model._meta.app_label for model in apps.get_models() if personal(model)}
    assert {"accounts", "core", "programmes", "account"} <= holding
    assert holding - personal_data.registered() - BY_ACCOUNTS == set()


def test_what_the_sign_in_library_holds_goes_with_the_person() -> None:
    for model in apps.get_models():
        if model._meta.app_label in BY_ACCOUNTS:
            for field in model._meta.get_fields():
                if isinstance(field, models.ForeignKey) and field.related_model is Person:
                    assert field.remote_field.on_delete is models.CASCADE, model


@pytest.mark.django_db
def test_the_export_is_json_of_this_person_alone_without_secrets() -> None:
    alder = people.programme("alder")
    sam = people.member(alder, Role.CODER, "sam@trust.example", name="Sam 🌿").person
    people.member(alder, Role.VIEWER, "eve@trust.example", name="Eve")
    secret = people.with_app(sam)
    client = people.visit(sam)
    response = client.get("/account/data")
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    told = json.loads(response.content)
    assert set(told) >= {"accounts", "programmes", "core"}
    assert told["accounts"]["name"] == "Sam 🌿"
    assert told["programmes"]["memberships"] == [
        {"programme": "Alder", "role": "coder", "sector": "", "organisation": ""}
    ]
    assert "eve" not in response.content.decode().lower()
    assert secret not in response.content.decode()
    assert json.loads(json.dumps(export_person(sam))) == told | {"accounts": told["accounts"]}
