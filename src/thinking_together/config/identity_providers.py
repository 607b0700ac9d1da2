"""Other services' sign-in (OpenID Connect), such as Microsoft Entra ID or NHSmail, from the environment.

``TT_OIDC`` lists short names; each has ``TT_OIDC_<NAME>_SERVER`` and so on, the name in capitals.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from thinking_together.config import environment


@dataclass(frozen=True, slots=True)
class Provider:
    """``server`` is the issuer's address, under which ``/.well-known/openid-configuration`` lies.

    Of addresses in ``domains``, and of no other, its word is taken that they belong to whoever signs in there.
    """

    id: str
    name: str
    server: str
    client: str
    secret: str
    domains: tuple[str, ...]

    @property
    def origin(self) -> str:
        address = urlsplit(self.server)
        return f"{address.scheme}://{address.netloc}"


def providers() -> list[Provider]:
    """The providers of this installation; ``ImproperlyConfigured`` names the variable that is missing or wrong."""
    return [_provider(name) for name in environment.names("TT_OIDC")]


def _provider(name: str) -> Provider:
    prefix = "TT_OIDC_" + name.upper().replace("-", "_")
    told = {part: environment.text(f"{prefix}_{part}") for part in ("SERVER", "CLIENT", "SECRET")}
    for part, value in told.items():
        if not value:
            raise ImproperlyConfigured(f"TT_OIDC names {name!r}, but {prefix}_{part} is not set.")
    if not told["SERVER"].startswith("https://"):
        raise ImproperlyConfigured(f"{prefix}_SERVER must begin with https://")
    domains = tuple(domain.lower().lstrip("@") for domain in environment.names(f"{prefix}_DOMAINS"))
    if not domains:
        raise ImproperlyConfigured(f"{prefix}_DOMAINS is not set: list the e-mail domains that {name!r} vouches for.")
    title = environment.text(f"{prefix}_NAME", name)
    return Provider(name.lower(), title, told["SERVER"].rstrip("/"), told["CLIENT"], told["SECRET"], domains)
