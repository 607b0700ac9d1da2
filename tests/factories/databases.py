"""Databases on the PostgreSQL server that ``DATABASE_URL`` names."""

from __future__ import annotations

import os
import uuid
from urllib.parse import urlsplit, urlunsplit

import psycopg


def new_database(template: str = "") -> str:
    """The address of an empty database, or of a copy of the one at ``template``, which nobody may be using."""
    name = f"tt_{uuid.uuid4().hex}"
    copied = f' TEMPLATE "{name_of(template)}"' if template else ""
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{copied}')
    return urlunsplit(urlsplit(_server())._replace(path=f"/{name}"))


def drop(url: str) -> None:
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name_of(url)}" WITH (FORCE)')


def name_of(url: str) -> str:
    return urlsplit(url).path[1:]


def _server() -> str:
    return os.environ["DATABASE_URL"]
