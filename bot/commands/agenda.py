"""``/headway agenda``: the shared path, how it is revised, and what it said before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.domain.agenda import Agenda
from bot.domain.audience import visible
from bot.domain.checkin import says_nothing
from bot.domain.errors import ChangeRefusedError
from bot.domain.history import Change, Deed
from bot.domain.partnership import Partnership
from bot.domain.people import Level, Side
from bot.domain.record import nearest
from bot.domain.revision import BY_FILE, Part, Revision, Wanted, read_wanted, words_of
from bot.domain.typed import split_first
from bot.ledger.revisions import follow, revise
from bot.messages import Message, Pressed, Response, Submitted
from bot.router import Command, Context, MisunderstoodError, read_value
from bot.router.statements import edit, place_of
from bot.router.understand import the_record
from prompts import agenda as said
from prompts.statement import Place
from prompts.words import words

VERBS = ("revise", "history", "add", "give")
LONGEST_NAME, MOST_NAMED = 100, 4
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_FILED = {"agenda.vision": Part.VISION.value, "agenda.theory_of_action": Part.THEORY.value}
"""The settings of a partnership file that are parts of the agenda."""


async def typed(context: Context, text: str) -> Response:
    """Show the agenda or what it said before, or revise it from a line of text."""
    verb, rest = split_first(text)
    if not verb:
        return Response(reply=await _shown(context))
    if verb == "history":
        return Response(reply=await _history(context, rest.lower()))
    if verb not in VERBS:
        near = nearest(verb, VERBS[:2])
        suggestion = f"/headway agenda {near} {rest}".strip() if near else None
        raise _misunderstood("error.verb", text, suggestion=suggestion)
    await _require_leader(context)
    return await _revise_from_text(context, rest if verb == "revise" else text)


def may_revise(context: Context) -> bool:
    """Whether the person may revise the agenda: the district's own leaders, and the partner."""
    return context.person.side is Side.PARTNER or context.person.level is Level.DISTRICT


async def _require_leader(context: Context) -> None:
    """Raise ChangeRefusedError, with who can do it, for anybody else."""
    if may_revise(context):
        return
    people = (await context.everybody()).present
    leaders = [person.name for person in people if person.level is Level.DISTRICT]
    partner = context.directory.partnership.partner.name
    message = words(said.FILE).plain("error.who", leaders=leaders[:MOST_NAMED], partner=partner)
    raise ChangeRefusedError(message)


def _misunderstood(
    name: str, text: str, *, suggestion: str | None = None, **values: object
) -> MisunderstoodError:
    message = words(said.FILE).plain(name, **values)
    return MisunderstoodError(message, typed=f"/headway agenda {text}", suggestion=suggestion)


def _agenda(context: Context) -> Agenda:
    return context.directory.partnership.agenda


async def _shown(context: Context) -> Message:
    revisions = await _revisions(context)
    last = revisions[0] if revisions else None
    shown = said.Shown(
        place=place_of(context),
        may_revise=may_revise(context),
        today=context.today,
        last=last,
        last_day=_day(context, last.at) if last else None,
    )
    return said.agenda_message(shown)


async def _revisions(context: Context) -> list[Revision]:
    """Those that the person may read, the newest first."""
    found = await context.tx.find(
        Revision, partnership=context.partnership, withdrawn=False, order="-number"
    )
    return visible(context.viewer, found)


async def _history(context: Context, about: str) -> Message:
    """Every version, of one part alone if it is named: what chat revised and what the file did."""
    people = await context.everybody()
    versions = [
        said.Version(at=one.at, day=_day(context, one.at), who=people.name(one.by), revision=one)
        for one in await _revisions(context)
    ]
    versions += await _filed(context)
    chosen = [one for one in versions if not about or about in one.about]
    chosen.sort(key=lambda one: one.at, reverse=True)
    return said.history(_agenda(context), chosen, today=context.today)


