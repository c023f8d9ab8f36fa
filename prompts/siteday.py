"""The words of site days: what was planned, the list, the brief, the debrief, and the forms."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.commitment import Commitment
from bot.domain.history import Change, Deed
from bot.domain.site_day import SiteDay, SiteDayState
from bot.messages import (
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Heading,
    Message,
    Note,
    Paragraph,
    Style,
)
from prompts.checkin_form import audience_field
from prompts.filters import month_name
from prompts.pledges import promised
from prompts.replies import first_line, say
from prompts.statement import Place, option_fields, undo_and_edit
from prompts.words import words

FILE = "siteday"
MOST_LISTED = 8


@dataclass(frozen=True, kw_only=True)
class Used:
    """Of a month the days ``used`` by today, ``coming``, and ``agreed`` (None: not known)."""

    month: date
    today: date
    used: int
    coming: int
    agreed: int | None

    @property
    def sentence(self) -> str:
        """The days in a sentence: "February: 2 of 5 agreed days used, 1 more planned."."""
        values = {**vars(self), "month": month_name(self.month)}
        return words(FILE).plain("used", **values)


def confirmed(
    place: Place, record: SiteDay, used: Used, *, brief: str, edited: bool = False
) -> Message:
    """What was planned, who reads it, and when the brief comes (in words, or empty)."""
    kind = "edited" if edited else "kept"
    text = words(FILE).rich(kind, **_values(place, record), today=used.today)
    readers = words(FILE).rich(
        "readers",
        readers=place.readers_sentence(record.audience),
        verb=place.verb(record.audience),
        brief=brief,
        used=used.sentence,
    )
    blocks = (
        Paragraph(text=text),
        Note(text=readers),
        Actions(buttons=undo_and_edit("siteday", record)),
    )
    return Message(text=first_line(text), blocks=blocks)


def _values(place: Place, record: SiteDay) -> dict[str, object]:
    who = [place.name(key) for key in record.coaches]
    return {**vars(record), "ref": record.ref, "who": who}


def double(place: Place, record: SiteDay, who: Iterable[str]) -> Note:
    """That somebody who comes is there on that day already."""
    names = [place.name(key) for key in who]
    return Note(text=words(FILE).rich("double", who=names, text=record.text, ref=record.ref))


def moved(record: SiteDay, before: date, *, why: str, today: date) -> Message:
    """The answer to another day, with Undo."""
    values = {"day": record.day, "text": record.text, "ref": record.ref}
    text = words(FILE).rich("moved", **values, before=before, why=why, today=today)
    return say(text, undo_and_edit("siteday", record)[0])


def called_off(record: SiteDay, *, why: str, today: date) -> Message:
    """The answer to calling off, with Undo."""
    values = {"day": record.day, "text": record.text, "ref": record.ref}
    text = words(FILE).rich("called_off", **values, why=why, today=today)
    return say(text, undo_and_edit("siteday", record)[0])


def unchanged(record: SiteDay) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=record.ref))


@dataclass(frozen=True, kw_only=True)
class Listed:
    """The site days that somebody may read, the last first, and what is used of those agreed."""

    days: Sequence[SiteDay]
    used: Used
    may_plan: bool


def listed(place: Place, shown: Listed) -> Message:
    """Those to come, those that wait for a debrief, and those before, with the days used."""
    rich, today = words(FILE).rich, shown.used.today
    if not shown.days:
        partner = place.partnership.partner.name
        return say(rich("list.empty_partner" if shown.may_plan else "list.empty", partner=partner))
    ahead = [one for one in shown.days if one.is_open and one.day >= today]
    groups = {
        "coming": sorted(ahead, key=lambda one: one.day),
        "waiting": [one for one in shown.days if one.is_open and one.day < today],
        "before": [one for one in shown.days if not one.is_open],
    }
    blocks: list[Block] = [Heading(text=rich("list.title"))]
    for name, days in groups.items():
        if days:
            blocks.append(Paragraph(text=rich(f"list.{name}")))
            blocks += [_row(place, one, shown) for one in days[:MOST_LISTED]]
    blocks.append(Paragraph(text=rich("list.used", used=shown.used.sentence)))
    if shown.used.agreed is None and shown.may_plan:
        blocks.append(Note(text=rich("not_agreed")))
    return Message(text=words(FILE).plain("list.title"), blocks=tuple(blocks))


def _row(place: Place, record: SiteDay, shown: Listed) -> Block:
    kinds = {SiteDayState.CALLED_OFF: "off", SiteDayState.DEBRIEFED: "debriefed"}
    kind = kinds.get(record.state, "line")
    text = words(FILE).rich(f"list.{kind}", **_values(place, record), today=shown.used.today)
    buttons = _buttons(record, shown.used.today) if shown.may_plan else ()
    return Actions(text=text, buttons=buttons) if buttons else Paragraph(text=text)


def _buttons(record: SiteDay, today: date) -> tuple[Button, ...]:
    if not record.is_open:
        return ()
    brief = Button(label="Brief", action="siteday.brief", value=record.ref)
    debrief = _debrief_button(record)
    edit = Button(label="Edit", action="siteday.edit", value=record.ref, form=True)
    return (brief, edit, _off_button(record)) if record.day > today else (debrief, edit)


def _debrief_button(record: SiteDay) -> Button:
    return Button(
        label="Debrief",
        action="siteday.debrief",
        value=record.ref,
        style=Style.PRIMARY,
        form=True,
    )


def _off_button(record: SiteDay) -> Button:
    return Button(label="Call off", action="siteday.off", value=record.ref, form=True)


def debrief_asked(record: SiteDay, *, again: bool = False) -> Message:
    """The question after a site day, with the button that opens the form."""
    name = "debrief.again" if again else "debrief.asked"
    text = words(FILE).rich(name, day=record.day, text=record.text, ref=record.ref)
    return say(text, _debrief_button(record), _off_button(record))


def debriefed(
    place: Place, record: SiteDay, promises: Sequence[Commitment], *, today: date
) -> Message:
    """What is kept of a day, with the promises that came of it, and who reads it."""
    rich = words(FILE).rich
    text = rich("debrief.kept", **_values(place, record), today=today)
    blocks = [Paragraph(text=text), *promised(place, promises, today=today)]
    readers, verb = place.readers_sentence(record.audience), place.verb(record.audience)
    blocks.append(Note(text=rich("debrief.readers", readers=readers, verb=verb)))
    undo, _ = undo_and_edit("siteday", record)
    again = Button(label="Edit", action="siteday.debrief", value=record.ref, form=True)
    blocks.append(Actions(buttons=(undo, again)))
    return Message(text=first_line(text), blocks=tuple(blocks))


def notice(record: SiteDay, made: Change, *, who: str, to: str) -> Message:
    """What a coach is told of a site day that another planned, moved, called off or debriefed."""
    names = {
        Deed.MADE: "made",
        Deed.MOVED: "moved",
        Deed.DROPPED: "dropped",
        Deed.CLOSED: "closed",
    }
    text = words(FILE).rich(
        f"notice.{names.get(made.deed, 'changed')}",
        who=who,
        day=record.day,
        text=record.text,
        ref=record.ref,
        why=made.why,
    )
    if record.is_open and to in record.coaches:
        return say(text, Button(label="Brief", action="siteday.brief", value=record.ref))
    return say(text)


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What stands in the form of a site day besides the record's own fields."""

    day: date | None = None
    coach: str = ""
    others: str = ""
    text: str = ""


