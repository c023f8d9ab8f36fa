"""History to load: tables of what was seen and measured before Headway was there."""

from collections.abc import Mapping
from typing import Any

from bot.load.history.data_teams import DATA_TEAMS
from bot.load.history.indicators import INDICATORS
from bot.load.history.kinds import Kind
from bot.load.history.walkthroughs import WALKTHROUGHS

KINDS: Mapping[str, Kind[Any]] = {
    "walkthroughs": WALKTHROUGHS,
    "datateams": DATA_TEAMS,
    "indicators": INDICATORS,
}
"""The kinds by the words that are typed for them."""

__all__ = ["KINDS", "Kind"]
