"""What travels between the parts of Teams: the wire's own JSON, and the way to a conversation."""

from dataclasses import dataclass, field, replace
from typing import Any

Json = dict[str, Any]
"""An activity of the Bot Framework, or a part of one, with the wire's own names.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

_THREAD = ";messageid="


@dataclass(frozen=True, kw_only=True)
class App:
    """A bot's registration in Microsoft Entra ID; ``tenant`` is where it was registered.

    Only ``serve --local-teams`` has one without an id.
    """

    id: str
    password: str = field(repr=False)
    tenant: str


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A conversation and the way to it.

    ``app`` is the id of our registration, ``tenant`` the organisation's, ``service_url`` where
    Teams takes requests about it, and ``id`` has no ``;messageid=…`` unless ``thread`` added it.
    """

    app: str
    tenant: str
    service_url: str
    id: str

    @classmethod
    def of(cls, activity: Json, *, app: str) -> "Conversation":
        """Where an activity was heard; "" stands for what it does not say.

        The tenant is ``channelData.tenant.id``, which Teams always sends, or the conversation's.
        """
        conversation = _part(activity, "conversation")
        tenant = _part(_part(activity, "channelData"), "tenant").get("id")
        return cls(
            app=app,
            tenant=str(tenant or conversation.get("tenantId") or ""),
            service_url=str(activity.get("serviceUrl") or ""),
            id=str(conversation.get("id") or "").partition(_THREAD)[0],
        )

    def thread(self, root: str | None) -> "Conversation":
        """The thread under a channel's message; the conversation itself without a root.

        https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
        """
        bare = self.id.partition(_THREAD)[0]
        return replace(self, id=f"{bare}{_THREAD}{root}" if root else bare)


def _part(whole: Json, name: str) -> Json:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}
