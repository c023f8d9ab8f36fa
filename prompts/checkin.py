"""The words of a check-in: its card in every state, and its reminder."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.audience import Audience
from bot.domain.blocker import Blocker
from bot.domain.cadence import Question
from bot.domain.checkin import MOMENTUM, MOMENTUM_AUDIENCE, Answer, CheckIn, CheckInState, Momentum
from bot.domain.commitment import Commitment
from bot.domain.help import Help
from bot.domain.made import told_by
from bot.domain.partnership import Partnership
from bot.domain.people import Level, Person
from bot.domain.record import Record
from bot.messages import (
    Actions,
    Block,
    Button,
    Heading,
    Html,
    Message,
    Note,
    Paragraph,
    Style,
    plain,
)
from prompts.checkin_greeting import greeting
from prompts.factors import factor_buttons
from prompts.filters import capital
from prompts.replies import first_line
from prompts.words import marked, words

MOST_PROMISES, MOST_MADE = 5, 12
FILE = "checkin"
FORMS = {"checkin.answer", "checkin.away", "checkin.open"}  # these open a form


@dataclass(frozen=True, kw_only=True)
class CheckInView:
    """All that a check-in's card shows. ``promises`` are the person's open ones, soonest first.

    ``took_over_from`` is the name of the one whose place the person has just taken, if so.
    """

    checkin: CheckIn
    person: Person
    partnership: Partnership
    now: datetime
    zone: str
    promises: tuple[Commitment, ...] = ()
    answers: tuple[Answer, ...] = ()
    made: tuple[Record, ...] = ()
    took_over_from: str = ""
    readers: Callable[[Audience], str]

    @property
    def today(self) -> date:
        """The person's day."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def ratings(self) -> dict[str, Momentum]:
        """The momentum tapped so far, by strategy."""
        rated = next((a for a in self.answers if a.question == MOMENTUM), None)
        return dict(rated.ratings) if rated else {}


def checkin_card(view: CheckInView) -> Message:
    """The one message of a check-in, as it stands now."""
    if view.answers:
        return _answered_card(view)
    blocks = _STATES.get(view.checkin.state, _open_blocks)(view)
    return Message(text=first_line(blocks[0].text), blocks=tuple(blocks))


def reminder_card(view: CheckInView) -> Message:
    """The short reminder; it offers the same buttons as the card."""
    rows = _rating_rows(view)
    text = words(FILE).rich("reminder", taps=bool(rows))
    return Message(text=plain(text), blocks=(Paragraph(text=text), *rows, _answer_row(view)))


def _open_blocks(view: CheckInView) -> list[Block]:
    hour = view.now.astimezone(ZoneInfo(view.zone)).hour
    return [
        *greeting(view.person.first_name, hour=hour, took_over_from=view.took_over_from),
        *_promise_rows(view),
        *_rating_rows(view),
        _answer_row(view),
        Note(text=_who_reads(view)),
    ]


def _put_aside(name: str) -> Callable[[CheckInView], list[Block]]:
    def blocks(view: CheckInView) -> list[Block]:
        said = words(FILE).rich(name, name=view.person.first_name, day=_closing_day(view))
        again = _button(view.checkin, "Answer after all", "checkin.open")
        return [Paragraph(text=said), Actions(buttons=(again,))]

    return blocks


_STATES = {
    CheckInState.SKIPPED: _put_aside("skipped"),
    CheckInState.AWAY: _put_aside("away"),
    CheckInState.CLOSED: _put_aside("closed"),
}


def receipt(view: CheckInView) -> Message:
    """What was kept, in short: the reply to an answer whose card shows the rest in its place."""
    blocks = _kept_blocks(view)
    return Message(text=first_line(blocks[0].text), blocks=(*blocks, _edit_row(view)))


def _answered_card(view: CheckInView) -> Message:
    blocks = [*_kept_blocks(view), *_rating_rows(view)]
    blocks += _promise_rows(view, without={record.ref for record in view.made})
    return Message(text=first_line(blocks[0].text), blocks=(*blocks, _edit_row(view)))


def _kept_blocks(view: CheckInView) -> list[Block]:
    say, refs = words(FILE), _joined_refs(view.answers)
    blocks: list[Block] = [Heading(text=say.rich("thanks", name=view.person.first_name, refs=refs))]
    told = told_by(view.checkin, view.answers, view.made)
    blocks += [Paragraph(text=_told(view, a)) for a in view.answers if a.ref not in told]
    blocks += [_made_row(view, record) for record in view.made[-MOST_MADE:]]
    more = len(view.made) - MOST_MADE
    if more > 0:
        blocks.append(Note(text=say.rich("more_made", more=more)))
    promised = [made for made in view.made if isinstance(made, Commitment) and made.is_open]
    if promised:
        blocks.append(Note(text=say.rich("next_ask", refs=_joined_refs(promised))))
    if any(answer.late for answer in view.answers):
        blocks.append(Note(text=say.rich("late_note", day=_closing_day(view))))
    return blocks


def _edit_row(view: CheckInView) -> Actions:
    label = "Edit answer" if any(answer.text for answer in view.answers) else "Answer"
    return Actions(buttons=(_button(view.checkin, label, "checkin.answer"),))


def _told(view: CheckInView, answer: Answer) -> Html:
    say, readers = words(FILE), view.readers(answer.audience)
    if answer.question == MOMENTUM:
        name = view.partnership.agenda.strategy_name
        pairs = [f"{name(key)}: {rating.word}" for key, rating in answer.ratings.items()]
        text = say.rich("ratings", ratings="; ".join(pairs), ref=answer.ref, readers=readers)
    else:
        question = view.checkin.question(answer.question)
        label = question.text if question else ""
        text = say.rich("answer", label=label, text=answer.text, ref=answer.ref, readers=readers)
    corrected = answer.corrected_at
    if corrected is None:
        return text
    day = corrected.astimezone(ZoneInfo(view.zone)).date()
    return say.rich("corrected", answer=marked(text), day=day)


