"""An inside of the bot for tests of a platform: it answers as it is told."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.messages import Incoming, Message, Response, Sender


@dataclass(kw_only=True)
class Inside:
    """An inside of the bot's that answers as it is told, or fails."""

    response: Response = field(default_factory=Response)
    fails: bool = False
    page: Message = field(default_factory=lambda: Message(text=""))
    heard: list[Incoming] = field(default_factory=list)

    async def handle(self, event: Incoming) -> Response:
        self.heard.append(event)
        if self.fails:
            raise RuntimeError("The database is gone.")
        return self.response

    async def without_names(self, sender: Sender, text: str) -> str:
        return text.replace("Mrs. Alvarez", "a teacher")

    async def home(self, sender: Sender, at: datetime) -> Message:
        return self.page
