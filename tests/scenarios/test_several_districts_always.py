"""Whatever somebody in several districts does, it touches and shows the chosen one alone."""

import asyncio

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.messages import FieldKind, Form, Response
from storage.tables import TABLES
from storage.within import owner_field
from tests.fakes import Office
from tests.several import MAPLEWOOD, join, tap
from tests.talking import everything

NAMES = {"riverbend": "Riverbend Public Schools", "maplewood": "Maplewood Unified"}
SECRETS = {"riverbend": "quagga", "maplewood": "zebra"}
LINES = [
    line
    for command in COMMANDS
    if not (command.everywhere or command.each)
    for line in (command.examples[0], command.line)
]
WAYS = ("tap", "colon", "channel")
Act = tuple[str, str, str, int]
acts = st.lists(
    st.tuples(
        st.sampled_from(LINES),
        st.sampled_from(sorted(NAMES)),
        st.sampled_from(WAYS),
        st.integers(0, 50),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=8, deadline=None)
@given(acts=acts)
def test_only_the_chosen_district_is_touched_and_shown(acts: list[Act]) -> None:
    asyncio.run(_act(acts))


async def _act(acts: list[Act]) -> None:
    office = await join(await Office().open(), MAPLEWOOD)
    for key, secret in SECRETS.items():
        await office.say("vance", f"/commit {key}: bring the {secret} by Friday")
        await office.say("vance", f"/blocker {key}: no time for the {secret}")
    for line, chosen, way, which in acts:
        other = next(key for key in NAMES if key != chosen)
        before = await _rows_of(office, other)
        for response in await _done(office, line, chosen, (way, which)):
            assert SECRETS[other] not in everything(response)
        assert await _rows_of(office, other) == before


async def _done(office: Office, line: str, chosen: str, how: tuple[str, int]) -> list[Response]:
    """What is answered to a line in the chosen district, and to a button or form of that."""
    way, which = how
    word, _, rest = line.partition(" ")
    if word == "/headway":
        second, _, rest = rest.partition(" ")
        word = f"{word} {second}"
    if way == "colon":
        response = await office.say("vance", f"{word} {chosen}: {rest}")
    elif way == "channel":
        channel = f"{chosen}-C000000001" if chosen == "maplewood" else "C000000001"
        response = await office.say("vance", line, direct=False, channel=channel)
    else:
        asked = await office.say("vance", line)
        response = await tap(office, "vance", asked.reply, NAMES[chosen])
    return [response, *await _followed(office, response, which)]


async def _followed(office: Office, response: Response, which: int) -> list[Response]:
    if response.form is not None:
        return [await _sent(office, response.form)]
    buttons = response.reply.buttons() if response.reply else []
    if not buttons:
        return []
    button = buttons[which % len(buttons)]
    pressed = await office.act("vance", button.action, button.value)
    return [pressed, *([await _sent(office, pressed.form)] if pressed.form else [])]


async def _sent(office: Office, form: Form) -> Response:
    texts = {FieldKind.LINES: "minutes by Friday", FieldKind.TEXT: "minutes"}
    given = {one.key: one.value or texts.get(one.kind, "") for one in form.fields}
    return await office.fill("vance", form, **given)


async def _rows_of(office: Office, partnership: str) -> list[object]:
    """All that is stored of a partnership."""
    async with office.store.read() as tx:
        return [
            row
            for kind in TABLES
            if owner_field(kind) == "partnership"
            for row in await tx.find(kind, partnership=partnership)
        ]
