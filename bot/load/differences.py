"""What differs between two states of a partnership, thing by thing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.domain.cadence import QuestionSet
from bot.domain.calendar import Period
from bot.domain.partnership import Partnership
from bot.load.state import State, filed_before
from bot.load.values import Difference, What
from bot.load.words import Thing, changes, described, is_gone, said

Things = Mapping[str, Thing]
"""Things of one kind by their keys."""

INSTEAD = "in place of a revision: "
"""What is said in front, so that a narrow terminal does not cut it, of what chat had revised."""


def differences(before: State | None, after: State) -> list[Difference]:
    """Everything that was added, changed or left, in the order of a partnership file."""
    was = _things(before) if before else {}
    found = [
        difference
        for kind, things in _things(after).items()
        for difference in _compared(kind, was.get(kind, {}), things)
    ]
    if before is None:
        return [_new(after.partnership), *found]
    found = [*_settings(before.partnership, after.partnership), *found]
    # What the file says is kept beside what is so; alone it changes nothing.
    unfiled = replace(after.partnership, filed=before.partnership.filed)
    if not found and before.partnership != unfiled:
        found = [_changed("setting", "order", "the same things in another order")]
    revised = _revised(before.partnership)
    return [_marked(one) if (one.kind, one.key) in revised else one for one in found]


def _revised(before: Partnership) -> set[tuple[str, str]]:
    """Kind and key of what chat had revised of the agenda, so that it was not as in the file."""
    filed, agenda = filed_before(before), before.agenda
    texts = {
        "agenda.theory_of_action": filed.theory_of_action != agenda.theory_of_action,
        "agenda.vision": filed.vision != agenda.vision,
    }
    # One that is retired and not in the file was given up by the file itself.
    strategies = {
        ("strategy", one.key)
        for one in agenda.strategies
        if one != filed.strategy(one.key) and (filed.strategy(one.key) or not one.retired)
    }
    return {("setting", key) for key, is_revised in texts.items() if is_revised} | strategies


def _marked(one: Difference) -> Difference:
    return replace(one, detail=INSTEAD + one.detail)


def _new(partnership: Partnership) -> Difference:
    sides = f"{partnership.partner.name} with {partnership.district.name}"
    return Difference(kind="partnership", key=partnership.key, what=What.ADDED, detail=sides)


def _changed(kind: str, key: str, detail: str) -> Difference:
    return Difference(kind=kind, key=key, what=What.CHANGED, detail=detail)


def _settings(before: Partnership, after: Partnership) -> Iterator[Difference]:
    new = _single(after)
    for key, old in _single(before).items():
        if old != new[key]:
            yield _changed("setting", key, f"{said(old)} → {said(new[key])}")


def _single(partnership: Partnership) -> dict[str, str | None]:
    """What there is one of, under its place in the file."""
    return {
        "partner.name": partnership.partner.name,
        "partner.timezone": partnership.partner.timezone,
        "district.name": partnership.district.name,
        "district.timezone": partnership.district.timezone,
        "agenda.theory_of_action": partnership.agenda.theory_of_action,
        "agenda.vision": partnership.agenda.vision,
        "calendar.holidays": partnership.calendar.holidays,
        "site_days.per_month": _number(partnership.site_days_per_month),
    }


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _things(state: State) -> dict[str, Things]:
    """What there may be several of, by kind and key."""
    partnership = state.partnership
    agenda, calendar = partnership.agenda, partnership.calendar
    return {
        "workspace": {one.side.value: one for one in partnership.workspaces},
        "channel": {one.key: one for one in partnership.channels},
        "school": {one.key: one for one in partnership.schools},
        "person": state.people,
        "strategy": {one.key: one for one in agenda.strategies},
        "look-for": {one.key: one for one in agenda.look_fors},
        "rubric": {one.key: one for one in agenda.rubrics},
        "indicator": {one.key: one for one in agenda.indicators},
        "term": {one.term: one for one in agenda.terms},
        "closed": _by_name(calendar.closed),
        "testing": _by_name(calendar.testing),
        "question": _questions(partnership.question_sets),
        "cadence": {one.key: one for one in partnership.cadences},
        "digest": {"weekly": partnership.digest} if partnership.digest else {},
        "model": {"use": partnership.model} if partnership.model else {},
        "portfolio": {"weekly": partnership.portfolio} if partnership.portfolio else {},
    }


def _by_name(periods: Iterable[Period]) -> Things:
    """Periods by name; of several with one name the later ones are numbered."""
    named: dict[str, Thing] = {}
    for period in periods:
        names = (period.name, *(f"{period.name} ({n})" for n in range(2, len(named) + 2)))
        named[next(name for name in names if name not in named)] = period
    return named


def _questions(sets: Iterable[QuestionSet]) -> Things:
    return {f"{one.key}/{question.key}": question for one in sets for question in one.questions}


def _compared(kind: str, before: Things, after: Things) -> Iterator[Difference]:
    for key, new in after.items():
        old = before.get(key)
        if is_gone(new) and (old is None or not is_gone(old)):
            yield Difference(kind=kind, key=key, what=What.LEFT, detail=described(new))
        elif old is None:
            yield Difference(kind=kind, key=key, what=What.ADDED, detail=described(new))
        elif text := changes(old, new):
            yield _changed(kind, key, text)
    for key, old in before.items():
        if key not in after:
            yield Difference(kind=kind, key=key, what=What.LEFT, detail=described(old))
