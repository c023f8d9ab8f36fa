"""The sandbox: a whole chat platform in the store, for trying out, demos and tests."""

from bot.ports import Clock, Store
from integrations.sandbox.cards import as_text, from_body, to_body
from integrations.sandbox.clock import SandboxClock
from integrations.sandbox.forms import OpenForm
from integrations.sandbox.inbound import SandboxInbound
from integrations.sandbox.items import (
    BOT,
    PLATFORM,
    Shown,
    channel,
    conversation_of,
    direct,
    user_of,
)
from integrations.sandbox.outbound import SandboxChat
from integrations.sandbox.settings import SandboxSettings
from integrations.sandbox.terminal import chat

__all__ = [
    "BOT",
    "PLATFORM",
    "OpenForm",
    "SandboxChat",
    "SandboxClock",
    "SandboxInbound",
    "SandboxSettings",
    "Shown",
    "as_text",
    "build",
    "channel",
    "chat",
    "conversation_of",
    "direct",
    "from_body",
    "to_body",
    "user_of",
]


def build(*, store: Store, clock: Clock) -> SandboxChat:
    """The sandbox as a ChatPlatform over a store."""
    return SandboxChat(store=store, clock=clock)
