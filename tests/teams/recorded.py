"""Activities as Teams sends them, from tests/teams/payloads/; all ids and names are invented."""

import json
from pathlib import Path

from tests.teams.fake.state import Json

PAYLOADS = Path(__file__).parent / "payloads"


def recorded(name: str, **changes: object) -> Json:
    """One of them by its file's name, with these fields in the place of its own."""
    found: Json = json.loads((PAYLOADS / f"{name}.json").read_text("utf-8"))
    return found | changes


def names() -> list[str]:
    """What there is."""
    return sorted(path.stem for path in PAYLOADS.glob("*.json"))
