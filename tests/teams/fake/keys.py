"""The keys with which Teams signs its requests to a bot, and tokens made with them.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from tests.teams.fake.state import Json

ISSUER = "https://api.botframework.com"
ENDORSED = ["msteams", "webchat", "skype"]


@cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """A key by its name, made once for all tests: making one takes its time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Keys:
    """What is published; ``first`` signs until the keys are rotated.

    ``unendorsed`` is published for other channels than Teams; ``stranger`` is not published.
    """

    issuer: str = ISSUER
    current: str = "first"
    published: dict[str, list[str] | None] = field(
        default_factory=lambda: {"first": list(ENDORSED), "unendorsed": ["webchat"]}
    )

    def rotate(self) -> None:
        """Publish and use ``second`` in the place of ``first``."""
        self.published = {"second": self.published.pop("first"), **self.published}
        self.current = "second"

    def shown(self) -> list[Json]:
        """The published keys, as a JWKS has them; a key without endorsements has no such field."""
        return [
            _jwk(name) | ({} if endorsed is None else {"endorsements": endorsed})
            for name, endorsed in self.published.items()
        ]

    def sign(self, claims: Json, *, key: str = "", kid: str | None = "", alg: str = "RS256") -> str:
        """A token. ``kid=None`` leaves the key's id out; ``alg`` may be ``none`` or ``HS256``."""
        name = key or self.current
        headers: dict[str, Any] = {} if kid is None else {"kid": kid or name, "x5t": kid or name}
        if alg == "RS256":
            return jwt.encode(claims, private_key(name), "RS256", headers=headers)
        return _unsound(claims, headers | {"alg": alg, "typ": "JWT"}, name)


def claims_for(app: str, service_url: str, issuer: str, **given: object) -> Json:
    """The claims of a good token, with those given in their place; None leaves one out."""
    now = int(time.time())
    claims: Json = {"serviceurl": service_url, "iss": issuer, "aud": app}
    claims |= {"nbf": now - 300, "exp": now + 3300}
    return {name: value for name, value in (claims | given).items() if value is not None}


def _jwk(name: str) -> Json:
    known: Json = json.loads(RSAAlgorithm.to_jwk(private_key(name).public_key()))
    return {"kty": "RSA", "use": "sig", "kid": name, "x5t": name, "n": known["n"], "e": known["e"]}


def _unsound(claims: Json, headers: Json, name: str) -> str:
    """Unsigned, or signed with the public key as if it were a shared secret."""
    body = b".".join(_part(json.dumps(one).encode()) for one in (headers, claims))
    if headers["alg"] == "none":
        return body.decode() + "."
    public = private_key(name).public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )  # fmt: skip
    return f"{body.decode()}.{_part(hmac.digest(public, body, hashlib.sha256)).decode()}"


def _part(raw: bytes) -> bytes:
    return urlsafe_b64encode(raw).rstrip(b"=")
