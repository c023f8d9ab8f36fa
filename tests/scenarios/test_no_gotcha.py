"""No way leads from what people type, press or send to anything that names one of 500 people.

The whole bot is played in the sandbox, whose own messages and forms lie in the same store. Names
and shapes go round from path to path, so that every one of them is met somewhere.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from itertools import chain

import pytest

from bot.bootstrap import build
from bot.commands import COMMANDS
from bot.domain.audience import Audience
from bot.domain.digest import Digest, Line, Section
from bot.domain.draft import DigestDraft
from bot.domain.names import Listed, plain
from bot.domain.people import Side
from bot.ledger.marks import keep_list
from bot.messages import Button, Form, Message, Response, Sender
from bot.settings import Settings
from integrations.sandbox import SandboxClock, SandboxInbound, user_of
from storage.memory import MemoryStore
from tests.everything import everything, strings
from tests.fakes import MONDAY, USERS, riverbend
from tests.screen.shapes import SHAPES, STAFF, STUDENTS

WRITERS = ("boyd", "vance")
CHANNEL = "C000000001"
LINES = (
    "/commit share the rubric by Friday",
    "/blocker no planning time in grade 5",
    "/helping peer visits",
    "/walkthrough lincoln grade 4: reasoning 3/5",
)
MANY = tuple(f"/helping planning time for team {n}" for n in range(9))
"""More than ``/headway find`` shows at once."""


class Planted:
    """Texts that name somebody, one after the other; ``named`` are those who were."""

    def __init__(self, allowed: set[str]) -> None:
        self.named: list[str] = []
        self._names = [name for name in (*STAFF, *STUDENTS) if not allowed & words_in([name])]
        self._shapes = list(SHAPES.values())

    def __next__(self) -> str:
        n = len(self.named)
        self.named.append(self._names[n * 283 % len(self._names)])
        return self._shapes[n * 7 % len(self._shapes)](self.named[-1])


class District:
    """Riverbend in the sandbox with its rosters loaded, and what its people have before them."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.clock = SandboxClock(store=store)
        self.headway = build(Settings(), store=store, clock=self.clock, sandbox_alone=True)
        self.file = riverbend().played_on("sandbox")
        self.texts = Planted(words_in([person.name for person in self.file.people]))
        self.messages: list[tuple[str, Message]] = []
        self.forms: list[tuple[str, Form]] = []

    def at(self, who: str) -> SandboxInbound:
        side = Side.PARTNER if who == "vance" else Side.DISTRICT
        workspace = self.file.partnership.workspace(side)
        assert workspace is not None
        return self.headway.sandbox_of(workspace.id)

    def take(self, who: str, response: Response) -> Response:
        """Remember what comes to be seen."""
        shown = (response.reply, response.replace)
        self.messages += [(who, message) for message in shown if message]
        self.forms += [(who, response.form)] if response.form else []
        return response

    async def say(self, who: str, text: str, channel: str | None = None) -> Response:
        return self.take(who, await self.at(who).say(USERS[who], text, channel=channel))

    async def press(self, who: str, button: Button, more: str = "") -> Response:
        value = f"{button.value}{more}"
        return self.take(who, await self.at(who).press(USERS[who], "", button.action, value))

    async def submit(self, who: str, form: Form, **typed: str) -> Response:
        fields = {one.key: one.value for one in form.fields} | typed
        return await self.at(who).submit(USERS[who], form.action, form.value, fields)


def words_in(texts: list[str]) -> set[str]:
    return {word for text in texts for word in plain(text.replace("\\n", " ")).split()}


@pytest.fixture
async def district() -> District:
    """A full district on Monday morning: records, a check-in for everybody, all forms seen."""
    district = District(MemoryStore())
    await district.clock.move_to(MONDAY)
    await district.headway.load(district.file)
    async with district.store.write() as tx:
        for listed, names in ((Listed.STAFF, STAFF), (Listed.STUDENTS, STUDENTS)):
            await keep_list(tx, ("riverbend", listed), names, salt=listed.value, now=MONDAY)
        await tx.add(_draft())
    await _live_a_little(district)
    return district


