"""What is offered to be kept out of plain words, for tests of proposals."""

from bot.messages import Actions, Message, plain
from tests.fakes import Office

PROMISE = "Teams met twice. I'll share the rubric with grade 4 by Friday."


async def asked(office: Office, text: str = PROMISE, who: str = "boyd") -> list[str]:
    """What is offered for a reply to a check-in, a line for each button to keep it."""
    await office.tick()
    return offers((await office.say(who, text)).reply)


def offers(message: Message | None) -> list[str]:
    """The lines of a message that may be kept."""
    assert message is not None
    rows = [block for block in message.blocks if isinstance(block, Actions)]
    return [plain(row.text) for row in rows if row.buttons[0].action == "capture.keep"]
