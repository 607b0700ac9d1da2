from __future__ import annotations

import socket

import pytest
import typer

from thinking_together.cli.serve import serve_until_interrupted


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
