"""The words of the brief before a site day: what was promised, is stuck, was seen; who to see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.domain.digest import Line
from bot.domain.facts import Facts
from bot.domain.material import Material
from bot.domain.promise import Promise, Promises
from bot.domain.silence import Group, Silence
from bot.domain.site_day import SiteDay
from bot.messages import Html, Message, Note, Paragraph, plain
from prompts.digest_evidence import EvidenceLines
from prompts.digest_lines import Lines
from prompts.filters import day as day_in_words
from prompts.replies import say
from prompts.words import words

FILE = "siteday"
MOST_TOLD = 3
LONG = timedelta(days=14)
"""Whoever was heard from since need not be asked why nothing was heard."""


@dataclass(frozen=True, kw_only=True)
class Brief:
    """What a coach should know before a site day: the facts as the partner may know them.

    ``lately`` reaches back further than ``facts``, so that a Monday's brief knows of Thursday.
    """

    record: SiteDay
    coaches: Sequence[str]
    material: Material
    facts: Facts
    lately: Facts


def brief(found: Brief, *, today: date) -> Message:
    """The brief of a site day, short enough for a phone: each line with its records."""
    rich, record = words(FILE).rich, found.record
    title = rich("brief.title", when=_when(record.day, today), text=record.text, ref=record.ref)
    partnership = found.material.partnership
    who = rich("brief.with", who=found.coaches, district=partnership.district.name)
    sections = [
        (rich(f"brief.{name}"), rows) for name, lines in _sections(found) if (rows := list(lines))
    ]
    told = [Paragraph(text=Html("\n".join([head, *map(_line, rows)]))) for head, rows in sections]
    told = told or [Paragraph(text=rich("brief.nothing"))]
    end = Note(text=rich("brief.end", partner=partnership.partner.name))
    return Message(text=plain(title), blocks=(Paragraph(text=title), Note(text=who), *told, end))


def _when(day: date, today: date) -> str:
    names = {0: "brief.today", 1: "brief.tomorrow"}
    name = names.get((day - today).days)
    return words(FILE).plain(name) if name else day_in_words(day)


def _sections(found: Brief) -> Iterator[tuple[str, Iterable[Line]]]:
    """The sections with their lines, worded as the digest words them, only fewer."""
    facts, new = found.facts, found.lately.promises.new
    few = replace(
        facts,
        promises=Promises(
            late=facts.promises.late[:MOST_TOLD],
            due=facts.promises.due[:MOST_TOLD],
            new=new[:MOST_TOLD],
        ),
        hindrances=replace(facts.hindrances, open=facts.hindrances.open[:MOST_TOLD], cleared=()),
        sightings=found.lately.sightings[-MOST_TOLD:],
        silence=_long_silent(facts.silence, since=found.material.today - LONG),
    )
    lines = Lines(words=words("digest"), facts=few, material=found.material)
    seen = EvidenceLines(words=words("digest"), facts=few, material=found.material)
    yield "promised", lines.promises()
    yield "stuck", lines.in_the_way()
    yield "seen", seen.seen()
    yield "people", [*_owners(few.promises.late), *lines.silence()]
    yield "ask", lines.next()


def _long_silent(silence: Silence, *, since: date) -> Silence:
    """The silence without the coach's own side, and without whom was heard from since a day."""
    people = silence.quiet.people
    rest = (one for one in people if not one.partner and (one.since is None or one.since < since))
    return replace(silence, quiet=Group(people=tuple(rest)))


def _owners(late: Sequence[Promise]) -> Iterator[Line]:
    """Whom of the district to see about what is late."""
    owners = dict.fromkeys(promise.owner for promise in late if not promise.partner)
    for owner in owners:
        sources = tuple(promise.ref for promise in late if promise.owner == owner)
        yield Line(text=words(FILE).plain("brief.owner", owner=owner), sources=sources)


def _line(line: Line) -> Html:
    return words(FILE).rich("brief.line", text=line.text, sources=line.sources)


def no_brief() -> Message:
    """That no site day is planned to be prepared."""
    return say(words(FILE).rich("brief.none"))
