"""``headway chart``: a picture of what was said, promised, seen or measured."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.bootstrap import Headway
from bot.cli.running import the_directory, with_headway
from bot.domain.audience import Audience
from bot.domain.errors import HeadwayError
from bot.domain.partnership import Partnership
from bot.domain.picture import Picture, Worded
from bot.domain.places import nearest_school, split_school
from bot.domain.record import nearest
from bot.ledger.pictures import About, Blank, Sketch, Wanted, sketch

NAME = "chart"
EXAMPLES = (
    "headway chart riverbend momentum --format phone --to momentum.png",
    "headway chart riverbend fidelity --to fidelity.svg",
    "headway chart riverbend indicator:visits --school lincoln --to visits.png",
    "headway chart riverbend look-for:reasoning --audience partner --to reasoning.svg",
)
FORMS = "momentum, promises, blockers, coverage, fidelity, indicator:KEY or look-for:KEY"
ENDINGS = (".svg", ".png")

LACKING = 'Pictures need matplotlib. Install it: pip install "headway-bot[charts]"'

Save = Callable[[Picture, Worded, Path], None]


class Readers(StrEnum):
    """The audiences that a picture can be made for."""

    PARTNER = "partner"
    LEADERS = "leaders"


class Format(StrEnum):
    """What a picture is drawn for: a page or slide, or a phone."""

    WIDE = "wide"
    PHONE = "phone"


def run(  # noqa: PLR0913, PLR0917 - each is an option that people type
    partnership: Annotated[
        str, typer.Argument(metavar="PARTNERSHIP", help="The partnership's key.")
    ],
    what: Annotated[str, typer.Argument(metavar="WHAT", help=f"{FORMS}.")],
    to: Annotated[Path, typer.Option(metavar="FILE", help="The file to write, .svg or .png.")],
    school: Annotated[str, typer.Option(metavar="KEY", help="Of this school alone.")] = "",
    audience: Annotated[Readers, typer.Option(help="Who is to see it.")] = Readers.LEADERS,
    form: Annotated[
        Format, typer.Option("--format", help="For a page, or with large type for a phone.")
    ] = Format.WIDE,
) -> None:
    """Draw what was said, promised, seen and measured.

    Only what its readers may read is in it, and no count of fewer than three classrooms.
    """
    if to.suffix.lower() not in ENDINGS:
        raise HeadwayError(f"{to.name}: a picture is a file in {' or '.join(ENDINGS)}.")
    save = _saving(form)

    async def work(headway: Headway) -> Sketch:
        async with headway.store.read() as tx:
            directory = await the_directory(headway, tx, partnership)
            wanted = _wanted(directory.partnership, what, school)
            now = await headway.clock.now()
            found = await sketch(tx, directory, Audience(audience.value), wanted, now=now)
        if isinstance(found, Blank):
            raise HeadwayError(found.why)
        return found

    drawn = with_headway(work)
    save(drawn.picture, drawn.said, to)
    typer.echo(f"{to}: {drawn.said.described}")


def _saving(form: Format) -> Save:
    """What draws. Raises HeadwayError that says what to install where it is missing."""
    try:
        from integrations.charts import PHONE, WIDE, save_picture
    except ImportError as error:
        raise HeadwayError(LACKING) from error
    layout = PHONE if form is Format.PHONE else WIDE
    return lambda picture, said, to: save_picture(picture, said, to, layout)


def _wanted(partnership: Partnership, what: str, school: str) -> Wanted:
    """What is asked for. Raises HeadwayError with what was probably meant."""
    word, _, name = what.partition(":")
    about = next((about for about in About if about.value == word), None)
    known = about.known(partnership.agenda) if about else None
    if about is None or (name and known is None):
        raise HeadwayError(f'"{what}" cannot be drawn. There are {FORMS}.')
    keys = [one.key for one in known or ()]
    if known is not None and name not in keys:
        raise HeadwayError(_unknown(word, name, keys, nearest(name, keys)))
    if school and not about.by_school:
        raise HeadwayError(f"{word} is drawn for the whole district. Leave --school out.")
    return Wanted(about=about, name=name, school=_the_school(partnership, school))


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


def _unknown(what: str, word: str, known: Sequence[str], near: str | None) -> str:
    hint = f'Did you mean "{near}"?' if near else f"There is {', '.join(known) or 'none'}."
    return f'There is no {what} "{word}". {hint}'
