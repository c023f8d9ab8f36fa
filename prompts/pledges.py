"""The words of promises that were made in another record: whose, by when, and how they stand."""

from collections.abc import Iterable
from datetime import date

from bot.domain.commitment import Commitment
from bot.messages import Block, Html, Paragraph
from prompts.statement import Place
from prompts.words import words

FILE = "pledges"


def lines(place: Place, promises: Iterable[Commitment], *, today: date) -> Html:
    """One line for each promise, with how it stands."""
    return Html("\n".join(_line(place, promise, today) for promise in promises))


def promised(place: Place, promises: Iterable[Commitment], *, today: date) -> list[Block]:
    """What was promised in a record; nothing where nothing was."""
    told = lines(place, promises, today=today)
    return [Paragraph(text=Html(f"{words(FILE).rich('title')}\n{told}"))] if told else []


def _line(place: Place, promise: Commitment, today: date) -> Html:
    return words(FILE).rich(
        "line",
        text=promise.text,
        owner=place.name(promise.owner),
        due=promise.due,
        state=promise.state.value,
        late=promise.is_overdue(today),
        note=promise.note,
        ref=promise.ref,
    )
