"""The home tab: each person's own page in the app.

https://docs.slack.dev/surfaces/app-home
"""

import structlog

from bot.domain.errors import HeadwayError
from bot.messages import Html, Message, Sender
from bot.ports import Clock, Inbound
from integrations.fresh import Fresh
from integrations.notes import Notes
from integrations.patience import patiently
from integrations.slack.api import Workspaces
from integrations.slack.cards import home
from integrations.values import Values
from prompts.words import words

log = structlog.get_logger()

_KIND = "home"


class Home:
    """Shows people their home when they open it, and again when something has changed."""

    def __init__(self, *, inbound: Inbound, clock: Clock, slack: Workspaces, notes: Notes) -> None:
        self._inbound = inbound
        self._clock = clock
        self._slack = slack
        self._notes = notes
        self._values = Values(notes)
        self._unopened: Fresh[str, bool] = Fresh()

    async def opened(self, team: str, sender: Sender) -> None:
        """Show somebody their home, and from now on keep it up to date."""
        key = f"{team}/{sender.user}"
        if await self._notes.get(_KIND, key) is None:
            await self._notes.put(_KIND, key, {"opened": True})
        self._unopened.forget(key)
        await self._publish(team, sender)

    async def changed(self, team: str, sender: Sender) -> None:
        """Show it anew to somebody who has opened it before."""
        key = f"{team}/{sender.user}"
        if self._unopened.get(key):
            return
        if await self._notes.get(_KIND, key):
            await self._publish(team, sender)
        else:
            self._unopened.put(key, True)

    async def _publish(self, team: str, sender: Sender) -> None:
        """https://docs.slack.dev/reference/methods/views.publish."""
        shown: Message = await self._inbound.home(sender, await self._clock.now())
        await self._values.keep(shown)
        view = home(shown.blocks, more=_more)
        try:
            await patiently(
                lambda: self._slack.call(team, "views.publish", user_id=sender.user, view=view)
            )
        except HeadwayError as error:
            log.warning("A home was not shown.", action="home_refused", reason=str(error))


def _more(left_out: int) -> Html:
    return words("slack").rich("home_more", count=left_out)
