"""The forms of a check-in, and the choice of who reads something."""

from collections.abc import Callable, Iterator

from bot.domain.audience import Audience
from bot.domain.checkin import Answer
from bot.messages import Field, FieldKind, Form, Option
from prompts.checkin import CheckInView
from prompts.filters import capital
from prompts.words import words

FILE = "checkin"
AUDIENCES = (Audience.SELF, Audience.PARTNER, Audience.LEADERS)


def checkin_form(view: CheckInView) -> Form:
    """The form with every question, the audience of each answer beside it, filled as it stands."""
    given = {answer.question: answer for answer in view.answers}
    return Form(
        title=words(FILE).plain("form_title"),
        action="checkin.answer",
        value=view.checkin.id,
        intro=words(FILE).rich("form_intro"),
        fields=tuple(_fields(view, given)),
    )


def _fields(view: CheckInView, given: dict[str, Answer]) -> Iterator[Field]:
    for question in view.checkin.questions:
        answer = given.get(question.key)
        yield Field(
            key=question.key,
            label=question.text,
            kind=FieldKind.LINES,
            value=answer.text if answer else "",
        )
        yield audience_field(
            answer.audience if answer else question.audience, view.readers, key=question.key
        )


def audience_field(
    chosen: Audience,
    readers: Callable[[Audience], str],
    *,
    key: str = "",
    more: tuple[Audience, ...] = (),
) -> Field:
    """The choice of who reads something, and ``more``; its key is ``audience``, or with ``key``.

    That is ``KEY.audience``.
    """
    usual = AUDIENCES if key else (*AUDIENCES, Audience.PUBLIC)
    offered = sorted({*usual, *more, chosen}, key=lambda audience: audience.reach)
    return Field(
        key=f"{key}.audience" if key else "audience",
        label=words(FILE).plain("form_audience" if key else "form_readers"),
        kind=FieldKind.CHOICE,
        value=chosen.value,
        options=tuple(Option(value=a.value, label=capital(readers(a))) for a in offered),
    )


def away_form(checkin: str) -> Form:
    """The form behind "I'm away"."""
    say = words(FILE)
    day = Field(
        key="until",
        label=say.plain("away_label"),
        kind=FieldKind.DATE,
        required=True,
    )
    return Form(title=say.plain("away_title"), action="checkin.away", value=checkin, fields=(day,))
