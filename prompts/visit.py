"""The words of visits: confirmations, lists, notices and the form."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.audience import Audience
from bot.domain.commitment import Commitment
from bot.domain.history import Change, Deed
from bot.domain.visit import Visit
from bot.messages import (
    TYPES,
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Html,
    Message,
    Paragraph,
    plain,
)
from prompts.pledges import promised
from prompts.replies import first_line, say
from prompts.statement import Place, option_fields, school_field, undo_and_edit
from prompts.words import words

FILE = "visit"


def told(
    place: Place, record: Visit, promises: Iterable[Commitment], *, how: str, today: date
) -> Message:
    """A visit with what was promised in it; ``how`` is kept, edited or shown.

    Who took part can edit it, and Undo stands under what was just done.
    """
    title = words(FILE).rich(
        how,
        school=place.partnership.school_name(record.school),
        day=record.day,
        today=today,
        ref=record.ref,
        strategy=place.strategy(record.strategy),
        readers=place.readers_sentence(record.audience),
        verb=place.verb(record.audience),
        named=_are_named(record),
    )
    buttons = undo_and_edit("visit", record)
    if how == "shown":
        buttons = buttons[1:] if place.reader in record.people else ()
    blocks: list[Block] = [Paragraph(text=title), Paragraph(text=_details(place, record))]
    blocks += promised(place, promises, today=today)
    if buttons:
        blocks.append(Actions(buttons=buttons))
    return Message(text=first_line(title), blocks=tuple(blocks))


def _are_named(record: Visit) -> bool:
    """Whether others see it only because they are named in it."""
    return not record.audience.includes(Audience.LEADERS) and record.people != {record.by}


def _details(place: Place, record: Visit) -> Html:
    return words(FILE).rich(
        "details",
        visitors=_names(place, record.visitors),
        hosts=_names(place, record.hosts),
        text=record.text,
    )


def _names(place: Place, keys: Iterable[str]) -> list[str]:
    return [place.name(key) for key in keys]


def unchanged(record: Visit) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=record.ref))


def no_schools() -> Message:
    """The answer where there is no school to visit."""
    return say(words(FILE).rich("no_schools"))


def listed(place: Place, visits: Sequence[Visit], *, today: date) -> Message:
    """Visits, with a way to who has visited whom; one's own can be edited."""
    if not visits:
        school = place.partnership.schools[0].key
        return say(words(FILE).rich("list_empty", school=school, me=place.reader))
    title = words(FILE).rich("list_title")
    label = words(FILE).plain("coverage_button")
    coverage = Button(label=label, action=TYPES, value="/headway visit coverage")
    rows = (_listed(place, visit, today) for visit in visits)
    blocks = (Paragraph(text=title), *rows, Actions(buttons=(coverage,)))
    return Message(text=plain(title), blocks=blocks)


def _listed(place: Place, record: Visit, today: date) -> Block:
    line = words(FILE).rich(
        "list_line",
        school=place.partnership.school_name(record.school),
        day=record.day,
        today=today,
        visitors=_names(place, record.visitors),
        text=record.text,
        ref=record.ref,
    )
    if place.reader not in record.people:
        return Paragraph(text=line)
    edit = Button(label="Edit", action="visit.edit", value=record.ref, form=True)
    return Actions(text=line, buttons=(edit,))


def notice(record: Visit, made: Change, *, who: str, to: str) -> Message:
    """What somebody who took part is told of a visit that another person kept or changed."""
    name = "notice_made" if made.deed is Deed.MADE else "notice_changed"
    text = words(FILE).rich(name, who=who, day=record.day, text=record.text, ref=record.ref)
    show = Button(
        label=words(FILE).plain("show"), action=TYPES, value=f"/headway visit {record.ref}"
    )
    return say(text, show)


def form(place: Place, record: Visit, *, next_step: str = "") -> Form:
    """The form for a visit: a new one, filled as far as it is known, or one to change."""
    say_plain = words(FILE).plain
    day = Field(
        key="day",
        label=say_plain("label_day"),
        kind=FieldKind.DATE,
        value=record.day.isoformat(),
        required=True,
    )
    text = Field(
        key="text",
        label=say_plain("label_text"),
        kind=FieldKind.LINES,
        value=record.text,
        required=True,
    )
    step = Field(
        key="next",
        label=say_plain("label_next"),
        value=next_step,
        hint=say_plain("hint_next"),
    )
    return Form(
        title=say_plain("form_title"),
        action="visit.save",
        value=record.ref if record.number else "",
        intro=words(FILE).rich("form_edit") if record.number else Html(""),
        fields=(
            school_field(place, record.school),
            day,
            _people_field("went", record.visitors),
            _people_field("hosted", record.hosts),
            text,
            *(() if record.number else (step,)),
            *option_fields(place, record, "visit"),
        ),
    )


def _people_field(key: str, people: Iterable[str]) -> Field:
    return Field(
        key=key,
        label=words(FILE).plain(f"label_{key}"),
        value=", ".join(f"@{one}" for one in people),
        hint=words(FILE).plain("hint_people"),
    )
