"""The form of a walkthrough: what is needed first, so that the rest can be left on a phone."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.agenda import LookFor
from bot.domain.commitment import Commitment
from bot.domain.walkthrough import Prediction, Walkthrough
from bot.messages import Field, FieldKind, Form, Html
from prompts.statement import Place, option_fields, school_field
from prompts.walkthrough import FILE, last_time
from prompts.words import words


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What the form is filled with.

    ``counts`` are those of the look-fors by key: "5/8", empty if not to be shown. ``value`` comes
    back with the form. ``promises`` came of it already; ``last`` is the walkthrough before it at
    the school.
    """

    record: Walkthrough
    today: date
    counts: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    promises: Sequence[Commitment] = ()
    last: Walkthrough | None = None


def form(place: Place, filled: Filled) -> Form:
    """The form for a walkthrough: a new one, one to finish, or one to change."""
    record = filled.record
    return Form(
        title=words(FILE).plain("form_finish" if record.under_way else "form_title"),
        action="walkthrough.save",
        value=filled.value,
        intro=Html("\n".join(_intro(filled))),
        fields=(
            *_where(place, record),
            *_counted(place, filled),
            *_worded(place, filled),
            *option_fields(place, record, "walkthrough"),
        ),
    )


def look_fors(place: Place, record: Walkthrough) -> list[LookFor]:
    """Those of the agenda, and others that the walkthrough has counts of."""
    now = place.partnership.agenda.look_fors
    known = {one.key for one in now}
    others = [f for f in record.findings if f.look_for and f.look_for not in known]
    return [*now, *(LookFor(key=f.look_for or "", name=f.text, core="") for f in others)]


def _intro(filled: Filled) -> Iterator[Html]:
    rich = words(FILE).rich
    if filled.record.under_way:
        few = "intro_few" if filled.counts else "intro_none"
        yield rich("intro_finish" if any(filled.counts.values()) else few)
    if filled.promises:
        yield rich("intro_promised", refs=[promise.ref for promise in filled.promises])
    before = last_time(filled.last, filled.today)
    if before:
        yield before


def _where(place: Place, record: Walkthrough) -> Iterator[Field]:
    yield school_field(place, record.school)
    label = words(FILE).plain("label_day")
    value = record.day.isoformat()
    yield Field(key="day", label=label, kind=FieldKind.DATE, value=value, required=True)
    yield _text("grades", record.grades)
    yield _text("subject", record.subject)


def _counted(place: Place, filled: Filled) -> Iterator[Field]:
    plain = words(FILE).plain
    for number, one in enumerate(look_fors(place, filled.record)):
        yield Field(
            key=f"seen.{one.key}",
            label=plain("label_seen", name=one.name),
            value=filled.counts.get(one.key, ""),
            hint="" if number else plain("hint_seen"),
        )


def _worded(place: Place, filled: Filled) -> Iterator[Field]:
    plain, record = words(FILE).plain, filled.record
    known = place.partnership.agenda.look_fors
    example = known[0].key if known else "reasoning"
    yield _text("text", record.text, kind=FieldKind.LINES, hint=plain("hint_text"))
    yield _text("pattern", record.pattern, kind=FieldKind.LINES)
    if not filled.promises:
        hint = plain("hint_next")
        yield _text("next", record.next_step, kind=FieldKind.LINES, hint=hint)
    hint = plain("hint_predict", key=example)
    yield _text("predict", predicted(record.predictions), hint=hint)
    yield _text("wondering", record.wondering, kind=FieldKind.LINES)
    yield _text("focus", record.focus)
    yield _text("part", record.part)
    names = ", ".join(place.name(key) for key in record.observers)
    yield _text("with", names, hint=plain("hint_with"))


def predicted(predictions: Sequence[Prediction]) -> str:
    """Predictions as they stand in the form: "reasoning 4/5"."""
    return ", ".join(f"{p.look_for or p.text} {p.seen}/{p.of}" for p in predictions)


def _text(key: str, value: str, *, kind: FieldKind = FieldKind.TEXT, hint: str = "") -> Field:
    label = words(FILE).plain(f"label_{key}")
    return Field(key=key, label=label, kind=kind, value=value, hint=hint)
