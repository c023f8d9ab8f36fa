"""The records that answers make, and which answers they tell."""

from collections.abc import Iterable

from bot.domain.blocker import Blocker
from bot.domain.cadence import Makes
from bot.domain.checkin import Answer, CheckIn
from bot.domain.commitment import Commitment
from bot.domain.help import Help
from bot.domain.record import Record, Statement

MADE_FROM: dict[Makes, type[Statement]] = {
    Makes.BLOCKER: Blocker,
    Makes.HELP: Help,
    Makes.COMMITMENT: Commitment,
}


def told_by(checkin: CheckIn, answers: Iterable[Answer], made: Iterable[Record]) -> set[str]:
    """The numbers of the answers that are told by the very record that their question makes.

    What was proposed and kept beside it tells only a part of the answer.
    """
    kinds = {(m.came_from, type(m)) for m in made if isinstance(m, Statement)}
    asked = {answer.ref: checkin.question(answer.question) for answer in answers}
    return {
        ref
        for ref, question in asked.items()
        if question and question.makes and (ref, MADE_FROM[question.makes]) in kinds
    }