def _draft() -> DigestDraft:
    """A digest that waits for one of the writers to read it over."""
    line = Line(text="Grade 4 meets every week.", sources=("A-1",))
    digest = Digest(
        partnership="riverbend",
        week="2027-W01",
        audience=Audience.LEADERS,
        writer="openai",
        headline=Line(text="Slowly on."),
        sections=(Section(key="where", title="Where we are", lines=(line,)),),
    )
    return DigestDraft(
        partnership="riverbend",
        week=digest.week,
        audience=digest.audience,
        approver="boyd",
        made_at=MONDAY,
        until=MONDAY + timedelta(days=30),
        digest=digest,
        template=replace(digest, headline=line),
    )


async def _live_a_little(district: District) -> None:
    await district.headway.tick()
    for who in WRITERS:
        for line in (*LINES, *MANY, *_examples(), *(command.line for command in COMMANDS)):
            await district.say(who, line)
    pressed: set[str] = set()
    for who, message in list(district.messages):
        for button in message.buttons():
            if button.form and f"{who} {button.action}" not in pressed:
                pressed.add(f"{who} {button.action}")
                await district.press(who, button)


def _examples() -> Iterator[str]:
    for command in COMMANDS:
        yield from command.examples


def _buttons(district: District) -> Iterator[tuple[str, Button]]:
    """One of every sort that somebody has seen."""
    seen = set()
    for who, message in district.messages:
        for button in message.buttons():
            if (who, button.action) not in seen:
                seen.add((who, button.action))
                yield who, button


async def _name_somebody(district: District) -> AsyncIterator[Response]:
    """Try every command, button, form field and plain talk with one of the names in it."""
    text = district.texts
    for who in WRITERS:
        for line in _examples():
            yield await district.say(who, f"{line} {next(text)}")
            yield await district.say(who, f"{line} {next(text)}", CHANNEL)
        for _ in range(2 * len(SHAPES)):
            yield await district.say(who, next(text))
        yield await district.say(who, next(text), CHANNEL)
    for who, button in list(_buttons(district)):
        yield await district.press(who, button, f" {next(text)}")
    for who, form in list(district.forms):
        for one in form.fields:
            yield await district.submit(who, form, **{one.key: next(text)})


async def test_of_nothing_that_names_somebody_anything_is_stored(district: District) -> None:
    before = await everything(district.store)
    answers = [answer async for answer in _name_somebody(district)]
    assert len(answers) > 600
    assert [answer for answer in answers if not answer.unkept] == []
    assert await everything(district.store) == before


async def test_what_is_kept_instead_tells_nobody_who_was_meant(district: District) -> None:
    texts = [await everything(district.store), *(shape("Xxx Yyy") for shape in SHAPES.values())]
    common = words_in([*texts, *_prompts()])
    kept = [await _keep_instead(district, line) for line in LINES * 20]
    for hours in range(9, 200, 24):
        await district.clock.move_to(MONDAY + timedelta(hours=hours))
        await district.headway.tick()
    told = words_in([await everything(district.store), *await _homes(district)])
    assert sum(not answer.unkept for answer in kept) == len(kept)
    assert words_in(district.texts.named) & (told - common) == set()


async def _keep_instead(district: District, line: str) -> Response:
    """Write a line that names somebody, and take what is proposed in its place."""
    asked = await district.say("boyd", f"{line} {next(district.texts)}")
    assert asked.reply is not None
    return await district.press("boyd", asked.reply.buttons()[0])


def _prompts() -> Iterator[str]:
    for file in files("prompts").iterdir():
        if file.name.endswith(".toml"):
            yield file.read_text(encoding="utf-8")


async def _homes(district: District) -> list[str]:
    """What everybody's home shows."""
    now, shown = await district.clock.now(), []
    for person in district.file.people:
        workspace = district.file.partnership.workspace(person.side)
        assert workspace is not None
        user = user_of(person)
        sender = Sender(platform="sandbox", workspace=workspace.id, user=user, email=person.email)
        shown.append(await district.headway.router.home(sender, now))
    return list(chain.from_iterable(map(strings, shown)))


async def test_digests_packs_handovers_proposals_and_searches_are_tried_too(
    district: District,
) -> None:
    pressed = {button.action for _, button in _buttons(district)}
    assert {"draft.post", "draft.template", "draft.edit", "find.more", "handover.undo"} <= pressed
    assert {"capture.keep", "capture.edit", "capture.no", "pack.make"} <= pressed
    forms = {form.action for _, form in district.forms}
    assert {"draft.save", "handover.save", "capture.save"} <= forms
