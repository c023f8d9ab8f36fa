"""Slack. Its libraries are imported when it is built, so that it costs nothing while it is off."""

from typing import TYPE_CHECKING

from integrations.core import Core
from integrations.slack.settings import PLATFORM, SlackSettings

if TYPE_CHECKING:
    from integrations.slack.building import Slack

__all__ = ["PLATFORM", "Core", "SlackSettings", "build"]


def build(core: Core, settings: SlackSettings, *, secret_key: str | None) -> "Slack":
    """Slack's part with settings in which nothing is missing, see ``SlackSettings.missing``."""
    from integrations.slack.building import build as put_together

    return put_together(core, settings, secret_key=secret_key)
