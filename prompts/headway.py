"""The words of help, undo, people, mine and settings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.cadence import Cadence
from bot.domain.partnership import Partnership
from bot.domain.people import Person, Side
from bot.domain.preferences import Preferences
from bot.domain.record import Record
from bot.messages import (
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Heading,
    Html,
    Message,
    Note,
    Option,
    Paragraph,
    Style,
    plain,
)
from prompts.replies import say, type_button
from prompts.words import words

FILE = "headway"


@dataclass(frozen=True, kw_only=True)
class Topic:
    """A word with its one line of help and its examples, and the part of the help that has it."""

    word: str
    help: str
    examples: Sequence[str]
    about: str


def help_message(name: str, topics: Iterable[Topic]) -> Message:
    """Every word with what it is for, in parts that are read at a glance on a phone."""
    say_rich = words(FILE).rich
    title = say_rich("help_title", name=name)
    parts: dict[str, list[Html]] = {}
    for topic in topics:
        line = say_rich("help_topic", word=topic.word, help=topic.help)
        parts.setdefault(topic.about, [say_rich(f"about.{topic.about}")]).append(line)
    told = [Paragraph(text=Html("\n".join(lines))) for lines in parts.values()]
    intro, end = Note(text=say_rich("help_intro")), Note(text=say_rich("help_end"))
    return Message(text=plain(title), blocks=(Heading(text=title), intro, *told, end))


def topic_message(topic: Topic) -> Message:
    """One word with all its examples."""
    title = words(FILE).rich("help_topic", word=topic.word, help=topic.help)
    examples = Paragraph(text=Html("\n".join(_italic(example) for example in topic.examples)))
    return Message(text=plain(title), blocks=(Paragraph(text=title), examples))


def _italic(text: str) -> str:
    return words(FILE).rich("example", text=text)


def undone(record: Record, promises: Sequence[Record] = ()) -> Message:
    """The answer to Undo; ``promises`` came of what was undone, and went with it if they could."""
    name = "undone_made" if record.withdrawn else "undone"
    gone = [promise.ref for promise in promises if promise.withdrawn]
    left = [promise.ref for promise in promises if not promise.withdrawn]
    return say(words(FILE).rich(name, ref=record.ref, gone=gone, left=left))


def people_message(
    partnership: Partnership, people: Sequence[Person], away: dict[str, date]
) -> Message:
    """Everybody by side, with who is away."""
    say_rich = words(FILE).rich
    name = f"{partnership.district.name} with {partnership.partner.name}"
    title = say_rich("people_title", count=len(people), partnership=name)
    blocks: list[Block] = [Heading(text=title)]
    for side in Side:
        organisation = partnership.partner if side is Side.PARTNER else partnership.district
        rows = [_person(partnership, p, away) for p in people if p.side is side]
        text = "\n".join([say_rich("side", name=organisation.name), *rows])
        blocks.append(Paragraph(text=Html(text)))
    return Message(text=plain(title), blocks=tuple(blocks))


def _person(partnership: Partnership, person: Person, away: dict[str, date]) -> Html:
    return words(FILE).rich(
        "person",
        name=person.name,
        role=person.role,
        school=partnership.school_name(person.school),
        key=person.key,
        away=away.get(person.key),
        unreached=person.unreachable_since,
    )


@dataclass(frozen=True, kw_only=True)
class Mine:
    """What is open for one person: lines with their buttons, under their titles."""

    name: str
    partner: str
    open_until: date | None
    checkin: str | None
    promises: Sequence[Block]
    partner_promises: Sequence[Html]
    blockers: Sequence[Block]


def mine_message(mine: Mine) -> Message:
    """Promises, blockers and the open check-in of one person."""
    say_rich = words(FILE).rich
    blocks: list[Block] = []
    if mine.checkin and mine.open_until:
        answer = Button(
            label="Answer",
            action="checkin.answer",
            value=mine.checkin,
            style=Style.PRIMARY,
            form=True,
        )
        text = say_rich("mine_checkin", until=mine.open_until)
        blocks.append(Actions(text=text, buttons=(answer,)))
    if mine.promises:
        blocks += [Paragraph(text=say_rich("mine_promises")), *mine.promises]
    if mine.blockers:
        blocks += [Paragraph(text=say_rich("mine_blockers")), *mine.blockers]
    if mine.partner_promises:
        title = say_rich("mine_partner", side=mine.partner)
        blocks.append(Paragraph(text=Html("\n".join([title, *mine.partner_promises]))))
    if not blocks:
        return say(say_rich("mine_empty"))
    title = say_rich("mine_title", name=mine.name)
    return Message(text=plain(title), blocks=(Heading(text=title), *blocks))


def settings_message(
    preferences: Preferences, *, cadences: Sequence[Cadence], zone: str, saved: bool
) -> Message:
    """A person's settings as they are, with buttons to change them.

    ``cadences``: those that ask this person.
    """
    say_rich = words(FILE).rich
    title = say_rich("settings_saved" if saved else "settings_title")
    at = preferences.at or next((cadence.at for cadence in cadences), None)
    lines = say_rich(
        "settings_lines",
        at=f"{at:%H:%M}" if at else "no fixed time",
        zone=zone,
        days=[_rhythm(cadence) for cadence in cadences],
        away=preferences.away_until,
        reminders=preferences.reminders,
        proposals=preferences.proposals,
    )
    buttons = [Button(label="Change", action="settings.open", value="", form=True)]
    if preferences.away_until:
        buttons.append(type_button("back", "/headway settings back"))
    blocks = (Paragraph(text=title), Paragraph(text=lines), Actions(buttons=tuple(buttons)))
    return Message(text=plain(title), blocks=blocks)


def _rhythm(cadence: Cadence) -> str:
    day = cadence.day.name.capitalize()
    return words(FILE).plain("settings_rhythm", day=day, every=cadence.every)


def settings_form(preferences: Preferences) -> Form:
    """The form with a person's settings."""
    say_plain = words(FILE).plain
    at, away = preferences.at, preferences.away_until
    return Form(
        title=say_plain("settings_form"),
        action="settings.save",
        value="",
        fields=(
            Field(
                key="at",
                label=say_plain("label_at"),
                kind=FieldKind.TIME,
                value=f"{at:%H:%M}" if at else "",
                hint=say_plain("hint_at"),
            ),
            Field(
                key="zone",
                label=say_plain("label_zone"),
                value=preferences.timezone or "",
                hint=say_plain("hint_zone"),
            ),
            Field(
                key="away",
                label=say_plain("label_away"),
                kind=FieldKind.DATE,
                value=away.isoformat() if away else "",
                hint=say_plain("hint_away"),
            ),
            _switch("reminders", on=preferences.reminders),
            _switch("proposals", on=preferences.proposals),
        ),
    )


def _switch(name: str, *, on: bool) -> Field:
    say_plain = words(FILE).plain
    return Field(
        key=name,
        label=say_plain(f"label_{name}"),
        kind=FieldKind.CHOICE,
        value="on" if on else "off",
        options=(
            Option(value="on", label=say_plain(f"with_{name}")),
            Option(value="off", label=say_plain(f"no_{name}")),
        ),
    )
