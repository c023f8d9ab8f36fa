"""The sheets of what people said: commitments, blockers, helps, answers, revisions."""

from collections.abc import Iterator

from bot.domain.blocker import Blocker
from bot.domain.checkin import Answer
from bot.domain.commitment import Commitment, CommitmentState
from bot.domain.facts import Facts
from bot.domain.help import Help
from bot.domain.material import Material
from bot.domain.people import Side
from bot.domain.promise import Promise
from bot.domain.revision import Revision
from bot.writing.sheet import Sheet, in_words, keys, places, strategy_name, told
from prompts.filters import count


def word_sheets(facts: Facts, seen: Material) -> Iterator[Sheet]:
    """A sheet for each of them in readable material, with what its facts say of it."""
    moved = {promise.ref: promise for promise in facts.promises.moved}
    reopened = {promise.ref: promise for promise in facts.promises.reopened}
    for commitment in seen.commitments:
        ref = commitment.ref
        yield _commitment(seen, commitment, moved.get(ref), reopened.get(ref))
    yield from (_blocker(seen, blocker) for blocker in seen.blockers)
    yield from (_help(seen, help_) for help_ in seen.helps)
    yield from (_answer(seen, answer) for answer in seen.answers)
    yield from (_revision(seen, revision) for revision in seen.revisions)


def _commitment(
    seen: Material, one: Commitment, moved: Promise | None, reopened: Promise | None
) -> Sheet:
    ended = seen.day_of(one.closed_at) if one.closed_at else None
    over = ((ended or seen.today) - one.due).days if one.due else 0
    is_late = over > 0 and one.state is not CommitmentState.DROPPED
    partner = one.side is Side.PARTNER
    marks = {
        one.state.value: True,
        "ended": ended is not None,
        "late": is_late,
        "due": one.due is not None,
        "moved": moved is not None,
        "reopened": reopened is not None,
        "new": seen.holds(one.at),
    }
    changed = moved or reopened
    return Sheet(
        ref=one.ref,
        kind="commitment",
        facts=told(
            text=one.text,
            owner=seen.name(one.owner),
            side=seen.partnership.partner.name if partner else "the district",
            works_at=seen.place(one.owner),
            strategy=strategy_name(seen, one.strategy),
            state=one.state.value,
            due=f"due {in_words(one.due)}" if one.due else "",
            was_due=f"moved from {in_words(moved.was_due)}" if moved and moved.was_due else "",
            due_in=f"due in {count(-over, 'day')}" if one.is_open and over < 0 else "",
            late=f"{count(over, 'day')} late" if is_late else "",
            ended=f"{one.state.value} on {in_words(ended)}" if ended else "",
            made=f"promised on {in_words(seen.day_of(one.at))}",
            why=changed.why if changed else one.note,
        ),
        people=keys(one.owner),
        places=places(seen, [one.owner]),
        strategies=keys(one.strategy),
        marks=frozenset(name for name, holds in marks.items() if holds),
        partner=partner,
    )


def _blocker(seen: Material, one: Blocker) -> Sheet:
    ended = seen.day_of(one.closed_at) if one.closed_at else None
    days = count(one.age(ended or seen.today), "day")
    raised_by = one.by if seen.names_silent else None
    return Sheet(
        ref=one.ref,
        kind="blocker",
        facts=told(
            text=one.text,
            factor=one.factor or "not sorted yet",
            raised_by=seen.name(raised_by),
            raised_at=seen.place(one.by),
            can_clear=f"{seen.name(one.can_clear)} could clear it" if one.can_clear else "",
            strategy=strategy_name(seen, one.strategy),
            state="open" if one.is_open else "cleared",
            since=f"since {in_words(one.since)}",
            days=f"in the way for {days}" if one.is_open else f"cleared after {days}",
            ended=f"cleared on {in_words(ended)}" if ended else "",
            cleared_by=f"cleared by {seen.name(one.closed_by)}" if one.closed_by else "",
            note=one.note,
        ),
        people=keys(raised_by, one.can_clear, one.closed_by),
        places=places(seen, [one.by]),
        strategies=keys(one.strategy),
        marks=frozenset(
            {"raised", "standing", "open"} if one.is_open else {"raised", "cleared", "ended"}
        )
        | frozenset({"new"} if seen.holds(one.at) else ()),
    )


def _help(seen: Material, one: Help) -> Sheet:
    return Sheet(
        ref=one.ref,
        kind="help",
        facts=told(
            text=one.text,
            said_by=seen.name(one.by),
            said_at=seen.place(one.by),
            factor=one.factor or "",
            strategy=strategy_name(seen, one.strategy),
            day=in_words(seen.day_of(one.at)),
        ),
        people=keys(one.by),
        places=places(seen, [one.by]),
        strategies=keys(one.strategy),
        marks=frozenset({"new"} if seen.holds(one.at) else ()),
    )


def _answer(seen: Material, one: Answer) -> Sheet:
    rated = {strategy_name(seen, key): tap.word for key, tap in one.ratings.items()}
    corrected = seen.holds(one.corrected_at)
    # Who tapped what is no leader's business: a channel is told how many and where it stands.
    by = one.by if one.text or seen.names_silent else None
    return Sheet(
        ref=one.ref,
        kind="answer",
        facts=told(
            text=one.text,
            said_by=seen.name(by),
            said_at=seen.place(by) if by else "",
            ratings="; ".join(f"{name}: {word}" for name, word in rated.items()),
            day=in_words(seen.day_of(one.at)),
            corrected="corrected since it was told" if corrected else "",
        ),
        people=keys(by),
        places=places(seen, [by]),
        strategies=keys(*one.ratings),
    )


def _revision(seen: Material, one: Revision) -> Sheet:
    return Sheet(
        ref=one.ref,
        kind="revision",
        facts=told(
            part=one.part.value,
            strategy=strategy_name(seen, one.strategy),
            before=one.before,
            now_reads=one.after,
            why=one.text,
            day=in_words(seen.day_of(one.at)),
        ),
        strategies=keys(one.strategy),
        marks=frozenset({"new", *(() if one.after else ("dropped",))}),
    )