def _made_row(view: CheckInView, record: Record) -> Block:
    undo = Button(label="Undo", action="headway.undo", value=f"{record.ref}:{record.version}")
    sort: tuple[Button, ...] = ()
    if isinstance(record, Blocker) and record.factor is None:
        sort = factor_buttons(record, card=view.checkin.id)
    return Actions(text=made_words(record, view.readers), buttons=(undo, *sort))


def made_words(record: Record, readers: Callable[[Audience], str]) -> Html:
    """One line about a commitment, blocker or help that an answer made."""
    say, who = words(FILE), readers(record.audience)
    if isinstance(record, Commitment):
        return say.rich("made_commitment", text=record.text, due=record.due, ref=record.ref)
    if isinstance(record, Blocker):
        factor = record.factor.value if record.factor else ""
        return say.rich(
            "made_blocker", text=record.text, ref=record.ref, factor=factor, readers=who
        )
    text = record.text if isinstance(record, Help) else ""
    return say.rich("made_help", text=text, ref=record.ref, readers=who)


def _promise_rows(
    view: CheckInView, without: frozenset[str] | set[str] = frozenset()
) -> list[Block]:
    say = words(FILE)
    promises = [promise for promise in view.promises if promise.ref not in without]
    if not promises:
        return []
    rows: list[Block] = [Paragraph(text=say.rich("promised"))]
    rows += [_promise_row(view, promise) for promise in promises[:MOST_PROMISES]]
    more = len(promises) - MOST_PROMISES
    if more > 0:
        rows.append(Note(text=say.rich("more_promises", more=more)))
    return rows


def _promise_row(view: CheckInView, promise: Commitment) -> Actions:
    today = view.today
    overdue = promise.is_overdue(today)
    days_late = (today - promise.due).days if overdue and promise.due else 0
    text = words(FILE).rich(
        "promise", text=promise.text, due=promise.due, days_late=days_late, ref=promise.ref
    )
    value = f"{promise.ref}|{view.checkin.id}"
    buttons = (
        Button(label="Done", action="commit.done", value=value, style=Style.PRIMARY),
        Button(label="Not yet", action="commit.not_yet", value=value),
        Button(label="Change date", action="commit.date", value=value, form=True),
    )
    return Actions(text=text, buttons=buttons)


def _rating_rows(view: CheckInView) -> list[Block]:
    strategies = view.partnership.agenda.current
    if not strategies or view.person.level is Level.BOARD:
        return []
    place = view.partnership.school_name(view.person.school) or view.partnership.district.name
    readers = capital(view.readers(MOMENTUM_AUDIENCE))
    rows: list[Block] = [Paragraph(text=_shared("momentum", place=place, readers=readers))]
    ratings = view.ratings
    for strategy in strategies:
        chosen = ratings.get(strategy.key)
        buttons = tuple(
            Button(
                label=rating.word,
                action="checkin.rate",
                value=f"{view.checkin.id}|{strategy.key}|{rating.value}",
                chosen=rating is chosen,
            )
            for rating in Momentum
        )
        rows.append(Actions(text=_shared("strategy", name=strategy.name), buttons=buttons))
    return rows


@lru_cache(maxsize=1024)
def _shared(name: str, /, **values: str) -> Html:
    """A text that is the same for hundreds of people, worded once."""
    return words(FILE).rich(name, **values)


def _answer_row(view: CheckInView) -> Actions:
    return Actions(buttons=asking_buttons(view.checkin))


def asking_buttons(checkin: CheckIn) -> tuple[Button, ...]:
    """The buttons of a check-in that is not answered yet."""
    answer = _button(checkin, "Answer", "checkin.answer", style=Style.PRIMARY)
    others = {"Skip this time": "skip", "Later": "later", "I'm away": "away"}
    if checkin.is_own:
        return (answer,)
    return (answer, *(_button(checkin, label, f"checkin.{verb}") for label, verb in others.items()))


def _button(checkin: CheckIn, label: str, action: str, style: Style = Style.DEFAULT) -> Button:
    return Button(label=label, action=action, value=checkin.id, style=style, form=action in FORMS)


def _who_reads(view: CheckInView) -> Html:
    """Who reads what, before anything is sent: a reply here answers the first question."""
    audiences = {question.audience for question in view.checkin.questions}
    readers = tuple((audience, view.readers(audience)) for audience in sorted(audiences))
    return _reading(view.checkin.questions, readers)


@lru_cache(maxsize=256)
def _reading(questions: tuple[Question, ...], readers: tuple[tuple[Audience, str], ...]) -> Html:
    """Worded once for all who are asked the same."""
    by_readers: dict[Audience, list[str]] = {}
    for question in questions:
        by_readers.setdefault(question.audience, []).append(_topic(question))
    names = dict(readers)
    sentences = [
        words(FILE).plain(
            "reads",
            readers=capital(names[audience]),
            verb="reads" if audience is Audience.PUBLIC else "read",
            topics=dict.fromkeys(topics),
        )
        for audience, topics in by_readers.items()
    ]
    return words(FILE).rich("how_to_answer", who_reads=" ".join(sentences))


def _topic(question: Question) -> str:
    return words(FILE).plain(f"topic_{question.makes.value if question.makes else 'where'}")


def _closing_day(view: CheckInView) -> date:
    return view.checkin.closes_at.astimezone(ZoneInfo(view.zone)).date()


def _joined_refs(records: Iterable[Record]) -> str:
    return ", ".join(record.ref for record in records)
