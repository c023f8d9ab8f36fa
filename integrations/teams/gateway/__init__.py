"""Everything that Microsoft's libraries for bots are needed for, and they nowhere else."""

from integrations.teams.errors import NotAllowedError
from integrations.teams.gateway.adapter import Handle
from integrations.teams.gateway.gateway import Gateway

__all__ = ["Gateway", "Handle", "NotAllowedError"]
