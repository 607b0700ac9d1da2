"""A small sign-in service that speaks OpenID Connect, on this machine: for whole journeys, and for tokens that lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "thinking-together", "a secret of sixteen letters and more", "key-1"


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


OWN_KEY, ANOTHER_KEY = new_key(), new_key()


@dataclass
class OpenIdProvider:
    """``email`` is who sits before it. What stands in ``claims``, ``header`` and ``told`` is said instead of the truth;
    ``None`` leaves a claim out.
    """

    address: str = ""
    email: str = "sam@trust.example"
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    told: dict[str, Any] = field(default_factory=dict)
    key: Any = OWN_KEY
    algorithm: str = "RS256"
    without_token: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        return hashlib.sha256(self.email.encode()).hexdigest()[:16]

    def discovery(self) -> dict[str, Any]:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {f"{name}_endpoint": f"{self.address}/{path}" for name, path in ends.items()} | {
            "issuer": self.address,
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(OWN_KEY.public_key()))
        return {"keys": [public | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """The address to which the browser is sent back: this service asks nobody for a password."""
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert {"openid", "email"} <= set(asked["scope"].split())
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def token(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """Once for a code, to whom it was meant for; nothing to anybody else."""
        asked = self.codes.pop(sent.get("code", ""), None)
        if asked is None or (sent["client_id"], sent["client_secret"]) != (CLIENT, SECRET):
            return None
        proof = hashlib.sha256(sent["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        token = {"access_token": "access", "token_type": "Bearer", "expires_in": 60}
        return token if self.without_token else token | {"id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        true = {
            "iss": self.address,
            "sub": self.subject,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": nonce,
        }
        said = {name: value for name, value in (true | self.claims).items() if value is not None}
        return jwt.encode(said, self.key, algorithm=self.algorithm, headers={"kid": KEY_ID} | self.header)

    def userinfo(self) -> dict[str, Any]:
        return {"sub": self.subject, "email": self.email, "name": "Sam Reed"} | self.told


@contextmanager
def openid_provider() -> Iterator[OpenIdProvider]:
    """The service, listening."""
    provider = OpenIdProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, query = urlsplit(self.path).path, urlsplit(self.path).query
            if path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(_one_each(query)))
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif path == "/userinfo" and self.headers["Authorization"] != "Bearer access":
                self._json(401, {"error": "invalid_token"})
            else:
                known = {
                    "/.well-known/openid-configuration": provider.discovery,
                    "/keys": provider.keys,
                    "/userinfo": provider.userinfo,
                }
                self._json(200, known[path]())

        def do_POST(self) -> None:
            sent = _one_each(self.rfile.read(int(self.headers["Content-Length"])).decode())
            token = provider.token(sent)
            self._json(200 if token else 400, token or {"error": "invalid_grant"})

        def _json(self, status: int, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    provider.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _one_each(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
