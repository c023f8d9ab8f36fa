"""Promises of both sides as a digest tells them: kept, late, due, moved, dropped, open again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from bot.domain.audience import Audience
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.history import Change, Deed
from bot.domain.material import Material
from bot.domain.people import Side

_SOON = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A commitment in a digest, with names instead of keys.

    ``partner`` is the partner's name where the promise is the partner's, else empty. ``late``
    counts days. ``was_due`` is the date before it was moved; ``why`` the reason or evidence given.
    """

    ref: str
    text: str
    owner: str
    partner: str = ""
    strategy: str | None = None
    due: date | None = None
    late: int = 0
    was_due: date | None = None
    why: str = ""
    audience: Audience = Audience.LEADERS


@dataclass(frozen=True, kw_only=True)
class Promises:
    """The promises of a window: ``late`` with the longest first, ``due`` with the next first.

    ``due`` is what falls due today or in the seven days after. ``new`` was made in the window and
    stands in no other group. ``open_district`` and ``open_partner`` count what is open.
    """

    kept: tuple[Promise, ...] = ()
    late: tuple[Promise, ...] = ()
    due: tuple[Promise, ...] = ()
    moved: tuple[Promise, ...] = ()
    reopened: tuple[Promise, ...] = ()
    dropped: tuple[Promise, ...] = ()
    new: tuple[Promise, ...] = ()
    open_district: int = 0
    open_partner: int = 0

    @property
    def open(self) -> int:
        """How many are open, of both sides."""
        return self.open_district + self.open_partner

    @property
    def changed(self) -> bool:
        """Whether anything happened to a promise in the window; growing late does not count."""
        return bool(self.kept or self.moved or self.reopened or self.dropped or self.new)


def promises(material: Material) -> Promises:
    """The promises of both sides, from readable material."""
    still = [c for c in material.commitments if c.is_open]
    late = [promise_of(material, c) for c in still if c.is_overdue(material.today)]
    due = [promise_of(material, c) for c in still if _falls_due(material.today, c)]
    moved = _moved(material, still)
    reopened = _reopened(material, still)
    told = {promise.ref for promise in (*late, *due, *moved, *reopened)}
    new = [c for c in still if material.holds(c.at) and c.ref not in told]
    return Promises(
        kept=_closed(material, CommitmentState.KEPT),
        late=tuple(sorted(late, key=lambda promise: -promise.late)),
        due=tuple(sorted(due, key=lambda promise: promise.due or date.max)),
        moved=moved,
        reopened=reopened,
        dropped=_closed(material, CommitmentState.DROPPED),
        new=tuple(promise_of(material, c) for c in new),
        open_district=sum(c.side is Side.DISTRICT for c in still),
        open_partner=sum(c.side is Side.PARTNER for c in still),
    )


def promise_of(material: Material, commitment: Commitment) -> Promise:
    """A commitment of the material as a digest tells it, on the material's day."""
    due = commitment.due
    return Promise(
        ref=commitment.ref,
        text=commitment.text,
        owner=material.name(commitment.owner),
        partner=material.partnership.partner.name if commitment.side is Side.PARTNER else "",
        strategy=commitment.strategy,
        due=due,
        late=max((material.today - due).days, 0) if due and commitment.is_open else 0,
        why=commitment.note,
        audience=commitment.audience,
    )


def _falls_due(today: date, commitment: Commitment) -> bool:
    return commitment.due is not None and today <= commitment.due <= today + _SOON


def _closed(material: Material, state: CommitmentState) -> tuple[Promise, ...]:
    ended = [c for c in material.commitments if c.state is state and material.holds(c.closed_at)]
    return tuple(promise_of(material, commitment) for commitment in ended)


def _moved(material: Material, still: Iterable[Commitment]) -> tuple[Promise, ...]:
    """What has another date than at the start of the window, however often it was moved."""
    found = []
    for commitment, changes in _changed(material, still, Deed.MOVED):
        was_due, due = _date(changes[0].before), _date(changes[-1].after)
        if due is not None and due != was_due:
            promise = promise_of(material, commitment)
            found.append(replace(promise, was_due=was_due, due=due, why=changes[-1].why))
    return tuple(found)


def _reopened(material: Material, still: Iterable[Commitment]) -> tuple[Promise, ...]:
    return tuple(
        replace(promise_of(material, commitment), why=changes[-1].why)
        for commitment, changes in _changed(material, still, Deed.REOPENED)
    )


def _changed(
    material: Material, still: Iterable[Commitment], deed: Deed
) -> list[tuple[Commitment, list[Change]]]:
    """The open commitments to which this was done in the window, with those changes in order."""
    done = [change for change in material.changes if change.deed is deed]
    done.sort(key=lambda change: (change.ref, change.version))
    by_ref = {ref: list(changes) for ref, changes in groupby(done, key=lambda change: change.ref)}
    return [(c, by_ref[c.ref]) for c in still if c.ref in by_ref]


def _date(fields: Mapping[str, object]) -> date | None:
    value = fields.get("due")
    return date.fromisoformat(value) if isinstance(value, str) else None
