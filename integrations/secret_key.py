"""``HEADWAY_SECRET_KEY``: one key, or several with commas between; pure."""

SHORTEST_KEY = 32
"""Characters of each key."""


def good_key(secret_key: str | None) -> bool:
    """Whether each key in ``HEADWAY_SECRET_KEY`` is long enough."""
    return all(len(key) >= SHORTEST_KEY for key in keys_in(secret_key or ""))


def keys_in(secret_key: str) -> list[str]:
    """The keys: the first one seals and signs, each opens and checks."""
    return [key.strip() for key in secret_key.split(",")]
