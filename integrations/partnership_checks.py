"""What must fit together across a partnership file, checked on its plain data.

Plain data, because a mistake in one entry must not hide the mistakes in the others: what is not
of the right shape is passed over here and reported by the schema.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.checkin import MOMENTUM
from bot.domain.partnership import Partnership
from bot.domain.people import Level, Person, Side
from integrations.partnership_fields import no_such, shown
from integrations.partnership_plain import (
    Fields,
    Word,
    column,
    entry,
    keys,
    lower,
    path_of,
    rows,
    words,
)
from integrations.partnership_yaml import Loc
from prompts.agenda import too_many

WITHOUT_DIGEST = ("self", "network", "public")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A mistake at a place of the file, its line not yet looked up."""

    loc: Loc
    text: str


def check(data: Fields, *, question_sets: Iterable[str]) -> Iterator[Finding]:
    """Everything that does not fit; ``question_sets`` are those that ship with the bot."""
    yield from _repeated_keys(data)
    yield from _people(data)
    yield from _repeated_people(data)
    yield from _workspaces(data)
    yield from _channels(data)
    yield from _agenda(data)
    yield from _questions(data)
    yield from _cadences(data, {*question_sets, *entry(data, "questions")})
    yield from _digest(data)
    yield from _portfolio(data)


def warnings_about(partnership: Partnership, people: Iterable[Person]) -> Iterator[str]:
    """What is allowed but may be a slip."""
    people = tuple(people)
    if partnership.agenda.is_full:
        yield too_many(partnership.agenda)
    for cadence in partnership.cadences:
        if not any(cadence.asks(person) for person in people):
            yield f'The cadence "{cadence.key}" asks nobody.'
        if cadence.open_for.days > 7 * cadence.every:
            yield f'A check-in of "{cadence.key}" is still open when the next one comes.'


def unused_questions(data: Fields, shipped: Iterable[str]) -> Iterator[str]:
    """A warning for each question set of the file that no cadence asks."""
    used = {word.text for _, row in rows(data, "cadences") for word in words(row, (), "questions")}
    for name in entry(data, "questions"):
        if name not in used and name not in shipped:
            yield f'No cadence asks the questions "{name}".'


def _repeated_keys(data: Fields) -> Iterator[Finding]:
    for kind, field, path in _KEYED:
        yield from _repeated(kind, column(rows(data, *path), field))
    for name in entry(data, "questions"):
        used = column(rows(data, "questions", name), "key")
        yield from _repeated(f'question of "{name}"', used)


_KEYED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("person", "key", ("people",)),
    ("school", "key", ("schools",)),
    ("strategy", "key", ("agenda", "strategies")),
    ("look-for", "key", ("agenda", "look_fors")),
    ("rubric", "key", ("agenda", "rubrics")),
    ("indicator", "key", ("agenda", "indicators")),
    ("term", "term", ("agenda", "terms")),
    ("cadence", "key", ("cadences",)),
)


def _repeated(kind: str, found: Iterable[Word], what: str = "key") -> Iterator[Finding]:
    seen: dict[str, Loc] = {}
    for word in found:
        if word.text in seen:
            owner = path_of(seen[word.text][:-1])
            text = f"{shown(word.text)} is the {what} of {owner} already"
            yield Finding(loc=word.loc, text=f"{text}: each {kind} needs its own.")
        seen.setdefault(word.text, word.loc)


def _people(data: Fields) -> Iterator[Finding]:
    schools = keys(data, "schools")
    for loc, row in rows(data, "people"):
        yield from _unknown("school", words(row, loc, "school"), schools)
        if row.get("email") is None and row.get("user") is None:
            text = 'add "user" or "email": without one of them nobody can be found.'
            yield Finding(loc=loc, text=text)


def _repeated_people(data: Fields) -> Iterator[Finding]:
    emails = column(rows(data, "people"), "email")
    yield from _repeated("person", (lower(word) for word in emails), "e-mail address")
    users: dict[object, list[Word]] = {}
    for loc, row in rows(data, "people"):
        place = _workspace(data, _side(row))
        users.setdefault(place, []).extend(words(row, loc, "user"))
    for found in users.values():
        yield from _repeated("person", found, "user")


def _workspaces(data: Fields) -> Iterator[Finding]:
    named = entry(data, "workspaces")
    if not named:
        return
    sides = [_side(row) for _, row in rows(data, "people")]
    for side in dict.fromkeys(side for side in sides if side and named.get(side) is None):
        text = f'add "{side}": {sides.count(side)} of the people are on that side.'
        yield Finding(loc=("workspaces",), text=text)


