"""The words of the agenda: the shared path, its revisions with their form, and its terms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.agenda import FEW_STRATEGIES, Agenda, Strategy, Term
from bot.domain.revision import Part, Revision
from bot.messages import (
    TYPES,
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
    plain,
)
from prompts.replies import first_line, say
from prompts.statement import Place, undo_and_edit
from prompts.words import words

FILE = "agenda"
CORES = ("teacher", "student", "content")
MOST_TERMS = 8
MOST_LISTED = 10
ADD = f"{Part.STRATEGY.value}:"
"""The choice of a new strategy in the form."""


def choice_of(part: Part, strategy: str | None) -> str:
    """A part as a value of the form's first field: "vision", "success:data-teams"."""
    return part.value if strategy is None else f"{part.value}:{strategy}"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What is shown of the agenda: to whom, whether they may revise it, and its last revision."""

    place: Place
    may_revise: bool
    today: date
    last: Revision | None = None
    last_day: date | None = None


def agenda_message(shown: Shown) -> Message:
    """Theory of action, vision, strategies, look-fors, indicators and terms."""
    partnership = shown.place.partnership
    agenda, rich = partnership.agenda, words(FILE).rich
    if not (agenda.theory_of_action or agenda.vision or agenda.current):
        return say(rich("empty_revise" if shown.may_revise else "empty"))
    title = rich("title", district=partnership.district.name, partner=partnership.partner.name)
    blocks = [Heading(text=title), *_texts(agenda, shown.may_revise), *_shared(agenda)]
    if agenda.is_full:
        blocks.append(Note(text=words(FILE).rich("too_many", **_many(agenda))))
    if shown.last:
        values = {"day": shown.last_day, "today": shown.today, "ref": shown.last.ref}
        blocks.append(Note(text=rich("last", what=what(agenda, shown.last), **values)))
    buttons = [_add()] if shown.may_revise else []
    buttons.append(Button(label="History", action=TYPES, value="/headway agenda history"))
    return Message(text=plain(title), blocks=(*blocks, Actions(buttons=tuple(buttons))))


def _texts(agenda: Agenda, may_revise: bool) -> Iterator[Block]:
    """What may be revised, each with its button for those who may."""
    rich = words(FILE).rich
    texts = [
        (choice_of(Part.THEORY, None), rich("theory", text=agenda.theory_of_action.strip())),
        (choice_of(Part.VISION, None), rich("vision", text=agenda.vision.strip())),
    ]
    given = [
        text
        for text, has in zip(texts, (agenda.theory_of_action, agenda.vision), strict=True)
        if has
    ]
    strategies = [
        (
            choice_of(Part.SUCCESS, s.key),
            rich("strategy", name=s.name, key=s.key, success=s.success),
        )
        for s in agenda.current
    ]
    for choice, text in (*given, *strategies):
        yield Paragraph(text=text)
        if may_revise:
            button = Button(label="Revise", action="agenda.open", value=choice, form=True)
            yield Actions(buttons=(button,))


def _shared(agenda: Agenda) -> Iterator[Block]:
    """What the district's walkthroughs, data and talk have in common."""
    rich = words(FILE).rich
    names = {core: [one.name for one in agenda.look_fors if one.core == core] for core in CORES}
    cores = [(core, found) for core, found in names.items() if found]
    if cores:
        yield Paragraph(text=rich("look_fors", cores=cores))
    if agenda.indicators:
        yield Paragraph(text=rich("indicators", indicators=agenda.indicators))
    if agenda.terms:
        name = "terms" if len(agenda.terms) <= MOST_TERMS else "many_terms"
        yield Paragraph(text=rich(name, terms=agenda.terms))


def too_many(agenda: Agenda) -> str:
    """Why few strategies are better than the many there are."""
    return words(FILE).plain("too_many", **_many(agenda))


def _many(agenda: Agenda) -> dict[str, object]:
    return {"count": len(agenda.current), "few": FEW_STRATEGIES}


def _add() -> Button:
    return Button(label="Add a strategy", action="agenda.open", value=ADD, form=True)


def what(agenda: Agenda, revision: Revision) -> str:
    """What a revision is of, in words: "the name of “Data teams”"."""
    kind = {Part.VISION: "vision", Part.THEORY: "theory"}.get(revision.part, revision.part.value)
    if revision.part is Part.STRATEGY:
        kind = "added" if revision.after else "given_up"
    name = agenda.strategy_name(revision.strategy)
    return words(FILE).plain(f"part.{kind}", name=name)


def confirmed(place: Place, record: Revision, *, edited: bool = False) -> Message:
    """What was revised, with its words from before and who reads it; Undo and Edit."""
    rich, agenda = words(FILE).rich, place.partnership.agenda
    found = agenda.strategy(record.strategy) or Strategy(key="", name="")
    kind = "words"
    if record.part is Part.STRATEGY:
        kind = "added" if record.after else "given_up"
    values = {"name": found.name, "key": found.key, "success": found.success}
    text = rich(
        f"revised.{kind}", what=what(agenda, record), ref=record.ref, after=record.after, **values
    )
    blocks: list[Block] = [Paragraph(text=rich("revised.edited", ref=record.ref))] if edited else []
    blocks.append(Paragraph(text=text))
    if record.before and kind == "words":
        blocks.append(Note(text=rich("revised.before", before=record.before)))
    blocks.append(Note(text=rich("revised.why", why=record.text)))
    readers, verb = place.readers_sentence(record.audience), place.verb(record.audience)
    blocks.append(Note(text=rich("revised.readers", readers=readers, verb=verb)))
    if agenda.is_full and kind == "added":
        full = Html(f"{rich('too_many', **_many(agenda))} {rich('which_to_give_up')}")
        blocks.append(Note(text=full))
    buttons = Actions(buttons=undo_and_edit("agenda", record))
    return Message(text=first_line(text), blocks=(*blocks, buttons))


