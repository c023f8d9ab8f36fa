"""The interfaces that the inside asks of the outside, each with its promise."""

from bot.ports.chat import Address, ChatPlatform, Inbound, Parcel
from bot.ports.clock import Clock
from bot.ports.dates import DateFound, DateReader
from bot.ports.engine import Engine, Queue, Run, Standing
from bot.ports.held import Held
from bot.ports.model import Model, ModelError, Request
from bot.ports.screen import Screen
from bot.ports.store import (
    AtLeast,
    AtMost,
    Below,
    Between,
    OneOf,
    PlatformItem,
    Store,
    Stored,
    Transaction,
)

__all__ = [
    "Address",
    "AtLeast",
    "AtMost",
    "Below",
    "Between",
    "ChatPlatform",
    "Clock",
    "DateFound",
    "DateReader",
    "Engine",
    "Held",
    "Inbound",
    "Model",
    "ModelError",
    "OneOf",
    "Parcel",
    "PlatformItem",
    "Queue",
    "Request",
    "Run",
    "Screen",
    "Standing",
    "Store",
    "Stored",
    "Transaction",
]
