from __future__ import annotations

import os
import socket

import pytest
import typer
from django.conf import settings

from thinking_together.cli.serve import serve_until_interrupted, server


def test_a_port_in_use_is_an_error_with_another_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(typer.Exit) as stopped:
            serve_until_interrupted("127.0.0.1", port)
    assert stopped.value.exit_code == 2
    told = capsys.readouterr()
    assert f"Cannot listen on 127.0.0.1 port {port}: " in told.err
    assert told.out == ""


def test_a_key_that_was_drawn_is_the_same_in_every_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TT_SECRET_KEY", raising=False)
    server("127.0.0.1", 0)
    assert os.environ["TT_SECRET_KEY"] == settings.SECRET_KEY
