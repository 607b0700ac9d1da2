"""The invented example in a database of its own, with its report's edition and its people."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path


def own_database(port: int) -> Path:
    """A database of the demonstration's own, made anew each time, beside the installation's own data.

    To be called before Django is set up. Returns the installation's folder, where pictures drawn once are kept.
    """
    var = Path(os.environ.get("TT_VAR") or "var").resolve()
    folder = var / "demo"
    if folder.exists():
        shutil.rmtree(folder)
    os.environ["TT_VAR"] = str(folder)
    os.environ["TT_MODE"] = "demo"
    os.environ["TT_ADDRESS"] = f"http://127.0.0.1:{port}"  # what links in messages and on posters begin with
    os.environ["TT_SECRET_KEY"] = secrets.token_urlsafe(50)  # one for all processes, so that visits last
    for real in ("DATABASE_URL", "TT_ALLOWED_HOSTS", "TT_DEBUG", "TT_HTTPS"):
        os.environ.pop(real, None)
    return var
