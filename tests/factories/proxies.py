"""The shipped recipes for proxies, with ports and paths changed, before a site that tells what it was asked."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

HOST = "thinking.example.org"
VISITOR = "Visitor/9"
NGINX_AROUND = """pid {folder}/nginx.pid; error_log {folder}/main.log notice; worker_processes 1;
daemon off; events {{}}
http {{ access_log {folder}/default.log; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; include {folder}/site.conf; }}"""


class Site(BaseHTTPRequestHandler):
    """Answers with the headers that reached it."""

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told = json.dumps(dict(self.headers.items())).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Nothing: the test's own output."""


@dataclass(frozen=True)
class Before:
    """A proxy before the site: its folder, and how it is asked."""

    folder: Path
    open_port: int
    port: int
    site: ThreadingHTTPServer

    def ask(self, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        told = {"Host": HOST, "User-Agent": VISITOR} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        asked = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=60)
        asked.sock = self._line()
        asked.request("POST" if body else "GET", path, body or None, told)
        answer = asked.getresponse()
        status, words = answer.status, answer.read().decode()
        asked.close()
        return status, words

    def _line(self) -> ssl.SSLSocket:
        """An encrypted line on which the site's own name was asked for."""
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        return context.wrap_socket(plain, server_hostname=HOST)

    def written(self) -> str:
        return "".join(log.read_text() for log in self.folder.glob("*.log"))


@contextmanager
def before_the_site(name: str, folder: Path, recipes: Path) -> Iterator[Before]:
    """``name`` is ``nginx`` or ``caddy``; ``recipes`` is the folder with both."""
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=site.serve_forever, daemon=True).start()
    before = Before(folder, _free_port(), _free_port(), site)
    _certificate(folder)
    command = {"nginx": _nginx, "caddy": _caddy}[name](before, recipes)
    folder.chmod(0o755)
    own = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    with (folder / "said.log").open("w") as said:
        running = subprocess.Popen(command, cwd=folder, env=own, stdout=said, stderr=said)
        try:
            _wait_for(before, running)
            yield before
        finally:
            running.terminate()
            running.wait()
            site.shutdown()
            site.server_close()


def _nginx(before: Before, recipes: Path) -> list[str]:
    folder = before.folder
    recipe = _changed(
        recipes / "nginx.conf",
        ("    listen [::]:443 ssl http2;\n", ""),
        ("    listen [::]:80;\n", ""),
        ("listen 443 ", f"listen 127.0.0.1:{before.port} "),
        ("listen 80;", f"listen 127.0.0.1:{before.open_port};"),
        (f"/etc/ssl/{HOST}/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
        ("http://127.0.0.1:8000;", f"http://127.0.0.1:{before.site.server_port};"),
    )
    (folder / "site.conf").write_text(recipe, encoding="utf-8")
    (folder / "nginx.conf").write_text(NGINX_AROUND.format(folder=folder), encoding="utf-8")
    return [shutil.which("nginx") or "/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _caddy(before: Before, recipes: Path) -> list[str]:
    """With a certificate that is there already; it fetches none."""
    ports = f"admin off\n\thttp_port {before.open_port}\n\thttps_port {before.port}\n\tdefault_bind 127.0.0.1\n"
    recipe = _changed(
        recipes / "Caddyfile",
        ("{\n\tlog default", f"{{\n\t{ports}\tlog default"),
        (f"\n{HOST} {{\n", f"\n{HOST} {{\n\ttls fullchain.pem privkey.pem\n"),
        ("127.0.0.1:8000", f"127.0.0.1:{before.site.server_port}"),
    )
    (before.folder / "Caddyfile").write_text(recipe, encoding="utf-8")
    return [shutil.which("caddy") or "caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile"]


def _changed(recipe: Path, *changes: tuple[str, str]) -> str:
    words = recipe.read_text(encoding="utf-8")
    for there, here in changes:
        assert there in words, there
        words = words.replace(there, here)
    return words


def _certificate(folder: Path) -> None:
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-keyout", "privkey.pem", "-out", "fullchain.pem", "-days", "2", "-subj", f"/CN={HOST}"]
    known = ["-addext", f"subjectAltName=DNS:{HOST}"]
    subprocess.run([*made, *names, *known], cwd=folder, check=True, capture_output=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(before: Before, running: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert running.poll() is None, before.written()
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", before.port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("it never listened")
