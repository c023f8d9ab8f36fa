"""The sandbox with somebody in the bot's place, whose answers are written down beforehand."""

from datetime import UTC, datetime

from bot.messages import (
    Actions,
    Button,
    Field,
    FieldKind,
    Form,
    Html,
    Incoming,
    Message,
    Option,
    Paragraph,
    Response,
    Sender,
    safe,
)
from bot.ports import Parcel, Store
from integrations.sandbox import SandboxChat, SandboxClock, SandboxInbound, chat

MONDAY = datetime(2027, 1, 11, 13, tzinfo=UTC)

CARD = Message(
    text="Two minutes for the effort?",
    blocks=(
        Paragraph(text=Html("Two minutes for the effort?")),
        Actions(
            text=Html("Data teams"),
            buttons=(
                Button(label="slow", action="checkin.tap", value="k1/slow"),
                Button(label="steady", action="checkin.tap", value="k1/steady", chosen=True),
            ),
        ),
    ),
)

FORM = Form(
    title="Check-in",
    action="checkin.answer",
    value="k1",
    intro=safe("Last week you promised a rubric."),
    fields=(
        Field(key="where", label="Where are you?", kind=FieldKind.LINES, value="On the way"),
        Field(
            key="who",
            label="Who reads it?",
            kind=FieldKind.CHOICE,
            value="leaders",
            options=(
                Option(value="partner", label="Partner"),
                Option(value="leaders", label="All"),
            ),
        ),
        Field(key="by", label="By when?", kind=FieldKind.DATE, required=True, hint="A school day."),
    ),
)


class Desk:
    """An Inbound that writes down what comes and gives the answers that lie ready."""

    def __init__(self, *answers: Response) -> None:
        self.events: list[Incoming] = []
        self.answers = list(answers)

    async def handle(self, event: Incoming) -> Response:
        self.events.append(event)
        return self.answers.pop(0) if self.answers else Response()

    async def without_names(self, sender: Sender, text: str) -> str:
        return text

    async def home(self, sender: Sender, at: datetime) -> Message:
        return Message(text=f"The home of {sender.user}")


class Sandbox:
    """All of the sandbox around one desk."""

    def __init__(self, store: Store, *answers: Response) -> None:
        self.desk = Desk(*answers)
        self.store = store
        self.clock = SandboxClock(store=store)
        self.chat = SandboxChat(store=store, clock=self.clock)
        self.people = SandboxInbound(
            store=store, inbound=self.desk, chat=self.chat, clock=self.clock, workspace="riverbend"
        )

    async def texts(self, key: str, *, reader: str | None = None) -> list[str]:
        """What was said in a conversation, the oldest first."""
        shown = await self.people.conversation(key, reader=reader)
        return [one.message.text for one in reversed(shown)]

    async def post(self, parcel: Parcel) -> str:
        """Send as the bot."""
        return await self.chat.send(parcel)


class Screen:
    """What stands on somebody's screen, and the lines that they are going to type."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.written: list[str] = []
        self.passes = 0

    async def read(self, prompt: str) -> str | None:
        self.written.append(prompt)
        return self.lines.pop(0) if self.lines else None

    def write(self, text: str) -> None:
        self.written.append(text)

    async def pass_time(self) -> None:
        self.passes += 1

    @property
    def text(self) -> str:
        return "\n".join(self.written)


async def talk(world: Sandbox, *lines: str, user: str = "boyd") -> Screen:
    """What the user's screen shows after the terminal chat has read these lines."""
    screen = Screen(*lines)
    await chat(world.people, user, read=screen.read, write=screen.write, pass_time=screen.pass_time)
    return screen
