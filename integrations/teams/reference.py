"""How a sent message is named: its tenant, app and conversation, and its activities there."""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from bot.domain.errors import UnreachableError
from integrations.teams.values import Conversation


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A message of ours; ``TENANT/APP/CONVERSATION/ID`` as text, ``…/ID,ID`` if it took two.

    Each part is percent-encoded: ids of Teams hold ``:``, ``@``, ``;``, ``=`` and ``/``. Where
    Teams takes requests is no part of it, for that changes.
    """

    tenant: str
    app: str
    conversation: str
    ids: tuple[str, ...]

    def __str__(self) -> str:
        place = (quote(part, safe="") for part in (self.tenant, self.app, self.conversation))
        return "/".join((*place, ",".join(quote(each, safe="") for each in self.ids)))

    @classmethod
    def of(cls, at: Conversation, *ids: str) -> "Reference":
        """The message of these activities in a conversation."""
        return cls(tenant=at.tenant, app=at.app, conversation=at.thread(None).id, ids=ids)

    @classmethod
    def read(cls, text: str) -> "Reference":
        """From its text. Raises UnreachableError if it names nothing at Teams."""
        parts = text.split("/")
        ids = tuple(unquote(each) for each in parts[-1].split(","))
        if len(parts) != 4 or not all((*ids, parts[0], parts[2])):
            raise UnreachableError("This does not name a message at Teams.")
        tenant, app, conversation, _ = map(unquote, parts)
        return cls(tenant=tenant, app=app, conversation=conversation, ids=ids)