def _channels(data: Fields) -> Iterator[Finding]:
    named = {side: side for side, fields in entry(data, "workspaces").items() if fields}
    ids: dict[object, list[Word]] = {}
    for name, channel in entry(data, "channels").items():
        if not isinstance(channel, Mapping):
            continue
        loc: Loc = ("channels", name)
        sides = [lower(word) for word in words(channel, loc, "workspace")]
        known = [word for word in sides if word.text in set(Side)]
        yield from _unknown("workspace", known, named)
        place = _workspace(data, known[0].text if known else None)
        ids.setdefault(place, []).extend(words(channel, loc, "id"))
    for found in ids.values():
        yield from _repeated("channel", found, "id")


def _agenda(data: Fields) -> Iterator[Finding]:
    strategies = keys(data, "agenda", "strategies")
    for part in ("look_fors", "indicators"):
        named = column(rows(data, "agenda", part), "strategy")
        yield from _unknown("strategy", named, strategies)


def _questions(data: Fields) -> Iterator[Finding]:
    for name in entry(data, "questions"):
        for word in column(rows(data, "questions", name), "key"):
            if word.text == MOMENTUM:
                text = f'"{MOMENTUM}" is kept for the taps per strategy. Choose another key.'
                yield Finding(loc=word.loc, text=text)


def _cadences(data: Fields, question_sets: Iterable[str]) -> Iterator[Finding]:
    people = keys(data, "people")
    for loc, row in rows(data, "cadences"):
        yield from _unknown("question set", words(row, loc, "questions"), question_sets)
        ask = row.get("ask")
        if isinstance(ask, Mapping):
            yield from _unknown("person", words(ask, (*loc, "ask"), "people"), people)
            if not ask.get("levels") and not ask.get("people"):
                text = 'this asks nobody. Add "levels" or "people".'
                yield Finding(loc=(*loc, "ask"), text=text)


def _digest(data: Fields) -> Iterator[Finding]:
    approver = words(entry(data, "digest"), ("digest",), "approve")
    signed = (Word(loc=word.loc, text=word.text.removeprefix("@")) for word in approver)
    yield from _unknown("person", signed, keys(data, "people"))
    channels = entry(data, "channels")
    posts = list(words(entry(data, "digest"), ("digest",), "post_to"))
    yield from _unknown("channel", posts, channels)
    for word in posts:
        audience = entry(channels, word.text).get("audience")
        if isinstance(audience, str) and audience.lower() in WITHOUT_DIGEST:
            text = f'nothing can be posted to {shown(word.text)}: its audience is "{audience}". '
            yield Finding(loc=word.loc, text=f'{text}Digests are for "leaders" and "partner".')
        if any(word.text == other.text for other in posts[: posts.index(word)]):
            yield Finding(loc=word.loc, text=f"{shown(word.text)} is named twice.")


def _portfolio(data: Fields) -> Iterator[Finding]:
    """The channel is the partner's own: nobody of a district reads of the others there."""
    channels = entry(data, "channels")
    for word in words(entry(data, "portfolio"), ("portfolio",), "channel"):
        yield from _unknown("channel", [word], channels)
        channel = entry(channels, word.text)
        said = {name: str(channel.get(name)).lower() for name in ("workspace", "audience")}
        if channel and set(said.values()) != {Side.PARTNER.value}:
            text = f"{shown(word.text)} is not the partner's own channel. "
            needed = 'It needs "workspace: partner" and "audience: partner".'
            yield Finding(loc=word.loc, text=text + needed)


def _unknown(kind: str, found: Iterable[Word], known: Iterable[str] | None) -> Iterator[Finding]:
    """A finding for each word that is not known; none where what is known is not clear."""
    if known is None:
        return
    known = set(known)
    for word in found:
        if word.text not in known:
            yield Finding(loc=word.loc, text=no_such(kind, word.text, known))


def _side(person: Fields) -> str | None:
    level = str(person.get("level")).lower()
    if level not in set(Level):
        return None
    return Side.PARTNER.value if level == Level.PARTNER else Side.DISTRICT.value


def _workspace(data: Fields, side: str | None) -> tuple[str, str]:
    """What tells one workspace from another; both sides may name the same one."""
    fields = entry(entry(data, "workspaces"), side or "")
    return str(fields.get("platform")), str(fields.get("id"))
