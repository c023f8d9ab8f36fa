"""Nobody ever reads what is not meant for them, whatever they type, press or send."""

import asyncio
from collections.abc import AsyncIterator

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.people import Level
from bot.messages import Form, Response, Submitted
from tests.fakes import MONDAY, Office, sender, text_of
from tests.talking import change_person, everything, monday

KINDS = ("commit", "blocker", "helping", "checkin")
LETTERS = {"commit": "C", "blocker": "B", "helping": "H"}
AUTHORS = ("boyd", "chen", "vance")
AUDIENCES = ("self", "partner", "leaders", "public")
SEES = {
    "imai": {"partner", "leaders", "public"},
    "rossi": {"leaders", "public"},
    "price": {"public"},
}
"""What others read of which audience: a partner's director, a principal, a board member."""

BUTTONS = {
    "commit": ("done", "not_yet", "date", "edit", "accept", "decline", "reopen"),
    "blocker": ("open", "clear", "reopen", "edit", "factor"),
    "helping": ("edit",),
    "checkin": ("answer", "open", "rate", "keep", "skip", "later", "away"),
}
Said = tuple[str, str, str]

statements = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(AUTHORS), st.sampled_from(AUDIENCES)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=12, deadline=None)
@given(statements=statements, watcher=st.sampled_from(sorted(SEES)))
def test_no_word_of_a_record_reaches_who_may_not_see_it(
    statements: list[Said], watcher: str
) -> None:
    asyncio.run(_watch(statements, watcher))


async def _watch(statements: list[Said], watcher: str) -> None:
    office = await Office().open()
    await change_person(office, "price", level=Level.BOARD)
    await office.tick()
    for number, (kind, author, audience) in enumerate(statements):
        await _say(office, kind, author, _secret(number), audience)
    hidden = [_secret(n) for n, (_, _, a) in enumerate(statements) if a not in SEES[watcher]]
    async for response in _probes(office, watcher, len(statements)):
        assert not [secret for secret in hidden if secret in everything(response)]
    await office.tick(MONDAY.replace(day=15, hour=20, minute=1))
    told = "\n".join(text_of(message) for message in office.platform.to(watcher))
    assert not [secret for secret in hidden if secret in told]


def _secret(number: int) -> str:
    return f"secret{number}word"


async def _say(office: Office, kind: str, author: str, text: str, audience: str) -> None:
    """Say something with that audience; the district's promises are somebody else's."""
    if kind == "checkin":
        form = (await office.act(author, "checkin.answer", await _own(office, author))).form
        fields = {"in_the_way": text, "in_the_way__audience": audience}
    else:
        form = (await office.say(author, f"/{kind}")).form
        fields = {"text": text, "audience": audience}
    if kind == "commit" and author != "vance":
        fields["owner"] = "whitfield"
    await office.fill(author, form, **fields)


async def _own(office: Office, author: str) -> str:
    """The check-in that somebody can answer now."""
    shown = (await office.say(author, "/checkin")).reply
    assert shown is not None
    return shown.buttons()[-1].value.split("|")[0]


async def _probes(office: Office, who: str, most: int) -> AsyncIterator[Response]:
    for typed in ("commit list", "blocker list", "helping list", "digest", "headway mine"):
        yield await office.say(who, f"/{typed}")
    for number in range(1, most + 2):
        for typed in ("done C-{}", "move C-{} to 12 March", "drop C-{} because", "reopen C-{}"):
            yield await office.say(who, f"/commit {typed.format(number)}")
        for verb in ("clear", "reopen"):
            yield await office.say(who, f"/blocker {verb} B-{number}")
        for ref in (f"{letter}-{number}" for letter in "CBHA"):
            yield await office.act(who, "headway.undo", f"{ref}:1")
    for word, verbs in BUTTONS.items():
        for value in _values(word, most):
            for verb in verbs:
                yield await office.act(who, f"{word}.{verb}", value)
            yield await _save(office, who, word, value)
    for reference in list(office.platform.references.values()):
        yield await office.say(who, "what is this about", thread=reference)
    yield await office.say(who, "/digest")
    yield await office.say(who, "/headway people")


def _values(word: str, most: int) -> list[str]:
    if word == "checkin":
        own = [f"riverbend/own/2027-01-11/{author}" for author in AUTHORS]
        return [f"{key}|data-teams|3" for key in (*own, *map(monday, AUTHORS))] + own
    refs = [f"{LETTERS[word]}-{number}" for number in range(1, most + 2)]
    return [*refs, *(f"{ref}|{monday('boyd')}" for ref in refs)]


async def _save(office: Office, who: str, word: str, value: str) -> Response:
    """Send a form that nobody opened, for somebody else's record."""
    verb = "answer" if word == "checkin" else "save"
    form = Form(title="", action=f"{word}.{verb}", value=value, fields=())
    return await office.fill(who, form, text="mine now", audience="public")


async def test_a_made_up_form_changes_nobodys_readers(office: Office) -> None:
    await office.say("boyd", "/blocker no planning time")

    event = Submitted(
        sender=sender("rossi"),
        event="e",
        at=office.now,
        action="blocker.save",
        value="B-1",
        fields={"text": "x", "audience": "public"},
    )

    assert "I can't find B-1" in everything(await office.router.handle(event))
