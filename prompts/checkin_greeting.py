"""How a check-in begins: as ever, or for somebody who has just taken a place over."""

from bot.messages import Block, Heading, Paragraph
from prompts.words import words

FILE = "checkin"
NOON, EVENING = 12, 17


def greeting(name: str, *, hour: int, took_over_from: str = "") -> tuple[Block, ...]:
    """The first lines for somebody called ``name`` at that hour where they are (0 to 23)."""
    part = "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"
    values = {"part_of_day": part, "name": name, "old": took_over_from}
    if not took_over_from:
        return (Heading(text=words(FILE).rich("greeting", **values)),)
    return (
        Heading(text=words(FILE).rich("greeting_newcomer", **values)),
        Paragraph(text=words(FILE).rich("newcomer", **values)),
    )
