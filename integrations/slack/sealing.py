"""Keeping secrets in the database so that the database alone does not tell them."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Seal:
    """Seals plain data with ``HEADWAY_SECRET_KEY``: AES and a signature, by Fernet.

    The setting may hold several keys with commas between: the first one seals, each opens. So a
    key is changed by putting a new one in front. https://github.com/fernet/spec
    """

    def __init__(self, secret_key: str) -> None:
        """Derive a key of its own from each key, so that other uses cannot open what is sealed."""
        keys = [_fernet(key.strip()) for key in secret_key.split(",")]
        self._newest = keys[0]
        self._keys = MultiFernet(keys)

    def close(self, what: str, value: Mapping[str, object]) -> str:
        """The value, sealed as what it is: it opens in no other place."""
        return self._newest.encrypt(json.dumps([what, value]).encode()).decode()

    def open(self, what: str, sealed: str) -> dict[str, Any] | None:
        """What was sealed, or None if none of the keys opens it or it was sealed as another."""
        try:
            name, value = json.loads(self._keys.decrypt(sealed))
        except InvalidToken:
            return None
        return dict(value) if name == what else None

    def is_old(self, sealed: str) -> bool:
        """Whether it was sealed with another key than the first one."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return True
        return False


def _fernet(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"headway/slack/installs")
    return Fernet(urlsafe_b64encode(derived.derive(key.encode())))
