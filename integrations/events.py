"""Keys of events, for platforms that tell of one thing more than once; pure."""

import hashlib
import json

DOUBLE = 60
"""Seconds within which a button that types a line was pressed twice by mistake."""


def key_of(*parts: object) -> str:
    """The same key for the same parts, which are plain data."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
