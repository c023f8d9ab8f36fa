"""Asking for which district something is meant, so that one tap does it there."""

from collections.abc import Iterable, Mapping

from bot.domain.people import Person
from bot.ledger.directory import Directory
from bot.ledger.names import screened
from bot.ledger.tools import Tools
from bot.messages import SAYS, Pressed, Response, Said, Submitted
from bot.ports import Transaction
from bot.router.command import Command
from bot.router.districts import clear_name
from bot.router.refusals import typed_in
from bot.router.words import Line
from prompts import districts as words
from prompts.replies import LONGEST_BUTTON_VALUE, misunderstood

MOST_BUTTONS = 5
"""Districts with a button each; of more one is chosen in a form."""
Places = Mapping[str, tuple[Person, Directory]]
"""Who somebody is in each of their partnerships, by its key."""
About = tuple[Line, Command]
"""A typed line and the command that it is for."""


async def ask(
    tx: Transaction, tools: Tools, event: Said | Pressed, places: Places, about: About | None
) -> Response:
    """The question for which district this is, with all that was said kept for the tap.

    Of what names somebody who may not be named in one of the districts nothing is stored.
    """
    action, value = _does(event)
    own = {key: directory.partnership for key, (_, directory) in places.items()}
    question = words.Which(
        partnerships=tuple(own.values()),
        action=action,
        value=value,
        all_first=about is not None and about[1].offers_each(about[0].text),
        example=_example(about, clear_name(own)),
    )
    kept = await _may_be_kept(tx, tools, value, places.values())
    is_long = len(value) >= LONGEST_BUTTON_VALUE
    if len(places) <= MOST_BUTTONS and (kept or not is_long):
        return Response(reply=words.which(question), unkept=not kept)
    if kept:
        return Response(form=words.choice(question))
    return Response(reply=words.name_it(question), unkept=True)


def ask_to_open_again(event: Submitted) -> Response:
    """What is said of a form whose district nobody knows; nothing of it is stored nor lost."""
    return Response(reply=misunderstood(words.form_old(), typed=typed_in(event)), unkept=True)


def _does(event: Said | Pressed) -> tuple[str, str]:
    """The action and the value of a button that does it."""
    if isinstance(event, Said):
        return SAYS, event.text.strip()
    return event.action, event.value


def _example(about: About | None, district: str) -> str:
    if about is None:
        return f"{district}: …"
    line, command = about
    return f"{command.line} {district}: …" if line.text else f"{command.line} {district}"


async def _may_be_kept(
    tx: Transaction, tools: Tools, text: str, places: Iterable[tuple[Person, Directory]]
) -> bool:
    """Whether it names nobody who may not be named, in whichever district it is meant for."""
    checked = [
        await screened(tx, tools, directory.partnership, [text], by=person.key)
        for person, directory in places
    ]
    return all(each.is_clear for each in checked)