async def _filed(context: Context) -> list[said.Version]:
    """What loading the partnership file again has changed of the agenda."""
    loads = await context.tx.find(
        Change, partnership=context.partnership, ref=BY_FILE, deed=Deed.EDITED
    )
    found = []
    for load in loads:
        told = [
            one for one in _differences(load) if one["key"] in _FILED or one["kind"] == "strategy"
        ]
        parts = tuple(_FILED.get(one["key"], one["key"]) for one in told)
        details = tuple(one["detail"] for one in told)
        day = _day(context, load.at)
        found.append(said.Version(at=load.at, day=day, parts=parts, details=details))
    return [one for one in found if one.parts]


def _differences(load: Change) -> Sequence[Mapping[str, str]]:
    """What a load changed, as ``bot.load`` keeps it: kind, key and detail of each thing."""
    told = load.after["differences"]
    return told if isinstance(told, list) else []


def _day(context: Context, moment: datetime) -> date:
    return moment.astimezone(context.local_zone).date()


async def _revise_from_text(context: Context, text: str) -> Response:
    """Revise what a line says; the form, filled in, where its reason or its words are missing."""
    agenda, whole = _agenda(context), f"revise {text}"
    if not text:
        return Response(form=said.form(agenda, said.Filled()))
    wanted = read_wanted(text)
    if wanted is None:
        example = next((one.key for one in agenda.current), "data-teams")
        raise _misunderstood("error.read", whole, key=example)
    adds = wanted.part is Part.STRATEGY and bool(wanted.words)
    if wanted.strategy and not adds:
        _require_known(context, wanted.strategy, whole)
    filled = _filled(wanted)
    errors = _errors(agenda, wanted)
    if set(errors) - {"why"} and wanted.words:
        raise MisunderstoodError(" ".join(errors.values()), typed=f"/headway agenda {whole}")
    if errors:
        return Response(form=said.form(agenda, filled))
    return await _kept(context, wanted)


def _require_known(context: Context, key: str, text: str) -> None:
    found, near = context.directory.nearest_strategy(key)
    if found is None:
        known = [one.key for one in _agenda(context).current]
        values = {"key": key, "near": near, "known": known}
        suggestion = f"/headway agenda {text}".replace(key, near, 1) if near else None
        raise _misunderstood("error.strategy", text, suggestion=suggestion, **values)


def _filled(wanted: Wanted) -> said.Filled:
    """A revision as it stands in the form."""
    if wanted.part is Part.STRATEGY and wanted.words:
        added = f"{wanted.strategy} {wanted.words}"
        return said.Filled(choice=said.ADD, words=added, why=wanted.why)
    choice = said.choice_of(wanted.part, wanted.strategy)
    return said.Filled(choice=choice, words=wanted.words, why=wanted.why)


def _errors(agenda: Agenda, wanted: Wanted, before: Revision | None = None) -> dict[str, str]:
    """What is wrong with a revision, at the fields of the form; nothing if it can be kept."""
    say, errors = words(said.FILE).plain, {}
    adds = wanted.part is Part.STRATEGY and bool(wanted.words)
    now = words_of(agenda, wanted.part, wanted.strategy)
    name = wanted.words.partition(":")[0] if adds else wanted.words
    if adds and not _KEY.fullmatch(wanted.strategy or ""):
        errors["new"] = say("form.error_add")
    elif adds and now and before is None:
        errors["new"] = say("form.error_known", key=wanted.strategy)
    elif wanted.part is not Part.STRATEGY and says_nothing(wanted.words):
        errors["new"] = say("form.error_new")
    elif wanted.words == now and before is None:
        errors["new"] = say("form.error_same")
    elif (adds or wanted.part is Part.NAME) and len(name) > LONGEST_NAME:
        errors["new"] = say("form.error_long")
    if says_nothing(wanted.why):
        errors["why"] = say("form.error_why")
    return errors


