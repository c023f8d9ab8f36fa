"""The writer that needs no model and no network: texts around facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.domain.digest import Digest, Line, Section
from bot.domain.facts import Facts
from bot.domain.material import Material
from prompts.digest_evidence import EvidenceLines
from prompts.digest_lines import Lines
from prompts.words import words

FILE = "digest"


class TemplateWriter:
    """Words a digest from the texts of ``digest.toml``."""

    name = "template"

    async def write(self, facts: Facts, material: Material) -> Digest:
        """The digest of these facts, which must be those of the material.

        Sections without lines are left out. A week in which nothing was said or done gives a short
        digest: that nobody was heard, what is open from before, what is late or falls due, the site
        days to come, who is silent, and what comes next.
        """
        lines = Lines(words=words(FILE), facts=facts, material=material)
        sections = _quiet_sections(lines) if facts.is_quiet else _sections(lines)
        return Digest(
            partnership=material.partnership.key,
            week=str(material.week),
            audience=material.audience,
            writer=self.name,
            headline=_empty(lines) if facts.is_quiet else _headline(lines),
            sections=tuple(section for section in sections if section.lines),
            figures=facts.figures,
        )


def _sections(lines: Lines) -> list[Section]:
    return [
        _section(lines, "where", lines.where()),
        _section(lines, "agreement", _evidence(lines).agreement()),
        _section(lines, "promises", lines.promises()),
        _section(lines, "in-the-way", lines.in_the_way()),
        _section(lines, "helping", lines.helping()),
        *_evidence_sections(lines),
        _section(lines, "corrections", lines.corrections()),
        *_last_sections(lines),
    ]


def _evidence_sections(lines: Lines) -> list[Section]:
    evidence = _evidence(lines)
    return [
        _section(lines, "seen", evidence.seen()),
        _section(lines, "visits", evidence.visits()),
        _section(lines, "data-teams", evidence.data_teams()),
        _section(lines, "measured", evidence.measured()),
        _section(lines, "revised", evidence.revised()),
        _section(lines, "site-days", evidence.site_days()),
    ]


def _evidence(lines: Lines) -> EvidenceLines:
    return EvidenceLines(words=lines.words, facts=lines.facts, material=lines.material)


def _quiet_sections(lines: Lines) -> list[Section]:
    return [
        _section(lines, "promises", lines.still_owed()),
        _section(lines, "site-days", _evidence(lines).coming()),
        *_last_sections(lines),
    ]


def _last_sections(lines: Lines) -> list[Section]:
    asks = "next_partner" if lines.material.names_silent else "next"
    return [
        _section(lines, "network", lines.network()),
        _section(lines, "silence", lines.silence()),
        _section(lines, "next", lines.next(), title=asks),
    ]


def _section(lines: Lines, key: str, found: Iterable[Line], *, title: str = "") -> Section:
    text = lines.words.plain(f"title.{title or key}", parts=lines.promise_parts())
    return Section(key=key, title=text, lines=tuple(found))


@dataclass(frozen=True, kw_only=True)
class _News:
    """A half of the headline and its sources."""

    text: str
    sources: tuple[str, ...] = ()


def _headline(lines: Lines) -> Line:
    """What moved, and the sticking point."""
    moved, sticking = _moved(lines), _sticking(lines)
    text = lines.words.plain(
        "headline.week",
        monday=lines.material.week.monday,
        moved=moved.text,
        sticking=sticking.text,
    )
    return Line(text=text, sources=tuple(dict.fromkeys((*sticking.sources, *moved.sources))))


def _moved(lines: Lines) -> _News:
    """The strategies that moved most, else promises kept, else how many checked in."""
    kept = lines.facts.promises.kept
    if any(standing.change for standing in lines.facts.standings):
        return _moving(lines)
    if kept:
        text = lines.words.plain("headline.kept", kept=len(kept))
        return _News(text=text, sources=tuple(promise.ref for promise in kept))
    return _News(text=lines.checked_in() or lines.words.plain("headline.shared"))


def _moving(lines: Lines) -> _News:
    """What went up most and what went down most: good news does not hide the other."""
    standings = sorted(lines.facts.standings, key=lambda standing: standing.change)
    down, up = standings[0], standings[-1]
    if down.change < 0 < up.change:
        text = lines.words.plain("headline.both", up=up.name, down=down.name)
        return _News(text=text, sources=(*up.sources, *down.sources))
    most = up if up.change > 0 else down
    now = most.now.word if most.now else ""
    text = lines.words.plain(f"headline.{most.trend.value}", name=most.name, now=now)
    return _News(text=text, sources=most.sources)


def _sticking(lines: Lines) -> _News:
    """What has been in the way longest, else promises that are late, else nothing."""
    oldest, late = lines.facts.hindrances.oldest, lines.facts.promises.late
    if oldest:
        kind = "blocked" if oldest.days else "blocked_new"
        text = lines.words.plain(f"headline.{kind}", days=oldest.days, text=oldest.text)
        return _News(text=text, sources=(oldest.ref,))
    if late:
        text = lines.words.plain("headline.late", late=len(late))
        return _News(text=text, sources=tuple(promise.ref for promise in late))
    return _News(text="")


def _empty(lines: Lines) -> Line:
    """The one sentence of a week in which nothing was said or done."""
    opening = lines.words.plain(f"empty.{_why_empty(lines)}", closed=lines.material.closed_for)
    promises, hindrances = lines.facts.promises, lines.facts.hindrances
    if not promises.open and not hindrances.open:
        return Line(text=opening)
    text = lines.words.plain(
        "empty.before",
        opening=opening,
        promises=promises.open,
        late=len(promises.late),
        blockers=len(hindrances.open),
    )
    return Line(text=text)


def _why_empty(lines: Lines) -> str:
    silence = lines.facts.silence
    if not lines.material.counts_checkins:
        return "outside"
    if silence.asked or silence.partner_asked or lines.material.closed_for:
        return "nobody"
    return "missed" if silence.missed else "not_asked"
