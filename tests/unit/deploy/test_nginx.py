"""The shipped recipe for nginx, with ports and paths changed, before a site that tells what it was asked."""

from __future__ import annotations

import http.client
import json
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
HOST = "thinking.example.org"
VISITOR = "Visitor/9"
AROUND = """pid {folder}/nginx.pid; error_log {folder}/main.log notice; worker_processes 1; daemon off; events {{}}
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
    """nginx before the site: its folder, and how it is asked."""

    folder: Path
    open_port: int
    port: int
    site: ThreadingHTTPServer

    def ask(self, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
        context = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        context.check_hostname = False
        asked = http.client.HTTPSConnection("127.0.0.1", self.port, context=context, timeout=60)
        told = {"Host": HOST, "User-Agent": VISITOR} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        asked.request("POST" if body else "GET", path, body or None, told)
        answer = asked.getresponse()
        status, words = answer.status, answer.read().decode()
        asked.close()
        return status, words

    def written(self) -> str:
        return "".join(log.read_text() for log in self.folder.glob("*.log"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Iterator[Before]:
    folder = tmp_path_factory.mktemp("nginx")
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=site.serve_forever, daemon=True).start()
    before = Before(folder, free_port(), free_port(), site)
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    names = ["-keyout", "privkey.pem", "-out", "fullchain.pem", "-days", "2", "-subj", f"/CN={HOST}"]
    subprocess.run([*made, *names], cwd=folder, check=True, capture_output=True)
    recipe = (repository / "deploy/proxy/nginx.conf").read_text(encoding="utf-8")
    for there, here in (
        ("    listen [::]:443 ssl http2;\n", ""),
        ("    listen [::]:80;\n", ""),
        ("listen 443 ", f"listen 127.0.0.1:{before.port} "),
        ("listen 80;", f"listen 127.0.0.1:{before.open_port};"),
        (f"/etc/ssl/{HOST}/", f"{folder}/"),
        ("/var/log/nginx/", f"{folder}/"),
        ("http://127.0.0.1:8000;", f"http://127.0.0.1:{site.server_port};"),
    ):
        assert there in recipe, there
        recipe = recipe.replace(there, here)
    (folder / "site.conf").write_text(recipe, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    folder.chmod(0o755)
    running = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
    wait_for(before.port, running)
    yield before
    running.terminate()
    running.communicate()
    site.shutdown()
    site.server_close()


def wait_for(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert running.poll() is None, running.communicate()[1].decode()
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx never listened")


def test_in_the_open_it_only_says_where_the_site_is_and_not_what_the_visitor_named(nginx: Before) -> None:
    asked = http.client.HTTPConnection("127.0.0.1", nginx.open_port, timeout=60)
    asked.request("GET", "/support?x=1", headers={"Host": "elsewhere.example"})
    answer = asked.getresponse()
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/support?x=1")
    asked.close()


@pytest.mark.parametrize("path", ["/sign-in/", "/s/autumn/"])
def test_what_a_visitor_claims_about_itself_does_not_reach_the_site(nginx: Before, path: str) -> None:
    """Tries are counted by address: whoever could name another one each time would never be stopped."""
    status, told = nginx.ask(path, X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="http")
    headers = json.loads(told)
    assert status == 200
    assert (headers["X-Forwarded-For"], headers["X-Forwarded-Proto"], headers["Host"]) == ("127.0.0.1", "https", HOST)


def test_what_is_too_large_for_the_site_to_say_so_gets_a_page(nginx: Before) -> None:
    assert nginx.ask("/x", b"0" * 1000)[0] == 200
    status, page = nginx.ask("/x", Content_Length=str(200_000_000))
    assert status == 413
    assert "<h1>What you sent is too large</h1>" in page and "nginx" not in page


def test_nobody_writes_down_who_came_also_while_the_site_is_away(nginx: Before) -> None:
    nginx.ask("/s/autumn/")
    nginx.site.shutdown()
    nginx.site.server_close()
    assert [nginx.ask(path)[0] for path in ("/s/autumn/", "/support")] == [502, 502]
    assert VISITOR not in nginx.written()
    assert "client: " not in nginx.written()
    assert "/s/autumn" not in nginx.written()
