"""Riverbend where somebody reads digests over, for tests of drafts."""

from dataclasses import replace
from datetime import datetime, time
from typing import Any

from bot.domain.cadence import DigestPlan
from bot.domain.delivery import Delivery, DeliveryKind
from bot.domain.digest import Digest, Line, PostedDigest, Section
from bot.domain.draft import DigestDraft
from bot.domain.facts import Facts
from bot.domain.material import Material
from bot.messages import Form, Message
from bot.ports.writer import Writer
from prompts.digest import TemplateWriter
from tests.collecting import EVIDENCE, LONGEST
from tests.fakes import Office, riverbend
from tests.jobs.looking import LEADERSHIP, PARTNER, found, ny, reload, riverbend_with
from tests.talking import said

FRIDAY, FIVE = ny("2027-01-15 15:00"), ny("2027-01-15 17:00")
PLAN = riverbend().partnership.digest or DigestPlan()
CHANNELS = {"leaders": LEADERSHIP, "partner": PARTNER}
OWN = "In other words for leaders."
WORDED = ("Lincoln meets.", "Marsh waits.", "Both need time.")
"""The sentences under "Where we are" in a digest by ``OtherWords``."""


class OtherWords:
    """A writer with words of its own: a headline and three sentences with their sources."""

    name = "openai"

    async def write(self, facts: Facts, material: Material) -> Digest:
        """The template's digest in these words."""
        plain = await TemplateWriter().write(facts, material)
        lines = tuple(Line(text=text, sources=(f"A-{n}",)) for n, text in enumerate(WORDED, 1))
        section = Section(key="where", title="Where we are", lines=lines)
        headline = Line(text=f"In other words for {material.audience.value}.", sources=("B-1",))
        return replace(plain, writer=self.name, headline=headline, sections=(section,))


OTHER_WORDS = OtherWords()


async def read_over_by(
    office: Office,
    who: str = "ortega",
    writer: Writer = OTHER_WORDS,
    **plan: Any,  # noqa: ANN401 - replace() checks them
) -> Office:
    """The office on Friday at 15:01, whose digests somebody reads over until 17:00."""
    over: dict[str, Any] = {"approve": who, "approve_by": time(17), **plan}
    digest = replace(PLAN, **over)
    office.tools = replace(office.tools, writer=writer)
    office.desk = replace(office.desk, tools=office.tools)
    await reload(office, riverbend_with(digest=digest))
    await office.tick()
    await office.tick(FRIDAY)
    office.now = at("15:01")
    return office


async def longest_draft() -> tuple[Message, Form]:
    """The card of a draft about a week of the longest texts, and the form behind its Edit."""
    office = await Office().open()
    for who, line in EVIDENCE:
        await office.say(who, line)
    for word in ("commit", "blocker", "helping"):
        for number in range(6):
            await office.say("boyd", f"/{word} {LONGEST} {number}")
    await read_over_by(office, "vance", TemplateWriter())
    card = shown(office, "vance")[-1]
    form = (await office.press("vance", card, "Edit")).form
    assert form is not None
    return card, form


async def drafts(office: Office) -> list[DigestDraft]:
    """All drafts there are."""
    return await found(office.store, DigestDraft)


async def cards(office: Office, who: str = "ortega") -> list[Delivery]:
    """The rows of the cards that somebody was to be sent."""
    return await found(office.store, Delivery, kind=DeliveryKind.DRAFT, recipient=f"person:{who}")


def shown(office: Office, who: str = "ortega") -> list[Message]:
    """The cards of drafts that somebody was sent."""
    return [one for one in office.platform.to(who) if "read this digest over" in one.text]


async def posted(office: Office, audience: str = "leaders") -> PostedDigest | None:
    """The digest of the week as it was posted."""
    made = await found(office.store, PostedDigest, audience=audience)
    return made[-1] if made else None


def in_channel(office: Office, audience: str = "leaders") -> list[str]:
    """The first lines of what the channel of an audience was sent."""
    return [message.text for message in office.platform.to(CHANNELS[audience])]


def at(local: str) -> datetime:
    """A time on that Friday: "16:20"."""
    return ny(f"2027-01-15 {local}")


async def lines(office: Office) -> list[tuple[str, tuple[str, ...], str]]:
    """The sentences of the posted digest after its headline: text, sources, by whom edited."""
    made = await posted(office)
    assert made is not None
    return [(one.text, one.sources, one.edited_by) for one in list(made.digest.lines())[1:]]


async def edit(office: Office, **fields: str) -> str:
    """Ortega edits the draft and reads what comes of it."""
    form = (await office.press("ortega", shown(office)[0], "Edit")).form
    return said(await office.fill("ortega", form, **fields))
