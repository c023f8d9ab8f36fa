"""``/headway handover``: what somebody has open goes on with who takes their place."""

import re

from bot.domain.errors import ChangeRefusedError
from bot.domain.handover import Handover
from bot.domain.people import Level, Person, Side
from bot.ledger.directory import Directory
from bot.ledger.handovers import hand_over, moves_of, take_back
from bot.messages import Pressed, Response, Submitted
from bot.router import Command, Context, MisunderstoodError
from bot.router.command import read_value
from bot.router.statements import place_of
from bot.router.understand import the_person
from prompts import handover as said
from prompts.words import words

_WHY = re.compile(r"\s*(?:[:;,–-]\s*|\s)\s*(?:because|since|as)\s+|\s*[:;]\s*", re.IGNORECASE)
_NAMES = re.compile(r"[,\s]+(?:to\s+)?")
_NUMBER = re.compile(r"\d{1,7}")
MAY = (Level.DISTRICT, Level.PARTNER)


async def typed(context: Context, text: str) -> Response:
    """Hand over with who, to whom and why in one line; the form asks for what is missing."""
    names, why = _parted(text)
    keys = [name for name in _NAMES.split(names) if name]
    if len(keys) > 2:
        message = words(said.FILE).plain("two_people")
        raise MisunderstoodError(message, typed=f"/headway handover {text}")
    people = [await _somebody(context, key, text) for key in keys]
    if len(people) == 2 and why:
        return await _hand_over(context, people[0], people[1], why)
    return Response(form=said.form(*people, why=why))


def _parted(text: str) -> tuple[str, str]:
    """The names and the reason; without one it is empty."""
    found = _WHY.search(text)
    if found is None:
        return text.strip(), ""
    return text[: found.start()].strip(), text[found.end() :].strip()


async def _somebody(context: Context, word: str, text: str) -> Person:
    """Somebody of the partnership; who has left since too, by their key."""
    key = word.removeprefix("@")
    left = await context.somebody(key)
    return left or await the_person(context, key, typed=f"/headway handover {text}")


async def save(context: Context, event: Submitted) -> Response:
    """Hand over as the form says."""
    old = await context.somebody(event.fields.get("old", ""))
    new = await context.somebody(event.fields.get("new", ""))
    why = event.fields.get("why", "").strip()
    given = {"old": old, "new": new, "why": why}
    errors = {key: words(said.FILE).plain(f"error_{key}") for key in given if not given[key]}
    if errors or old is None or new is None:
        return Response(errors=errors)
    try:
        return await _hand_over(context, old, new, why)
    except ChangeRefusedError as refused:  # the form stays open, with all that was chosen
        return Response(errors={"new": str(refused)})


async def _hand_over(context: Context, old: Person, new: Person, why: str) -> Response:
    _refuse(context, old, new)
    planned = await moves_of(context.tx, old, new, context.person)
    if not planned.going:
        return Response(reply=said.nothing(old, new, stays=planned.stays))
    directory = await context.everybody()
    draft = Handover(
        partnership=context.partnership,
        number=0,
        old=old.key,
        new=new.key,
        by=context.person.key,
        at=context.now,
        why=why,
    )
    done = await hand_over(context.tx, directory, draft, planned)
    left = _left_to_do(directory, old)
    return Response(reply=said.done(place_of(context), done, planned, (old, new), left=left))


def _refuse(context: Context, old: Person, new: Person) -> None:
    """Raise ChangeRefusedError for what nobody, or not this person, may hand over."""
    me = context.person
    if old.key == new.key:
        raise ChangeRefusedError(words(said.FILE).plain("same"))
    if new.left:
        raise ChangeRefusedError(words(said.FILE).plain("has_left", new=new.name))
    if old.side is not new.side:
        sides = {side: _side(context, side) for side in Side}
        told = {"old": old.name, "new": new.name, "of": sides[old.side], "to": sides[new.side]}
        raise ChangeRefusedError(words(said.FILE).plain("sides", **told))
    # Nobody takes over from somebody who is there: those who go give.
    themselves = {old.key, new.key} if old.left else {old.key}
    if me.level not in MAY and me.key not in themselves:
        raise ChangeRefusedError(words(said.FILE).plain("may_not", old=old.name, new=new.name))


def _side(context: Context, side: Side) -> str:
    partnership = context.directory.partnership
    return (partnership.partner if side is Side.PARTNER else partnership.district).name


def _left_to_do(directory: Directory, old: Person) -> tuple[str, ...]:
    """Where the partnership file still names the one who hands over."""
    partnership = directory.partnership
    cadences = [one.key for one in partnership.cadences if old.key in one.people]
    approves = partnership.digest is not None and partnership.digest.approve == old.key
    named = [f"cadences: {key}" for key in cadences] + (["digest: approve"] if approves else [])
    return tuple(named)


def _number(value: str) -> int:
    if not _NUMBER.fullmatch(value):
        raise ValueError(value)
    return int(value)


async def undo(context: Context, event: Pressed) -> Response:
    """Give back what was handed over."""
    number = read_value(_number, event.value)
    done = await context.tx.get(Handover, context.partnership, number)
    if done is None:
        raise ChangeRefusedError(words("replies").plain("unknown_action"))
    stays = await take_back(context.tx, done, by=context.person.key, at=context.now)
    old, new = [await context.somebody(key) for key in (done.old, done.new)]
    return Response(replace=said.taken_back(old, new, back=len(done.moved), stays=stays))


COMMAND = Command(
    word="handover",
    help="give what somebody has open to who takes their place",
    examples=(
        "/headway handover",
        "/headway handover @boyd @rossi because Terrence moves to the middle school",
    ),
    typed=typed,
    pressed={"undo": undo},
    submitted={"save": save},
)
