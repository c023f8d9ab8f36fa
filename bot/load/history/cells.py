"""The cells of one row as values; what is wrong with them is noted, and reading goes on."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.domain.agenda import Agenda
from bot.domain.audience import Audience
from bot.domain.people import Person, School
from bot.domain.places import nearest_school, split_school
from bot.domain.record import nearest
from bot.ledger.directory import Directory
from bot.load.history.layout import Layout
from bot.load.history.sheet import ISO_DAY, Line, Pair
from bot.load.values import Mistake
from prompts.filters import joined, short

MOST_CLASSROOMS = 500
OLDEST = date(1990, 1, 1)
YES = frozenset({"yes", "y", "true", "x", "1", "present"})
NO = frozenset({"no", "n", "false", "0", "absent"})
_COUNT = re.compile(r"(?:in\s+)?(\d{1,4})\s*(?:/|(?:out )?of)\s*(\d{1,4})", re.IGNORECASE)
_TIME = re.compile(
    r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AP]M)?(Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_WHOLE = re.compile(r"(-?\d{1,4})(?:\.0+)?")
_INSTEAD = 'Say it without the name, or write "(no person)" behind it if it is none.'
_FORMATS = {"YYYY": "%Y", "YY": "%y", "MM": "%m", "DD": "%d"}

Named = Callable[[str], tuple[str, tuple[str, ...]]]
"""Says of a text how it would be kept, and which words in it name somebody."""


@dataclass(frozen=True, kw_only=True)
class World:
    """What rows are read against, and ``by`` whom; ``today`` is that of the district.

    ``named`` tells in which words a text names somebody who must not be named.
    """

    directory: Directory
    by: str
    today: date
    named: Named = lambda text: (text, ())

    @property
    def agenda(self) -> Agenda:
        """The agenda of the partnership."""
        return self.directory.partnership.agenda

    @property
    def schools(self) -> tuple[School, ...]:
        """All schools; history tells of those too that have left the partnership file."""
        return tuple(replace(s, retired=False) for s in self.directory.partnership.schools)

    def person(self, word: str) -> Person | None:
        """Whom a key or name means; leavers too, for history tells of them."""
        left = (p for p in self.directory.people.values() if p.left)
        named = (p for p in left if word.casefold() in (p.key.casefold(), p.name.casefold()))
        return self.directory.find(word) or next(named, None)


@dataclass(kw_only=True)
class Cells:
    """One row while it is read; ``mistakes`` grow with each cell that cannot be understood."""

    line: Line
    layout: Layout
    world: World
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, key: str, text: str) -> None:
        """Note what is wrong with a field, under the title that it has in the file."""
        self.mistakes.append(Mistake(line=self.line.number, where=self.title(key), text=text))

    def title(self, key: str) -> str:
        """The title of a field's column."""
        column = self.layout.columns.get(key, key)
        return column.seen if isinstance(column, Pair) else column

    def text(self, key: str) -> str:
        """What a field says, in our words where the map has them; empty where nothing stands."""
        column = self.layout.columns.get(key)
        given = self._cell(column) if isinstance(column, str) else ""
        translated = self._translations(key).get(given.casefold(), given) if given else ""
        return translated or ("" if given else self.layout.map.constants.get(key, ""))

    def parts(self, key: str) -> tuple[str, ...]:
        """What a field lists, between commas or semicolons, each part in our words."""
        words = self._translations(key)
        parts = [part.strip() for part in re.split(r"[,;\n]", self.text(key))]
        return tuple(filter(None, (words.get(part.casefold(), part) for part in parts)))

    def _cell(self, title: str) -> str:
        return self.line.cells.get(title, "")

    def _translations(self, key: str) -> Mapping[str, str]:
        return {k.casefold(): v for k, v in self.layout.map.values.get(key, {}).items()}

    def words(self, key: str) -> str:
        """What a field says in people's own words, in which nobody may be named."""
        said, named = self.world.named(self.text(key))
        if named:
            self.wrong(key, f"{joined(map(_quoted, named))} may name somebody. {_INSTEAD}")
        return said

    def chosen(self, key: str, known: Mapping[str, str], *, what: str, needed: bool = False) -> str:
        """The key that a field names, of those known by their names in small letters."""
        said = self.text(key)
        if not said:
            if needed:
                self.wrong(key, f"the {what} is needed.")
            return ""
        found = known.get(said.casefold())
        if found is None:
            near = nearest(said, known)
            keys = dict.fromkeys(known.values())
            self.wrong(key, unknown(what, said, keys, near and known[near]))
        return found or ""

    def school(self, *, needed: bool = True) -> str:
        """The key of the school; empty where none is named, or none that is known."""
        said, schools = self.text("school"), self.world.schools
        if not said:
            if needed:
                self.wrong("school", "the school is needed.")
            return ""
        found, rest = split_school(schools, said)
        if found and not rest:
            return found.key
        near = nearest_school(schools, said)[1]
        self.wrong(
            "school", unknown("school", said, [s.key for s in schools], near.key if near else None)
        )
        return ""

    def day(self) -> date | None:
        """The day of the row, which every row needs and which is past or today."""
        said = self.text("date")
        if not said:
            self.wrong("date", "a day is needed.")
            return None
        found = self._read_day(said)
        if found is None:
            self.wrong("date", _no_day(said, self.layout.map.dates))
        elif not OLDEST <= found <= self.world.today:
            self.wrong("date", f"{found.isoformat()} cannot be: only what was until today is kept.")
        else:
            return found
        return None

    def _read_day(self, said: str) -> date | None:
        form = re.sub("|".join(_FORMATS), lambda m: _FORMATS[m[0]], self.layout.map.dates)
        try:
            # Of a time of day that a form has stamped, only the day counts.
            return datetime.strptime(_TIME.sub("", said), form).date()  # noqa: DTZ007 - a day
        except ValueError:
            return None

    def count(self, key: str) -> tuple[int, int] | None:
        """In how many of how many classrooms something was seen; None where nobody looked."""
        column = self.layout.columns.get(key)
        if isinstance(column, Pair):
            seen, of = self._cell(column.seen), self._cell(column.of)
            said = f"{seen} of {of}" if seen else ""
        else:
            said = self.text(key)
        return self._counted(key, said) if said else None

    def _counted(self, key: str, said: str) -> tuple[int, int] | None:
        match = _COUNT.fullmatch(said.strip())
        if match is None:
            self.wrong(key, f'"{short(said)}" is not a count. Write it as "3 of 5".')
            return None
        seen, of = int(match[1]), int(match[2])
        if seen > of or not 0 < of <= MOST_CLASSROOMS:
            hint = "Where nobody looked, leave it empty."
            self.wrong(key, f"{seen} of {of} classrooms cannot be. {hint}")
            return None
        return seen, of

    def whole(self, key: str, *, lowest: int, highest: int) -> int | None:
        """A whole number between two ends; None where nothing stands."""
        said = self.text(key)
        if not said:
            return None
        match = _WHOLE.fullmatch(said)
        if match is None or not lowest <= int(match[1]) <= highest:
            self.wrong(key, f'"{short(said)}" is no whole number from {lowest} to {highest}.')
            return None
        return int(match[1])

    def yes_or_no(self, key: str) -> bool | None:
        """Yes, no, or None where nothing stands."""
        said = self.text(key)
        if said and said.casefold() not in YES | NO:
            self.wrong(key, f'"{short(said)}" is neither yes nor no.')
        return said.casefold() in YES if said else None

    def people(self, key: str) -> tuple[str, ...]:
        """Keys of the people of the partnership that a field lists."""
        found = []
        for word in self.parts(key):
            person = self.world.person(word)
            if person:
                found.append(person.key)
            else:
                near = self.world.directory.nearest_person(word)
                text = unknown("person of this partnership called", word, (), near)
                self.wrong(key, f"{text} Leave everybody else out.")
        return tuple(dict.fromkeys(found))

    def audience(self, default: Audience) -> Audience:
        """Who reads the record."""
        known = {audience.value: audience.value for audience in Audience}
        return Audience(self.chosen("audience", known, what="audience") or default)

    def strategy(self) -> str | None:
        """The key of the strategy that the row is about."""
        known = {
            name.casefold(): strategy.key
            for strategy in self.world.directory.partnership.agenda.strategies
            for name in (strategy.key, strategy.name)
        }
        return self.chosen("strategy", known, what="strategy") or None


def unknown(what: str, said: str, known: Iterable[str], near: str | None) -> str:
    """That nobody knows what was said; with the nearest of what is known, or all of it."""
    there = joined(known)
    hint = f' Did you mean "{near}"?' if near else f" There is {there}." if there else ""
    return f'there is no {what} "{short(said)}".{hint}'


def _quoted(words: str) -> str:
    return f'"{short(words)}"'


def _no_day(said: str, form: str) -> str:
    text = f'"{short(said)}" is not a day as {form}.'
    if form != ISO_DAY:
        return text
    return f'{text} Say in a mapping file how your days are written: "dates: MM/DD/YYYY".'
