"""The words of hand-overs: the form and what was done."""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.domain.blocker import Blocker
from bot.domain.commitment import Commitment
from bot.domain.handover import Handover, Moves
from bot.domain.people import Person
from bot.domain.record import Statement
from bot.messages import (
    Actions,
    Block,
    Button,
    Field,
    FieldKind,
    Form,
    Html,
    Message,
    Note,
    Paragraph,
)
from prompts.replies import first_line, say
from prompts.statement import Place
from prompts.words import words

FILE = "handover"
MOST = 12


def form(old: Person | None = None, new: Person | None = None, *, why: str = "") -> Form:
    """Who hands over to whom, and why."""
    text = words(FILE).plain
    people = {"old": old.key if old else "", "new": new.key if new else ""}
    pickers = (
        Field(
            key=key, label=text(f"label_{key}"), kind=FieldKind.PERSON, value=value, required=True
        )
        for key, value in people.items()
    )
    reason = Field(
        key="why", label=text("label_why"), value=why, hint=text("hint_why"), required=True
    )
    return Form(
        title=text("form_title"),
        action="handover.save",
        value="",
        fields=(*pickers, reason),
        intro=words(FILE).rich("form_intro"),
        submit="Hand over",
    )


def nothing(old: Person, new: Person, *, stays: Sequence[Statement]) -> Message:
    """There was nothing to move."""
    told = words(FILE).rich("nothing", old=old.name, new=new.name, stays=len(stays))
    return say(told)


def done(
    place: Place,
    handover: Handover,
    planned: Moves,
    people: tuple[Person, Person],
    *,
    left: Sequence[str],
) -> Message:
    """What went over, with Undo; ``left`` is where the partnership file still names the old one."""
    old, new = people
    names = {"old": old.name, "new": new.name}
    going = [after for _, after in planned.going]
    title = words(FILE).rich("done", **names, parts=_parts(going))
    blocks: list[Block] = [Paragraph(text=title), Paragraph(text=items(going))]
    undo = Button(label="Undo", action="handover.undo", value=str(handover.number))
    blocks.append(Actions(buttons=(undo,)))
    notes = [words(FILE).rich("gets", **names)]
    if planned.stays:
        notes.insert(0, words(FILE).rich("stays", **names, stays=len(planned.stays)))
    if left:
        notes.append(words(FILE).rich("left", **names, named=left))
    blocks.append(Note(text=Html(" ".join(notes))))
    return Message(text=first_line(title), blocks=tuple(blocks))


def items(records: Sequence[Statement]) -> Html:
    """A line for each of the first records, and how many more there are."""
    lines = [_item(record) for record in records[:MOST]]
    if len(records) > MOST:
        lines.append(words(FILE).rich("more", n=len(records) - MOST))
    return Html("\n".join(lines))


def _item(record: Statement) -> Html:
    known = vars(record) | {"ref": record.ref}
    if isinstance(record, Commitment):
        return words(FILE).rich("promise", **known)
    return words(FILE).rich("blocker" if isinstance(record, Blocker) else "site_day", **known)


def _parts(records: Iterable[Statement]) -> list[str]:
    counts = Counter(record.LETTER for record in records)
    return [words(FILE).plain(f"part.{letter}", n=n) for letter, n in counts.items()]


def taken_back(
    old: Person | None, new: Person | None, *, back: int, stays: Sequence[str]
) -> Message:
    """What went back, and what stays as somebody changed it since."""
    names = {"old": old.name if old else "", "new": new.name if new else ""}
    return say(words(FILE).rich("taken_back", **names, back=back - len(stays), stays=stays))