async def _kept(context: Context, wanted: Wanted) -> Response:
    draft = Revision(
        partnership=context.partnership,
        number=0,
        by=context.person.key,
        at=context.now,
        audience=place_of(context).default_audience("agenda"),
        text=wanted.why,
        strategy=wanted.strategy,
        part=wanted.part,
        after=wanted.words,
    )
    record, partnership = await revise(context.tx, context.directory.partnership, draft)
    return Response(reply=said.confirmed(_place(context, partnership), record))


def _place(context: Context, partnership: Partnership) -> Place:
    return replace(place_of(context), partnership=partnership)


async def _press_open(context: Context, event: Pressed) -> Response:
    await _require_leader(context)
    agenda, choice = _agenda(context), event.value
    if choice == said.ADD:
        return Response(form=said.form(agenda, said.Filled(choice=choice)))
    part, key = _read_choice(choice)
    present = words_of(agenda, part, key)
    return Response(form=said.form(agenda, said.Filled(choice=choice, words=present)))


async def _press_edit(context: Context, event: Pressed) -> Response:
    record = await the_record(context, Revision, event.value)
    choice = said.choice_of(record.part, record.strategy)
    filled = said.Filled(choice=choice, words=record.after, why=record.text, ref=record.ref)
    return Response(form=said.form(_agenda(context), filled))


def _read_choice(choice: str) -> tuple[Part, str | None]:
    part, _, key = choice.partition(":")
    return read_value(Part, part), key or None


async def _submit(context: Context, event: Submitted) -> Response:
    await _require_leader(context)
    if event.value:
        return await _edit(context, event)
    choice = event.fields.get("what", "")
    if not choice:
        return Response(errors={"what": words(said.FILE).plain("form.error_what")})
    wanted = _from_form(choice, event)
    if wanted.strategy and wanted.words and wanted.part is not Part.STRATEGY:
        _require_known(context, wanted.strategy, f"revise {wanted.strategy}")
    errors = _errors(_agenda(context), wanted)
    return Response(errors=errors) if errors else await _kept(context, wanted)


def _from_form(choice: str, event: Submitted) -> Wanted:
    part, key = _read_choice(choice)
    new, why = event.fields.get("new", "").strip(), event.fields.get("why", "").strip()
    if choice == said.ADD:
        key, new = [*new.split(maxsplit=1), "", ""][:2]
    elif part is Part.STRATEGY:
        new = ""
    return Wanted(part=part, strategy=key and key.lower(), words=new, why=why)


async def _edit(context: Context, event: Submitted) -> Response:
    """Other words or another reason for a revision, by whoever made it."""
    before = await the_record(context, Revision, event.value)
    ends = before.part is Part.STRATEGY and not before.after
    new = "" if ends else event.fields.get("new", "").strip()
    why = event.fields.get("why", "").strip()
    wanted = Wanted(part=before.part, strategy=before.strategy, words=new, why=why)
    errors = _errors(_agenda(context), wanted, before)
    if not new and not ends:
        errors.setdefault("new", words(said.FILE).plain("form.error_new"))
    if errors:
        return Response(errors=errors)
    changed = await edit(context, before, replace(before, text=why, after=new))
    if changed == before:
        return Response(reply=said.unchanged(before))
    partnership = await follow(context.tx, context.directory.partnership, before, changed)
    place = _place(context, partnership)
    return Response(reply=said.confirmed(place, changed, edited=True))


COMMAND = Command(
    word="agenda",
    help="the vision, theory of action and strategies; how they were revised, and why",
    about="plan",
    examples=(
        "/headway agenda",
        "/headway agenda revise vision: Every student explains why because answers are not enough",
        "/headway agenda revise data-teams success: Every team keeps its pledges because it counts",
        "/headway agenda revise add strategy peer-visits Peer visits: One each term because we ask",
        "/headway agenda revise give up student-talk because it is part of data teams by now",
        "/headway agenda history",
    ),
    typed=typed,
    pressed={"open": _press_open, "edit": _press_edit},
    submitted={"save": _submit},
)
