"""``/headway picture``: what was said, promised, seen and measured, as pictures."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.domain.agenda import Indicator, LookFor
from bot.domain.audience import Audience
from bot.domain.delivery import DeliveryKind, Occasion
from bot.domain.places import nearest_school, split_school
from bot.domain.record import nearest
from bot.domain.typed import split_first
from bot.ledger.outbox import to_person
from bot.ledger.pictures import About, Blank, Wanted, sketch
from bot.messages import Message, Response
from bot.router import Command, Context, MisunderstoodError
from prompts import picture as said
from prompts.words import words

SOON = timedelta(hours=1)
"""After that nobody waits for a picture any more."""


async def typed(context: Context, text: str) -> Response:
    """Show a picture as text, and have it drawn where that can be done; or list what there is."""
    if not text:
        return Response(reply=_listed(context, About))
    kind = _lacks_name(context, text)
    if kind:
        return Response(reply=_listed(context, [kind]))
    wanted = _wanted(context, text)
    audience = context.viewer.reads or Audience.PUBLIC
    found = await sketch(context.tx, context.directory, audience, wanted, now=context.now)
    if isinstance(found, Blank):
        return Response(reply=said.blank(found.why, found.begin))
    follows = await _order(context, wanted)
    picture, worded = found.picture, found.said
    return Response(reply=said.as_text(picture, worded, picture.sources, follows=follows))


async def _order(context: Context, wanted: Wanted) -> bool:
    """Have it drawn and sent, where something draws; whether that is so.

    It is not drawn here: the event is one transaction, and every other writer would wait.
    """
    occasion = Occasion(
        partnership=context.partnership,
        kind=DeliveryKind.PICTURE,
        name=f"{secrets.token_hex(8)}/{wanted.written}",
        at=context.now,
        until=context.now + SOON,
    )
    ordered = to_person(context.directory, context.person, occasion)
    if context.tools.drawing is None or ordered is None:
        return False
    await context.tx.add(ordered)
    return True


def _lacks_name(context: Context, text: str) -> About | None:
    """The kind that a line names, where there are several to choose from and none is named."""
    agenda, word = context.directory.partnership.agenda, text.rstrip(": ")
    return next((about for about in About if about.value == word and about.known(agenda)), None)


def _listed(context: Context, abouts: Iterable[About]) -> Message:
    agenda = context.directory.partnership.agenda
    known = {about.value: about.known(agenda) for about in abouts}
    named = [
        (kind, [(one.key, one.name) for one in there])
        for kind, there in known.items()
        if there is not None
    ]
    return said.listed([kind for kind, there in known.items() if there is None], named)


def _wanted(context: Context, text: str) -> Wanted:
    """What a line asks for. Raises MisunderstoodError with what was probably meant."""
    whole, (word, rest) = f"/headway picture {text}", split_first(text.replace(":", " ", 1))
    abouts = {about.value: about for about in About}
    about = abouts.get(word)
    if about is None:
        near = nearest(word, abouts)
        message = words(said.FILE).plain("unknown", word=word, near=near, known=list(abouts))
        suggestion = f"/headway picture {near} {rest}".strip() if near else None
        raise MisunderstoodError(message, typed=whole, suggestion=suggestion)
    known, name = about.known(context.directory.partnership.agenda), ""
    if known is not None:
        name, rest = _named(about, known, rest, typed=whole)
    return Wanted(about=about, name=name, school=_school(context, about, rest, typed=whole))


def _named(
    about: About, known: Sequence[Indicator | LookFor], text: str, *, typed: str
) -> tuple[str, str]:
    """The key of what a text begins with, by its key or name, and the rest of the text."""
    names = {name.lower(): one.key for one in known for name in (one.name, one.key)}
    found = [name for name in names if f"{text.lower()} ".startswith(f"{name} ")]
    if found:
        longest = max(found, key=len)
        return names[longest], text[len(longest) :].strip()
    word, rest = split_first(text)
    near = nearest(word, [one.key for one in known])
    keys, kind = [one.key for one in known], about.value
    typed_name = word if near else text
    message = words(said.FILE).plain(
        "unknown_name", kind=kind, word=typed_name, near=near, known=keys
    )
    suggestion = f"/headway picture {kind} {near} {rest}".strip() if near else None
    raise MisunderstoodError(message, typed=typed, suggestion=suggestion)


def _school(context: Context, about: About, text: str, *, typed: str) -> str | None:
    if not text:
        return None
    if not about.by_school:
        message = words(said.FILE).plain("no_school", kind=about.value)
        raise MisunderstoodError(message, typed=typed, suggestion=f"/headway picture {about.value}")
    schools = context.directory.partnership.schools
    found, rest = split_school(schools, text)
    if found and not rest:
        return found.key
    _, near = nearest_school(schools, text)
    message = words(said.FILE).plain(
        "unknown_school",
        word=text,
        near=near.key if near else None,
        known=[school.key for school in schools if not school.retired],
    )
    suggestion = typed.removesuffix(text) + near.key if near else None
    raise MisunderstoodError(message, typed=typed, suggestion=suggestion)


COMMAND = Command(
    word="picture",
    help="see how momentum, promises, blockers, visits and what was seen have changed",
    about="see",
    examples=(
        "/headway picture momentum",
        "/headway picture promises",
        "/headway picture look-for reasoning lincoln",
        "/headway picture indicator visits",
        "/headway picture",
    ),
    typed=typed,
)
