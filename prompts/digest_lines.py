"""The lines of a digest, section by section: the words of ``digest.toml`` around the facts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.checkin import Momentum
from bot.domain.digest import Line
from bot.domain.facts import Facts, Told
from bot.domain.hindrance import Hindrance
from bot.domain.material import Material
from bot.domain.promise import Promise
from bot.domain.silence import Group, Unheard
from bot.domain.standing import Standing
from prompts.digest_asks import asked, owner
from prompts.digest_parts import bars_of, cut, mark, trend_of
from prompts.words import Words

MOST_NAMES = 12
MOST_SHARED = 2
"""In three lines: the third says how many more there are."""
WIDE = 2
GROUPS = ("kept", "late", "due", "moved", "reopened", "dropped", "new")

T = TypeVar("T", Told, Promise, Hindrance)


@dataclass(frozen=True, kw_only=True)
class Lines:
    """Makes the lines of each section from the facts; an empty section has none.

    Of the material only what is no record is used: names, days, the audience.
    """

    words: Words
    facts: Facts
    material: Material

    def where(self) -> Iterator[Line]:
        """How many checked in, where each strategy stands, and answers in people's words."""
        if self.checked_in():
            yield Line(text=f"{self.checked_in()}.")
        standings = self.facts.standings
        if any(standing.now for standing in standings):
            yield from (self._standing(standing) for standing in standings)
        elif standings and self.material.counts_checkins:
            yield Line(text=self.words.plain("where.no_ratings"))
        yield from self._cut("words", self.facts.words, self._words_of)

    def promises(self) -> Iterator[Line]:
        """What became of the promises of both sides, and how many are open."""
        for group in GROUPS:
            yield from self._cut(group, getattr(self.facts.promises, group), self._promise(group))
        if self.facts.promises.open:
            yield Line(text=self._open())

    def still_owed(self) -> Iterator[Line]:
        """What is late and what falls due: all that is said of promises in an empty week."""
        for group in ("late", "due"):
            yield from self._cut(group, getattr(self.facts.promises, group), self._promise(group))

    def in_the_way(self) -> Iterator[Line]:
        """Open blockers by factor, and those that were cleared."""
        yield from self._cut("open", self.facts.hindrances.open, self._in_the_way)
        yield from self._cut("cleared", self.facts.hindrances.cleared, self._cleared)

    def helping(self) -> Iterator[Line]:
        """What helps."""
        yield from self._cut("helps", self.facts.helps, self._help)

    def network(self) -> Iterator[Line]:
        """What the partner's other districts have shared, under its own numbers."""
        shared = self.facts.shared
        for one in shared[:MOST_SHARED]:
            text = self.words.plain("network.line", **vars(one))
            yield Line(text=text, sources=(one.ref,))
        rest = shared[MOST_SHARED:]
        if rest:
            text = self.words.plain("network.more", n=len(rest))
            yield Line(text=text, sources=tuple(one.ref for one in rest))

    def corrections(self) -> Iterator[Line]:
        """Answers that now read otherwise than they were told."""
        yield from self._cut("corrections", self.facts.corrections, self._correction)

    def silence(self) -> Iterator[Line]:
        """Who was not heard from: names for the partner, counts for everybody else."""
        if self.material.names_silent:
            yield from self._silent_names()
        else:
            yield from self._silent_counts()

    def next(self) -> Iterator[Line]:
        """Questions worth asking for the partner, what falls due for everybody else."""
        if self.material.names_silent:
            yield from (asked(self.words, ask) for ask in self.facts.asks)
        elif self.facts.promises.due:
            yield self._falls_due(self.facts.promises.due)

    def checked_in(self) -> str:
        """How many of both sides checked in, in words; empty if nobody was asked."""
        silence = self.facts.silence
        if not silence.asked and not silence.partner_asked:
            return ""
        return self.words.plain(
            "where.checked_in" if silence.asked else "where.partner_alone",
            asked=silence.asked,
            answered=silence.answered,
            partner_asked=silence.partner_asked,
            partner_answered=silence.partner_answered,
            partner=self.material.partnership.partner.name,
            closed=self.material.closed_for,
        )

    def promise_parts(self) -> list[str]:
        """The counts for the title of the promises: "5 kept", "1 late"."""
        counts = {group: len(getattr(self.facts.promises, group)) for group in GROUPS}
        return [self.words.plain(f"part.{group}", n=n) for group, n in counts.items() if n]

    def _cut(self, kind: str, items: Sequence[T], line: Callable[[T], str]) -> Iterator[Line]:
        """A line for each of the first few items, and one for the rest with their sources."""

        def made(item: T) -> Line:
            return Line(text=line(item) + mark(self.words, item.audience), sources=(item.ref,))

        yield from cut(self.words, kind, map(made, items))

    def _standing(self, standing: Standing) -> Line:
        lowest, highest = standing.spread or (Momentum.STEADY, Momentum.STEADY)
        text = self.words.plain(
            "where.standing",
            name=standing.name,
            bars=bars_of(standing.levels),
            trend=trend_of(self.words, standing),
            rated=standing.rated,
            lowest=lowest.word if highest - lowest >= WIDE else "",
            highest=highest.word,
        )
        return Line(text=text, sources=standing.sources)

    def _words_of(self, told: Told) -> str:
        return self.words.plain("where.words", who=told.who, place=told.place, text=told.text)

    def _promise(self, group: str) -> Callable[[Promise], str]:
        def line(promise: Promise) -> str:
            who = owner(self.words, promise)
            values = {**vars(promise), "who": who, "today": self.material.today}
            return self.words.plain(f"promise.{group}", **values)

        return line

    def _open(self) -> str:
        return self.words.plain(
            "promise.open",
            district=self.facts.promises.open_district,
            at_partner=self.facts.promises.open_partner,
            partner=self.material.partnership.partner.name,
        )

    def _in_the_way(self, hindrance: Hindrance) -> str:
        can_clear = hindrance.can_clear
        clear = self.words.plain("in-the-way.could_clear", can_clear=can_clear) if can_clear else ""
        who = ", ".join(filter(None, (hindrance.raised_by, hindrance.place)))
        return self.words.plain(
            "in-the-way.open",
            factor=self.words.plain(f"factor.{hindrance.factor or 'none'}"),
            days=hindrance.days,
            text=hindrance.text,
            around=[part for part in (who, clear) if part],
        )

    def _cleared(self, hindrance: Hindrance) -> str:
        return self.words.plain("in-the-way.cleared", **vars(hindrance))

    def _help(self, told: Told) -> str:
        return self.words.plain("helping.line", **vars(told))

    def _correction(self, told: Told) -> str:
        values = {**vars(told), "today": self.material.today}
        values["ratings"] = [f"{name} {word}" for name, word in told.ratings]
        kind = "text" if told.text.strip() else "ratings" if told.ratings else "taken_back"
        return self.words.plain(f"corrections.{kind}", **values)

    def _silent_names(self) -> Iterator[Line]:
        silence = self.facts.silence
        for key in ("quiet", "skipped", "away", "unreached"):
            group: Group = getattr(silence, key)
            if group.people:
                text = "not_reached" if key == "unreached" else "last_heard"
                people = self._names(group.people, f"silence.{text}")
                yield Line(text=self.words.plain(f"silence.{key}", people=people))
        if silence.missed:
            yield Line(text=self.words.plain("silence.missed", missed=silence.missed))

    def _names(self, people: Sequence[Unheard], text: str) -> list[str]:
        shown = people[:MOST_NAMES]
        today = self.material.today
        names = [self.words.plain(text, **vars(person), today=today) for person in shown]
        more = len(people) - len(shown)
        return [*names, self.words.plain("more.names", n=more)] if more else names

    def _silent_counts(self) -> Iterator[Line]:
        silence = self.facts.silence
        groups = {
            "quiet": silence.quiet.count,
            "skipped": silence.skipped.count,
            "away": silence.away.count,
            "unreached": silence.unreached.both_sides,
        }
        counts = [self.words.plain(f"silence.count_{key}", n=n) for key, n in groups.items() if n]
        if counts:
            yield Line(text=self.words.plain("silence.counts", counts=counts))

    def _falls_due(self, due: Sequence[Promise]) -> Line:
        first, last = due[0].due, due[-1].due
        values = {"n": len(due), "first": first, "last": last, "today": self.material.today}
        sources = tuple(promise.ref for promise in due)
        return Line(text=self.words.plain("next.due", **values), sources=sources)
