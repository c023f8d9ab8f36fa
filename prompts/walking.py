"""The words of walking from room to room: the card of each observer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.people import School
from bot.domain.walkthrough import FEWEST, Round, Walkthrough
from bot.messages import (
    TYPES,
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
from prompts.replies import say
from prompts.statement import Place
from prompts.words import words

FILE = "walking"


@dataclass(frozen=True, kw_only=True)
class Walk:
    """An observer's part of a walkthrough that is under way; ``others`` (keys) may count too.

    ``intro`` and ``before`` stand above and below the buttons: why this comes, and what was seen
    the last time.
    """

    record: Walkthrough
    round: Round
    today: date
    others: tuple[str, ...] = ()
    intro: Html | None = None
    before: Html | None = None


def card(place: Place, walk: Walk) -> Message:
    """The card of one observer: a toggle for each look-for, and the way to the next classroom."""
    title = words(FILE).rich("title", **_names(place, walk.record))
    blocks: list[Block] = [Heading(text=title), *_above(walk)]
    blocks += [Actions(buttons=(button,)) for button in _toggles(place, walk)]
    blocks.append(Actions(buttons=tuple(_ways(walk))))
    blocks += [Note(text=text) for text in _below(place, walk)]
    if _is_own(walk):
        blocks.append(Actions(buttons=(_button("drop", walk.record.ref, Style.DANGER),)))
    return Message(text=plain(title), blocks=tuple(blocks))


def _names(place: Place, record: Walkthrough) -> dict[str, object]:
    return {
        "school": place.partnership.school_name(record.school),
        "classes": record.told.classes,
        "day": record.day,
        "ref": record.ref,
    }


def _above(walk: Walk) -> Iterator[Block]:
    say_rich = words(FILE).rich
    if walk.intro:
        yield Paragraph(text=walk.intro)
    if walk.record.day != walk.today:
        yield Note(text=say_rich("since", day=walk.record.day, today=walk.today))
    yield Paragraph(text=say_rich("room", room=walk.round.room))


def _toggles(place: Place, walk: Walk) -> Iterator[Button]:
    """What a press will make of each look-for stands in its value, so that twice is once."""
    for look_for in place.partnership.agenda.look_fors:
        seen = look_for.key in walk.round.here
        yield Button(
            label=words(FILE).plain("seen" if seen else "not_seen", name=look_for.name),
            action="walkthrough.tick",
            value=f"{_spot(walk)}|{look_for.key}|{'' if seen else 'seen'}",
            style=Style.PRIMARY if seen else Style.DEFAULT,
        )


def _ways(walk: Walk) -> Iterator[Button]:
    yield _button("next", _spot(walk))
    if walk.round.can_go_back:
        yield _button("back", _spot(walk))
    if _is_own(walk):
        label = words(FILE).plain("finish")
        yield Button(label=label, action="walkthrough.finish", value=walk.record.ref, form=True)


def _spot(walk: Walk) -> str:
    return f"{walk.record.ref}|{walk.round.room}"


def _is_own(walk: Walk) -> bool:
    return walk.round.observer == walk.record.by


def _button(verb: str, value: str, style: Style = Style.DEFAULT) -> Button:
    label = words(FILE).plain(verb)
    return Button(label=label, action=f"walkthrough.{verb}", value=value, style=style)


def _below(place: Place, walk: Walk) -> Iterator[Html]:
    say_rich, record = words(FILE).rich, walk.record
    yield _sums(place, walk.round)
    if _is_own(walk):
        yield say_rich("finishes")
    else:
        yield say_rich("opener_finishes", who=place.name(record.by))
    if walk.others:
        yield say_rich("together", names=[place.name(key) for key in walk.others])
    if walk.before:
        yield walk.before


def _sums(place: Place, walked: Round) -> Html:
    say_words = words(FILE)
    if walked.classrooms < FEWEST:
        return say_words.rich("sums_later")
    seen = [
        say_words.plain("sum", name=one.name, seen=walked.seen.get(one.key, 0))
        for one in place.partnership.agenda.look_fors
    ]
    return say_words.rich("sums", classrooms=walked.classrooms, seen=seen)


def first_card(place: Place, record: Walkthrough) -> Message:
    """The card of an observer who did not ask for it, as it is at the beginning."""
    intro = words(FILE).rich("with_you", who=place.name(record.by), **_names(place, record))
    key = place.reader
    walked = Round(partnership=record.partnership, walkthrough=record.number, observer=key)
    others = tuple(sorted(record.concerned - {key}))
    return card(
        place, Walk(record=record, round=walked, today=record.day, others=others, intro=intro)
    )


def open_again(place: Place, record: Walkthrough) -> Message:
    """What an observer is told when the end of a walkthrough was taken back."""
    names = _names(place, record)
    text = words(FILE).rich("again", who=place.name(record.by), **names)
    return say(text, card_button(record))


def card_button(record: Walkthrough) -> Button:
    """The way to one's card."""
    return _button("card", record.ref)


def join_button(record: Walkthrough) -> Button:
    """The way into somebody else's walkthrough."""
    return _button("join", record.ref)


def line(place: Place, record: Walkthrough, today: date) -> Actions:
    """A walkthrough under way in a line, with the way to one's card."""
    text = words(FILE).rich("line", today=today, **_names(place, record))
    return Actions(text=text, buttons=(card_button(record),))


def way(place: Place, record: Walkthrough, today: date) -> Message:
    """Somebody else's walkthrough that is under way, with the way into it."""
    text = line(place, record, today).text
    return say(text, join_button(record))


def choose_school(schools: Sequence[School], rest: str) -> Message:
    """The question at which school somebody is; each button starts there."""
    buttons = tuple(
        Button(label=school.name, action=TYPES, value=f"/walkthrough start {school.key} {rest}")
        for school in schools
    )
    return say(words(FILE).rich("choose"), *buttons)


def nothing_to_tap(school: str) -> Message:
    """The answer where the agenda names no look-fors."""
    return say(words(FILE).rich("nothing_to_tap", school=school))


def dropped(place: Place, record: Walkthrough) -> Message:
    """What stands in the place of the card of a walkthrough that was thrown away; with Undo."""
    text = words(FILE).rich("dropped", **_names(place, record))
    label = words(FILE).plain("undo")
    undo = Button(label=label, action="headway.undo", value=f"{record.ref}:{record.version}")
    return say(text, undo)


def over(record: Walkthrough) -> Message:
    """What stands in the place of a card when the walkthrough was finished meanwhile."""
    return say(words(FILE).rich("over", ref=record.ref))