def form(place: Place, filled: Filled, record: SiteDay | None = None) -> Form:
    """The form to plan a site day, or to change one."""
    say_plain = words(FILE).plain
    return Form(
        title=say_plain("form.title"),
        action="siteday.save",
        value=record.ref if record else "",
        fields=(
            Field(
                key="day",
                label=say_plain("form.day"),
                kind=FieldKind.DATE,
                value=filled.day.isoformat() if filled.day else "",
                required=True,
            ),
            Field(
                key="text",
                label=say_plain("form.text"),
                kind=FieldKind.LINES,
                value=filled.text,
                hint=say_plain("form.hint_text"),
                required=True,
            ),
            Field(
                key="coach",
                label=say_plain("form.coach"),
                kind=FieldKind.PERSON,
                value=filled.coach,
            ),
            Field(
                key="others",
                label=say_plain("form.others"),
                value=filled.others,
                hint=say_plain("form.hint_others"),
            ),
            *option_fields(place, record, "siteday"),
        ),
    )


def debrief_form(place: Place, record: SiteDay) -> Form:
    """The form after a site day."""
    keys = ("worked", "did_not", "to_change")
    texts = [_lines(key.replace("_", "-"), key, getattr(record, key)) for key in keys]
    hint = words(FILE).plain("form.hint_next")
    return Form(
        title=words(FILE).plain("form.debrief_title"),
        action="siteday.debriefed",
        value=record.ref,
        fields=(
            *texts,
            replace(_lines("next", "next", ""), hint=hint),
            audience_field(record.audience, place.readers),
        ),
    )


def _lines(key: str, label: str, value: str) -> Field:
    text = words(FILE).plain(f"form.{label}")
    return Field(key=key, label=text, kind=FieldKind.LINES, value=value)


def off_form(record: SiteDay) -> Form:
    """The form to call off a site day."""
    return Form(
        title=words(FILE).plain("form.off_title"),
        action="siteday.called_off",
        value=record.ref,
        fields=(replace(_lines("why", "why", ""), required=True),),
    )