def unchanged(record: Revision) -> Message:
    """The answer to a form that changed nothing."""
    return say(words(FILE).rich("unchanged", ref=record.ref))


@dataclass(frozen=True, kw_only=True)
class Version:
    """One entry of the history: a revision and who made it, or what a partnership file changed."""

    at: datetime
    day: date
    who: str = ""
    revision: Revision | None = None
    parts: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    @property
    def about(self) -> frozenset[str]:
        """The words by which it can be asked for: parts, and keys of strategies."""
        made = (self.revision.part.value, self.revision.strategy or "") if self.revision else ()
        named = {*self.parts, *made}
        return frozenset(named | {part.split()[0] for part in named if part})


def history(agenda: Agenda, versions: Sequence[Version], *, today: date) -> Message:
    """Every version, the newest first."""
    rich = words(FILE).rich
    if not versions:
        return say(rich("history.empty"))
    title = rich("history.title", count=len(versions))
    rows: list[Block] = [
        Paragraph(text=_version(agenda, one, today)) for one in versions[:MOST_LISTED]
    ]
    more = len(versions) - MOST_LISTED
    if more > 0:
        rows.append(Note(text=rich("history.more", more=more)))
    return Message(text=plain(title), blocks=(Heading(text=title), *rows))


def _version(agenda: Agenda, one: Version, today: date) -> Html:
    made = one.revision
    values: dict[str, object] = {"day": one.day, "today": today}
    if made is None:
        return words(FILE).rich("history.file", what=one.parts, details=one.details, **values)
    values |= {"who": one.who, "what": what(agenda, made), "ref": made.ref}
    return words(FILE).rich(
        "history.line", before=made.before, after=made.after, why=made.text, **values
    )


@dataclass(frozen=True, kw_only=True)
class Filled:
    """What stands in the form: the choice of a part, its words, the reason; ``ref`` to edit."""

    choice: str = ""
    words: str = ""
    why: str = ""
    ref: str = ""


def form(agenda: Agenda, filled: Filled) -> Form:
    """The form for a revision: of any part, of those of one strategy, or of the one to edit."""
    say_plain = words(FILE).plain
    options = _choices(agenda, filled)
    return Form(
        title=say_plain("form.edit_title" if filled.ref else "form.title"),
        action="agenda.save",
        value=filled.ref,
        intro=words(FILE).rich("form.intro"),
        fields=(
            Field(
                key="what",
                label=say_plain("form.what"),
                kind=FieldKind.CHOICE,
                value=filled.choice,
                options=options,
                required=True,
            ),
            Field(
                key="new",
                label=say_plain("form.new"),
                kind=FieldKind.LINES,
                value=filled.words,
                hint=say_plain("form.hint_new") if len(options) > 1 or filled.choice == ADD else "",
            ),
            Field(
                key="why",
                label=say_plain("form.why"),
                kind=FieldKind.LINES,
                value=filled.why,
                required=True,
            ),
        ),
    )


def _choices(agenda: Agenda, filled: Filled) -> tuple[Option, ...]:
    """What can be chosen; where the words of a part stand in the form, only what they are of."""
    say_plain = words(FILE).plain
    texts = {
        choice_of(Part.VISION, None): say_plain("form.choice_vision"),
        choice_of(Part.THEORY, None): say_plain("form.choice_theory"),
    }
    kinds = ((Part.SUCCESS, "success"), (Part.NAME, "name"), (Part.STRATEGY, "give_up"))
    for part, kind in kinds:
        for one in agenda.current:
            label = say_plain(f"form.choice_{kind}", name=one.name)
            texts[choice_of(part, one.key)] = label
    texts[ADD] = say_plain("form.choice_add")
    texts.setdefault(filled.choice, say_plain("form.choose"))
    _, _, key = filled.choice.partition(":")
    chosen = [
        c for c in texts if c == filled.choice or (key and not filled.ref and c.endswith(f":{key}"))
    ]
    shown = chosen if filled.choice else [c for c in texts if c]
    return tuple(Option(value=c, label=texts[c]) for c in shown)


def term_message(term: Term) -> Message:
    """What one word means."""
    return say(words(FILE).rich("term.line", term=term))


def terms_message(terms: Sequence[Term]) -> Message:
    """All the words."""
    if not terms:
        return say(words(FILE).rich("term.empty"))
    title = words(FILE).rich("term.title")
    rows = [Paragraph(text=words(FILE).rich("term.line", term=term)) for term in terms]
    return Message(text=plain(title), blocks=(Paragraph(text=title), *rows))
