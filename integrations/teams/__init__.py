"""Microsoft Teams. Its libraries are imported when it is built: while off it costs nothing."""

from typing import TYPE_CHECKING

from integrations.core import Core
from integrations.teams.settings import PLATFORM, LocalTeamsSettings, TeamsSettings

if TYPE_CHECKING:
    from integrations.teams.building import Teams

__all__ = ["PLATFORM", "Core", "LocalTeamsSettings", "TeamsSettings", "build"]


def build(core: Core, settings: TeamsSettings) -> "Teams":
    """Teams' part with settings in which nothing is missing, see ``TeamsSettings.missing``."""
    from integrations.teams.building import build as put_together

    return put_together(core, settings)
