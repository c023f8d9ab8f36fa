"""The words of walkthroughs: confirmations, lists and notices. What they show may be told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.commitment import Commitment
from bot.domain.history import Change, Deed
from bot.domain.people import School
from bot.domain.seeing import Compared
from bot.domain.walkthrough import Prediction, Walkthrough, spelled
from bot.messages import TYPES, Actions, Block, Button, Html, Message, Note, Paragraph, plain
from prompts.filters import day_month
from prompts.replies import LONGEST_BUTTON_VALUE, first_line, misunderstood, say
from prompts.statement import Place, undo_and_edit
from prompts.walking import card_button, first_card, join_button, open_again
from prompts.words import words

FILE = "walkthrough"
A_YEAR = 330
"""Days after which a month's name alone could be this year's."""


@dataclass(frozen=True, kw_only=True)
class Whole:
    """A walkthrough with all that belongs to it, as far as the reader may see it.

    ``last`` is the one before it at its school, as it may be told; ``promises`` came of it.
    """

    record: Walkthrough
    compared: Sequence[Compared] = ()
    last: Walkthrough | None = None
    promises: Sequence[Commitment] = ()


def confirmed(place: Place, whole: Whole, *, edited: bool = False) -> Message:
    """What was understood, and who reads it; with Undo and Edit."""
    return _message(place, whole, "edited" if edited else "kept")


def shown(place: Place, whole: Whole) -> Message:
    """All of a walkthrough; its author can undo and edit it."""
    return _message(place, whole, "whole")


def _message(place: Place, whole: Whole, name: str) -> Message:
    record = whole.record
    title = _title(place, record, name)
    blocks: list[Block] = [Paragraph(text=title), Paragraph(text=_details(place, whole))]
    if record.told != record:
        alone = record.by == place.reader and not record.observers
        blocks.append(Note(text=words(FILE).rich("few", own=alone)))
    before = last_time(_not_told_yet(whole), record.day)
    if before:
        blocks.append(Note(text=before))
    if record.by == place.reader:
        blocks.append(Actions(buttons=undo_and_edit("walkthrough", record)))
    return Message(text=first_line(title), blocks=tuple(blocks))


def _title(place: Place, record: Walkthrough, name: str, *, who: str = "") -> Html:
    return words(FILE).rich(
        name,
        who=who,
        school=place.partnership.school_name(record.school),
        classes=record.told.classes,
        day=record.day,
        ref=record.ref,
        strategy=place.strategy(record.strategy),
        readers=place.readers_sentence(record.audience),
        verb=place.verb(record.audience),
    )


def _details(place: Place, whole: Whole) -> Html:
    return Html("\n".join(_lines(place, whole)))


def _lines(place: Place, whole: Whole) -> Iterator[Html]:
    told, rich = whole.record.told, words(FILE).rich
    yield from (_counted(each, told.day) for each in whole.compared if _counts(each))
    yield from _named("seen", told.text)
    if told.not_looked_for and any(each.finding.look_for for each in whole.compared):
        yield rich("not_looked_for", names=_look_fors(place, told.not_looked_for))
    for name in ("pattern", "wondering", "focus", "part"):
        yield from _named(name, getattr(told, name))
    if told.observers:
        yield rich("with", names=[place.name(key) for key in told.observers])
    if told.predictions:
        yield rich("predicted", predictions=_predictions(told.predictions))
    yield from (_promise(place, promise) for promise in whole.promises)
    if not whole.promises:
        yield from _named("next", told.next_step)


def _counts(compared: Compared) -> bool:
    """Whether a finding has a line of its own: the text says the others, unless there is more."""
    return bool(compared.finding.look_for or compared.predicted or compared.before)


def _counted(compared: Compared, day: date) -> Html:
    finding = compared.finding
    return words(FILE).rich(
        "counted",
        text=finding.text,
        seen=finding.seen,
        of=finding.of,
        predicted=compared.predicted,
        before=compared.before,
        when=_when(compared.before_day, day) if compared.before_day else "",
        ref=finding.ref,
    )


def _when(before: date, day: date) -> str:
    """When something was seen before, from a day: "in November", with its year if long ago."""
    if (before.year, before.month) == (day.year, day.month):
        return f"on {day_month(before)}"
    month = day_month(before).partition(" ")[2]
    return f"in {month} {before.year}" if (day - before).days > A_YEAR else f"in {month}"


def _named(name: str, text: str) -> Iterator[Html]:
    if text:
        yield words(FILE).rich(name, text=spelled(text))


def _look_fors(place: Place, keys: Iterable[str]) -> list[str]:
    names = {one.key: one.name for one in place.partnership.agenda.look_fors}
    return [names.get(key, key) for key in keys]


def _predictions(predictions: Iterable[Prediction]) -> list[str]:
    plain_words = words(FILE).plain
    return [plain_words("prediction", text=p.text, seen=p.seen, of=p.of) for p in predictions]


def _promise(place: Place, promise: Commitment) -> Html:
    mine = promise.owner == place.reader
    who = "you'll" if mine else f"{place.name(promise.owner)} will"
    return words(FILE).rich("promise", who=who, text=promise.text, due=promise.due, ref=promise.ref)


def _not_told_yet(whole: Whole) -> Walkthrough | None:
    """The last walkthrough without the predictions that stand beside what was seen now."""
    if whole.last is None:
        return None
    told = {each.finding.about for each in whole.compared}
    left = tuple(p for p in whole.last.predictions if p.about not in told)
    return replace(whole.last, predictions=left)


def last_time(last: Walkthrough | None, today: date) -> Html:
    """The pattern of the last walkthrough at a school, and what it predicted; may be empty."""
    lines = []
    if last and last.pattern:
        lines.append(_last_pattern(last, today))
    if last and last.predictions:
        predictions = _predictions(last.predictions)
        lines.append(words(FILE).rich("last_predicted", predictions=predictions, ref=last.ref))
    return Html("\n".join(lines))


def _last_pattern(last: Walkthrough, today: date) -> Html:
    text = spelled(last.pattern)
    return words(FILE).rich("last_pattern", day=last.day, today=today, text=text, ref=last.ref)


def notice(place: Place, record: Walkthrough, made: Change) -> Message:
    """What an observer is told of a walkthrough that somebody else began, kept or changed."""
    if record.under_way:
        again = made.deed is not Deed.MADE
        return open_again(place, record) if again else first_card(place, record)
    whole = Whole(record=record, compared=[Compared(finding=f) for f in record.told.findings])
    name = "notice_kept" if made.deed in {Deed.MADE, Deed.CLOSED} else "notice_edited"
    title = _title(place, record, name, who=place.name(made.by))
    blocks = (Paragraph(text=title), Paragraph(text=_details(place, whole)))
    return Message(text=first_line(title), blocks=blocks)


def unchanged(record: Walkthrough) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=record.ref))


def no_schools() -> Message:
    """The answer where there is no school to choose."""
    return say(words(FILE).rich("no_schools"))


def unknown_school(text: str, word: str, near: School | None) -> Message:
    """What named no school, if anything; the nearest one, and a way to choose. Nothing is lost."""
    say_plain = words(FILE).plain
    message = say_plain("unknown_school", word=word, near=near.name if near else "")
    choose = Button(
        label=say_plain("choose_school", near=near),
        action="walkthrough.open",
        value=text,
        form=True,
    )
    return misunderstood(
        message,
        typed=f"/walkthrough {text}",
        suggestion=f"/walkthrough {text.replace(word, near.key, 1)}" if near else None,
        other=choose if len(text) < LONGEST_BUTTON_VALUE else None,
    )


def listed(place: Place, walkthroughs: Sequence[Walkthrough], school: School | None) -> Message:
    """Walkthroughs as they are told; one's own can be edited, and a new one be started."""
    walk = words(FILE).plain("walk")
    start = Actions(buttons=(Button(label=walk, action=TYPES, value="/walkthrough start"),))
    if not walkthroughs:
        key = (school or place.partnership.schools[0]).key
        name = school.name if school else ""
        empty = words(FILE).rich("list_empty", school=key, name=name)
        return Message(text=plain(empty), blocks=(Paragraph(text=empty), start))
    title = words(FILE).rich("list_title", school=school.name if school else "")
    rows = (_listed(place, record) for record in walkthroughs)
    return Message(text=plain(title), blocks=(Paragraph(text=title), *rows, start))


def _listed(place: Place, record: Walkthrough) -> Block:
    told = record.told
    line = words(FILE).rich(
        "list_way" if record.under_way else "list_line",
        school=place.partnership.school_name(record.school),
        classes=told.classes,
        day=record.day,
        text=_in_short(told),
        ref=record.ref,
    )
    buttons = tuple(_list_buttons(place, record))
    return Actions(text=line, buttons=buttons) if buttons else Paragraph(text=line)


def _list_buttons(place: Place, record: Walkthrough) -> Iterator[Button]:
    if record.under_way:
        mine = place.reader in record.concerned
        yield card_button(record) if mine else join_button(record)
    elif record.by == place.reader:
        yield Button(label="Edit", action="walkthrough.edit", value=record.ref, form=True)


def _in_short(told: Walkthrough) -> str:
    counted = [finding for finding in told.findings if finding.look_for]
    parts = [f"{each.text} in {each.seen} of {each.of}" for each in counted]
    said = "; ".join(filter(None, (*parts, spelled(told.text), spelled(told.pattern))))
    return said or words(FILE).plain("list_few")
