"""The words of surveys: the card, its answers, and what whoever started one is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.agenda import Indicator
from bot.domain.audience import Audience
from bot.domain.measure import PERCENT, figure
from bot.domain.people import Level
from bot.domain.reading import Reading
from bot.domain.survey import FEWEST_ANSWERS, Choice, Survey
from bot.messages import Actions, Block, Button, Html, Message, Note, Paragraph, plain
from prompts.filters import capital
from prompts.replies import first_line, say
from prompts.words import words

FILE = "survey"
READERS = Audience.LEADERS
"""Who reads the result of a survey."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A survey as it is told to somebody: in their zone, with the name of its indicator.

    ``readers``: who reads the result, in words.
    """

    survey: Survey
    name: str
    readers: str
    zone: str

    @property
    def closes(self) -> datetime:
        """When it closes, by the reader's clock on the wall."""
        return self.survey.closes_at.astimezone(ZoneInfo(self.zone))

    def rich(self, text: str, /, **values: object) -> Html:
        """One of the texts with what they all name."""
        return words(FILE).rich(
            text,
            name=self.name,
            number=self.survey.number,
            day=self.closes.date(),
            at=f"{self.closes:%H:%M}",
            fewest=FEWEST_ANSWERS,
            **{"readers": self.readers} | values,
        )


def card(asked: Asked) -> Message:
    """The question, with a button for each of the four answers."""
    text = asked.rich("card")
    buttons = tuple(
        Button(
            label=words(FILE).plain(f"choice_{choice}"),
            action="survey.tap",
            value=f"{asked.survey.number}|{choice}",
        )
        for choice in Choice
    )
    blocks = (Actions(text=text, buttons=buttons), Note(text=asked.rich("small_print")))
    return Message(text=plain(text), blocks=blocks)


def thanks(asked: Asked) -> Message:
    """What takes the card's place, the same whatever was chosen."""
    return say(asked.rich("thanks"))


def already() -> Message:
    """The answer to a second tap."""
    return say(words(FILE).rich("already"))


def over_card(asked: Asked) -> Message:
    """What takes the place of a card that nobody answered."""
    return say(asked.rich("over_card"))


def over_tap() -> Message:
    """The answer to a tap after the end."""
    return say(words(FILE).rich("over_tap"))


def started(asked: Asked, *, people: int) -> Message:
    """What was started, with a way to stop it."""
    levels = list(asked.survey.levels)
    text = asked.rich("started", asked=people, levels=levels, readers=capital(asked.readers))
    return say(text, _stop(asked.survey))


def _stop(survey: Survey) -> Button:
    label = words(FILE).plain("stop")
    return Button(label=label, action="survey.stop", value=str(survey.number))


def stopped(survey: Survey) -> Message:
    """The answer to "stop it"."""
    return say(words(FILE).rich("stopped", number=survey.number, fewest=FEWEST_ANSWERS))


def told(asked: Asked, reading: Reading | None) -> Message:
    """What a survey's starter is told at its end; without a reading, that too few answered."""
    if reading is None:
        return say(asked.rich("told_few", key=asked.survey.indicator))
    value = figure(reading.value, PERCENT)
    return say(asked.rich("told", figure=value, answers=reading.answers, ref=reading.ref))


def source(answers: int, levels: Sequence[Level]) -> str:
    """Where the reading of a survey comes from."""
    return words(FILE).plain("source", answers=answers, levels=list(levels))


def no_survey() -> Message:
    """The answer where no indicator is read by a survey."""
    return say(words(FILE).rich("no_survey"))


@dataclass(frozen=True, kw_only=True)
class Line:
    """A survey in the list.

    ``progress``: how many have answered and how many are asked, for whoever started it.
    ``to_answer``: the reader is asked and has not answered.
    """

    asked: Asked
    progress: tuple[int, int] | None = None
    to_answer: bool = False


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Surveys as somebody may see them, and the indicator with which one can be started, if any."""

    running: Sequence[Line]
    past: Sequence[Html]
    example: Indicator | None


def listed(shown: Listed) -> Message:
    """Running surveys, with the card where the reader is still asked, and past ones."""
    example = f"/headway survey {shown.example.key}" if shown.example else ""
    if not (shown.running or shown.past):
        return say(words(FILE).rich("empty", example=example))
    title = words(FILE).rich("title")
    blocks: list[Block] = [Paragraph(text=title)]
    for line in shown.running:
        blocks += _running(line)
    blocks += [Paragraph(text=text) for text in shown.past]
    if example:
        blocks.append(Note(text=words(FILE).rich("how", example=example)))
    return Message(text=first_line(title), blocks=tuple(blocks))


def _running(line: Line) -> tuple[Block, ...]:
    text = line.asked.rich("running", progress=_progress(line.progress))
    asks = card(line.asked).blocks if line.to_answer else ()
    if line.progress is None:
        return (Paragraph(text=text), *asks)
    return (Actions(text=text, buttons=(_stop(line.asked.survey),)), *asks)


def _progress(progress: tuple[int, int] | None) -> str:
    if progress is None:
        return ""
    answered, asked = progress
    if answered < FEWEST_ANSWERS:
        return words(FILE).plain("progress_few", fewest=FEWEST_ANSWERS)
    return words(FILE).plain("progress", answered=answered, asked=max(asked, answered))


def past(asked: Asked, reading: Reading | None, *, hidden: bool, today: date) -> Html:
    """A survey that is over, with its reading; ``hidden`` where the reader may not see that."""
    if hidden:
        return asked.rich("past_hidden", today=today)
    if reading is None:
        return asked.rich("past_few", today=today)
    return asked.rich(
        "past",
        today=today,
        figure=figure(reading.value, PERCENT),
        source=reading.text,
        ref=reading.ref,
    )
