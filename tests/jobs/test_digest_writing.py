"""Digests and their writer: asked outside transactions, and never waited for in vain."""

import asyncio
from dataclasses import dataclass, field, replace

from structlog.testing import capture_logs

from bot.domain.digest import Digest, Line, PostedDigest
from bot.domain.facts import Facts
from bot.domain.material import Material
from bot.domain.schedule import UNPLANNED
from bot.jobs import DELIVERING, WITHOUT_MODEL, tick
from bot.ports.writer import Writer
from prompts.digest import TemplateWriter
from tests.fakes import Office
from tests.jobs.looking import ONE_DAY, colleague, found, ny, put, schedule

FRIDAY = ny("2027-01-15 15:00")


@dataclass
class Words:
    """A writer that notes whom it words for, and waits or fails as told."""

    name: str = "openai"
    wrote: list[str] = field(default_factory=list)
    gate: asyncio.Event | None = None
    began: asyncio.Event = field(default_factory=asyncio.Event)
    error: Exception | None = None

    async def write(self, facts: Facts, material: Material) -> Digest:
        """The template's digest under another headline."""
        self.wrote.append(material.audience.value)
        self.began.set()
        if self.gate:
            await self.gate.wait()
        if self.error:
            raise self.error
        plain = await TemplateWriter().write(facts, material)
        return replace(plain, writer=self.name, headline=Line(text="In other words."))


def with_writer(office: Office, writer: Writer) -> Office:
    """The office with another writer of what is posted."""
    office.tools = replace(office.tools, writer=writer)
    office.desk = replace(office.desk, tools=office.tools)
    return office


def go_on(words: Words) -> None:
    """Let a writer that waits go on."""
    assert words.gate is not None
    words.gate.set()


async def headlines(office: Office) -> set[str]:
    return {one.digest.headline.text for one in await found(office.store, PostedDigest)}


async def notes(office: Office) -> set[str]:
    return {one.digest.note for one in await found(office.store, PostedDigest)}


async def test_what_is_posted_is_worded_by_the_writer_and_previews_by_the_template(
    office: Office,
) -> None:
    words = Words()
    await with_writer(office, words).tick()
    await office.say("boyd", "/digest")
    assert words.wrote == []

    await office.tick(FRIDAY)

    assert sorted(words.wrote) == ["leaders", "partner"]
    assert await headlines(office) == {"In other words."}


async def test_nobody_waits_for_the_writer(office: Office) -> None:
    """While it words, others write: no transaction is open."""
    words = Words(gate=asyncio.Event())
    await with_writer(office, words).tick()
    office.now = FRIDAY
    tick = asyncio.create_task(office.tick())
    await words.began.wait()

    answer = await office.say("boyd", "/commit share the rubric by Friday")

    assert answer.reply is not None
    go_on(words)
    assert (await tick).sent >= 2


async def test_beside_a_pass_that_waits_for_the_writer_others_go_on(office: Office) -> None:
    """Who is due meanwhile is asked, and gets the card, in passes that need no model."""
    words = Words(gate=asyncio.Event())
    await with_writer(office, words).tick(FRIDAY - ONE_DAY)
    slow = asyncio.create_task(office.tick(FRIDAY))
    await words.began.wait()

    await put(office, replace(await schedule(office), next_due=FRIDAY))
    meanwhile = await tick(office.desk, FRIDAY, WITHOUT_MODEL + DELIVERING)

    assert (meanwhile.sent >= 1, slow.done()) == (True, False)
    go_on(words)
    assert (await slow).sent >= 2


async def test_both_digests_of_a_partnership_are_worded_at_once(office: Office) -> None:
    words = Words(gate=asyncio.Event())
    await with_writer(office, words).tick()
    tick = asyncio.create_task(office.tick(FRIDAY))
    await words.began.wait()
    await asyncio.sleep(0)

    assert sorted(words.wrote) == ["leaders", "partner"]
    go_on(words)
    await tick


async def test_a_slow_writer_is_not_waited_for(office: Office) -> None:
    """The digest goes out on time, as the template has it, and says so."""
    await with_writer(office, Words(gate=asyncio.Event())).tick()
    office.desk = replace(office.desk, words_within=0.01)

    with capture_logs() as logged:
        assert (await office.tick(FRIDAY)).sent == 2

    assert await notes(office) == {"Written from the template: other words were not ready in time."}
    assert [line["action"] for line in logged].count("digest_unworded") == 2


async def test_a_writer_that_fails_holds_up_nothing(office: Office) -> None:
    await with_writer(office, Words(error=RuntimeError("out of order"))).tick()

    with capture_logs() as logged:
        assert (await office.tick(FRIDAY)).sent == 2

    assert await headlines(office) != {"In other words."}
    assert {line["action"] for line in logged if line["log_level"] == "error"} == {
        "digest_unworded"
    }


async def test_two_passes_at_once_make_it_once(office: Office) -> None:
    words = Words(gate=asyncio.Event())
    await with_writer(office, words).tick()
    first = asyncio.create_task(office.tick(FRIDAY))
    await words.began.wait()

    second = await with_writer(colleague(office), Words()).tick(FRIDAY)

    assert (second.queued, second.sent) == (0, 0)
    go_on(words)
    assert (await first).sent == 2
    assert await headlines(office) == {"In other words."}


async def test_a_pass_that_was_killed_while_wording_is_made_good_by_the_next(
    office: Office,
) -> None:
    words = Words(gate=asyncio.Event())
    await with_writer(office, words).tick()
    killed = asyncio.create_task(office.tick(FRIDAY))
    await words.began.wait()
    killed.cancel()
    await asyncio.wait([killed])
    assert await found(office.store, PostedDigest) == []

    assert (await with_writer(office, Words()).tick(FRIDAY)).sent == 2


async def test_what_changed_while_it_was_worded_is_looked_at_anew(office: Office) -> None:
    """A file was loaded meanwhile: the row is as new, and the digest is made for it once."""
    words = Words(gate=asyncio.Event())
    await with_writer(office, words).tick()
    tick = asyncio.create_task(office.tick(FRIDAY))
    await words.began.wait()
    await put(office, replace(await schedule(office, ""), next_due=UNPLANNED))
    go_on(words)

    assert (await tick).sent == 2
    assert len(words.wrote) == 4
    assert len(await found(office.store, PostedDigest)) == 2
