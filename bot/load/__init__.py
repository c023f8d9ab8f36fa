"""Loading a partnership file into the store: only what changed, and a word on each change."""

from bot.load.loading import load
from bot.load.values import Difference, FileRefusedError, Mistake, PartnershipFile, What

__all__ = ["Difference", "FileRefusedError", "Mistake", "PartnershipFile", "What", "load"]
