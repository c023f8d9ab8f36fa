"""``headway chart``: a picture of what was seen or measured over time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.bootstrap import Headway
from bot.cli.running import the_directory, with_headway
from bot.domain.agenda import Indicator, LookFor
from bot.domain.audience import Audience, visible
from bot.domain.data_team import DataTeam
from bot.domain.errors import HeadwayError
from bot.domain.partnership import Partnership
from bot.domain.picture import Picture, draw_fidelity, draw_indicator, draw_look_for
from bot.domain.places import nearest_school, split_school
from bot.domain.reading import Reading
from bot.domain.record import nearest
from bot.domain.walkthrough import Walkthrough
from bot.ports import Transaction
from prompts.chart import FIDELITY, Subject, Worded, nothing, of_indicator, of_look_for, worded

NAME = "chart"
EXAMPLES = (
    "headway chart riverbend fidelity --to fidelity.svg",
    "headway chart riverbend indicator:visits --school lincoln --to visits.png",
    "headway chart riverbend look-for:reasoning --audience partner --to reasoning.svg",
)
FORMS = "fidelity, indicator:KEY or look-for:KEY"
ENDINGS = (".svg", ".png")

LACKING = 'Pictures need matplotlib. Install it: pip install "headway-bot[charts]"'

R = TypeVar("R", Walkthrough, DataTeam, Reading)
K = TypeVar("K", Indicator, LookFor)


class Readers(StrEnum):
    """The audiences that a picture can be made for."""

    PARTNER = "partner"
    LEADERS = "leaders"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Whose records are drawn, for whom; of one school (its key) or of all."""

    partnership: Partnership
    audience: Audience
    readers: str
    school: str | None


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """What was asked for, found and worded."""

    picture: Picture
    said: Worded


def run(
    partnership: Annotated[
        str, typer.Argument(metavar="PARTNERSHIP", help="The partnership's key.")
    ],
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"{FORMS}.")],
    to: Annotated[Path, typer.Option(metavar="FILE", help="The file to write, .svg or .png.")],
    school: Annotated[str, typer.Option(metavar="KEY", help="Of this school alone.")] = "",
    audience: Annotated[Readers, typer.Option(help="Who is to see it.")] = Readers.LEADERS,
) -> None:
    """Draw what was seen and measured.

    Only what its readers may read is in it, and no count of fewer than three classrooms.
    """
    if to.suffix.lower() not in ENDINGS:
        raise HeadwayError(f"{to.name}: a picture is a file in {' or '.join(ENDINGS)}.")
    save = _drawing()

    async def work(headway: Headway) -> Drawn:
        async with headway.store.read() as tx:
            directory = await the_directory(headway, tx, partnership)
            wanted = Wanted(
                partnership=directory.partnership,
                audience=Audience(audience.value),
                readers=directory.readers(Audience(audience.value)),
                school=_the_school(directory.partnership, school),
            )
            return await _draw(tx, wanted, what)

    drawn = with_headway(work)
    save(drawn.picture, drawn.said, to)
    typer.echo(f"{to}: {drawn.said.described}")


def _drawing() -> Callable[[Picture, Worded, Path], None]:
    """What draws. Raises HeadwayError that says what to install where it is missing."""
    try:
        from integrations.charts import save_picture
    except ImportError as error:
        raise HeadwayError(LACKING) from error
    return save_picture


def _the_school(partnership: Partnership, word: str) -> str | None:
    if not word:
        return None
    schools = [replace(school, retired=False) for school in partnership.schools]
    found, rest = split_school(schools, word)
    if found and not rest:
        return found.key
    _, near = nearest_school(schools, word)
    raise HeadwayError(
        _unknown("school", word, [s.key for s in schools], near.key if near else None)
    )


async def _draw(tx: Transaction, wanted: Wanted, what: str) -> Drawn:
    subject, picture = await _picture(tx, wanted, what)
    if not picture.panels:
        partnership, school = wanted.partnership, wanted.school
        name = partnership.school_name(school) if school else None
        raise HeadwayError(nothing(picture, subject, school=name, readers=wanted.readers))
    said = worded(picture, subject, wanted.partnership, readers=wanted.readers)
    return Drawn(picture=picture, said=said)


async def _picture(tx: Transaction, wanted: Wanted, what: str) -> tuple[Subject, Picture]:
    agenda, (word, _, key) = wanted.partnership.agenda, what.partition(":")
    if word == "fidelity" and not key:
        return FIDELITY, draw_fidelity(await _records(tx, DataTeam, wanted))
    if word == "indicator":
        indicator = _one(word, key, agenda.indicators)
        readings = await _records(tx, Reading, wanted)
        return of_indicator(indicator), draw_indicator(indicator, readings)
    if word == "look-for":
        look_for = _one(word, key, agenda.look_fors)
        walkthroughs = await _records(tx, Walkthrough, wanted)
        return of_look_for(look_for), draw_look_for(look_for.key, walkthroughs)
    raise HeadwayError(f'"{what}" cannot be drawn. There is {FORMS}.')


async def _records(tx: Transaction, kind: type[R], wanted: Wanted) -> list[R]:
    key, viewer = wanted.partnership.key, wanted.partnership.reader(wanted.audience)
    found = visible(viewer, await tx.find(kind, partnership=key, withdrawn=False, order="number"))
    return [one for one in found if wanted.school in (None, one.school)]


def _one(word: str, key: str, known: Sequence[K]) -> K:
    found = next((one for one in known if one.key == key), None)
    if found is None:
        keys = [one.key for one in known]
        raise HeadwayError(_unknown(word, key, keys, nearest(key, keys)))
    return found


def _unknown(what: str, word: str, known: Sequence[str], near: str | None) -> str:
    hint = f'Did you mean "{near}"?' if near else f"There is {', '.join(known) or 'none'}."
    return f'There is no {what} "{word}". {hint}'
