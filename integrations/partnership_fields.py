"""The kinds of values in a partnership file, each read from text, with plain words when wrong."""

import re
import textwrap
from collections.abc import Callable, Iterable
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, TypeVar
from zoneinfo import available_timezones

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from bot.domain.audience import Audience
from bot.domain.cadence import Makes, Weekday
from bot.domain.model_use import Called
from bot.domain.people import Level, Side
from bot.domain.record import nearest
from integrations.calendars import known_countries

MISTAKE = "mistake"
FEW = 8
EARLIEST_ASKED, LATEST_ASKED = time(6), time(20)
LATEST_DIGEST = time(22)
UNITS = ("minute", "hour", "day", "week")
NO_HOLIDAYS = ("none", "None", "false", "False", "no", "off")
PLATFORMS = ("slack", "teams", "sandbox")
CORES = ("teacher", "student", "content")
# What people of the United States call their zones; "EST" as an IANA name would know no summer.
SPOKEN_ZONES = {
    "America/New_York": ("eastern", "est", "edt", "et"),
    "America/Chicago": ("central", "cst", "cdt", "ct"),
    "America/Denver": ("mountain", "mst", "mdt", "mt"),
    "America/Los_Angeles": ("pacific", "pst", "pdt", "pt"),
}

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_DATE = re.compile(r"20\d\d-\d\d-\d\d")
_DURATION = re.compile(r"(\d{1,4}) ?([a-z]+?)(s?)", re.IGNORECASE)
_KEY = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")

E = TypeVar("E", bound=StrEnum)


def wrong(text: str, *at: str | int) -> PydanticCustomError:
    """The error that becomes a mistake with this text, ``at`` a place inside the value."""
    return PydanticCustomError(MISTAKE, "{text}", {"text": text, "at": at})


def shown(value: str) -> str:
    """A value in quotation marks, on one line and not too long."""
    return f'"{textwrap.shorten(value, 60, placeholder=" …") or value[:60]}"'


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a question, else what there is to choose from; may be empty."""
    words = sorted(known)
    near = nearest(word, words)
    if near:
        return f' Did you mean "{near}"?'
    if len(words) == 1:
        return f' The only one is "{words[0]}".'
    return f" Choose one of {', '.join(words)}." if 0 < len(words) <= FEW else ""


def no_such(kind: str, word: str, known: Iterable[str]) -> str:
    """The sentence for a word that is none of the known ones."""
    return f"there is no {kind} {shown(word)}.{did_you_mean(word, known)}"


def word(value: object) -> str:
    """The value as one line of text; an error if it is empty or no text."""
    return " ".join(prose(value).split())


def prose(value: object) -> str:
    """The value as a text of several lines; an error if it is empty or no text."""
    if value is None:
        raise wrong("this is empty.")
    if not isinstance(value, str):
        what = "a list" if isinstance(value, list) else "fields"
        raise wrong(f"a text belongs here, not {what}. Put quotes around one with a colon in it.")
    if not value.strip():
        raise wrong("this is empty.")
    return value.strip()


def key(value: object) -> str:
    """A key that can be typed in chat and stand in an id."""
    typed = word(value)
    if _KEY.fullmatch(typed):
        return typed
    better = re.sub(r"[^a-z0-9._]+", "-", typed.lower())[:64].strip("._-")
    hint = f': "{better}"' if better else ""
    raise wrong(
        f'{shown(typed)} cannot be a key. Write it with small letters, digits and "-"{hint}.'
    )


def clock(value: object) -> time:
    """A time of day: "08:00"."""
    typed = word(value)
    match = _CLOCK.fullmatch(typed)
    if not match:
        raise wrong(f'{shown(typed)} is not a time of day. Write it as "08:00".')
    return time(int(match[1]), int(match[2]))


def asking_time(value: object) -> time:
    """A time of day at which people may be asked."""
    at = clock(value)
    if not EARLIEST_ASKED <= at <= LATEST_ASKED:
        raise wrong("people are not asked at night: choose a time between 06:00 and 20:00.")
    return at


def digest_time(value: object) -> time:
    """A time of day at which a digest may be posted."""
    at = clock(value)
    if not EARLIEST_ASKED <= at <= LATEST_DIGEST:
        raise wrong("digests are not posted at night: choose a time between 06:00 and 22:00.")
    return at


def day(value: object) -> date:
    """A day of this century: "2027-02-15"."""
    typed = word(value)
    try:
        if _DATE.fullmatch(typed):
            return date.fromisoformat(typed)
    except ValueError as error:
        raise wrong(f"{shown(typed)} is not a day of the calendar.") from error
    raise wrong(f'{shown(typed)} is not a date. Write it as "2027-02-15".')


def weekday(value: object) -> Weekday:
    """A day of the week by its name: "monday"."""
    names = {each.name.lower(): each for each in Weekday}
    return names[choice("day", names)(value)]


def duration(value: object) -> timedelta:
    """A length of time in one unit: "4 days", "36 hours"."""
    typed = word(value)
    match = _DURATION.fullmatch(typed)
    if not match:
        raise wrong(f'{shown(typed)} is not a length of time. Write it as "4 days" or "36 hours".')
    count, unit = int(match[1]), match[2].lower()
    if unit not in UNITS:
        near = nearest(unit, UNITS) or "day"
        meant = f"{count} {near}" if count == 1 else f"{count} {near}s"
        raise wrong(f'{shown(typed)} is not a length of time. Did you mean "{meant}"?')
    if count == 0:
        raise wrong(f"{shown(typed)} is no time at all: write a longer one.")
    return timedelta(**{f"{unit}s": count})


def weeks(value: object) -> int:
    """How many weeks lie between two askings: "week" is 1, "2 weeks" is 2; at most 52."""
    typed = word(value)
    match = re.fullmatch(r"(?:(\d{1,2}) )?weeks?", typed)
    if not match:
        raise wrong(f'{shown(typed)} is not a rhythm. Write "week" or "2 weeks".')
    count = int(match[1] or 1)
    if not 1 <= count <= 52:
        raise wrong("a rhythm has from 1 to 52 weeks.")
    return count


def zone(value: object) -> str:
    """A time zone by its IANA name, one with summer and winter time of its own."""
    typed = word(value)
    zones = _zones()
    if typed in zones:
        return typed
    spoken = typed.lower().split()[0]
    named = next((name for name, words in SPOKEN_ZONES.items() if spoken in words), None)
    near = named or _zone_of_city(typed, zones)
    hint = f' Did you mean "{near}"?' if near else did_you_mean(typed, zones)
    raise wrong(f"there is no time zone {shown(typed)}.{hint}")


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    known = available_timezones()
    kept = {name for name in known if "/" in name and not name.startswith("Etc/")}
    return frozenset(kept | {"UTC"})


def _zone_of_city(typed: str, zones: Iterable[str]) -> str | None:
    cities = {name.rpartition("/")[2].lower(): name for name in sorted(zones)}
    near = nearest(typed.rpartition("/")[2].replace(" ", "_"), cities, cutoff=0.8)
    return cities[near] if near else None


def holidays(value: object) -> str | None:
    """A country or its part whose public holidays are kept ("US", "US-MA"); None for none."""
    typed = word(value)
    if typed in NO_HOLIDAYS:
        return None
    if typed not in known_countries():
        country = typed.partition("-")[0]
        near = [name for name in known_countries() if name.startswith(f"{country}-")]
        raise wrong(no_such("country", typed, near or known_countries()))
    return typed


def email(value: object) -> str:
    """An e-mail address."""
    typed = word(value)
    if not _EMAIL.fullmatch(typed):
        raise wrong(f'{shown(typed)} is not an e-mail address. Write it as "name@district.org".')
    return typed


def person(value: object) -> str:
    """The key of a person, with or without the sign that stands before it in chat."""
    return word(value).removeprefix("@")


def number(value: object) -> float:
    """A number such as 90 or 2.5."""
    typed = word(value)
    if not re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", typed):
        raise wrong(f"{shown(typed)} is not a number. Write it with digits, such as 90 or 2.5.")
    return float(typed)


def whole(value: object) -> int:
    """A whole number such as 4."""
    typed = word(value)
    if not re.fullmatch(r"-?\d{1,6}", typed):
        raise wrong(f"{shown(typed)} is not a whole number. Write it with digits, such as 4.")
    return int(typed)


def truth(value: object) -> bool:
    """True or false."""
    return choice("answer", ("true", "false", "yes", "no"))(value) in ("true", "yes")


def choice(kind: str, known: Iterable[str]) -> Callable[[object], str]:
    """A reader of one of a few words, capital letters or not."""
    words = tuple(known)

    def read(value: object) -> str:
        typed = word(value)
        if typed.lower() not in words:
            raise wrong(no_such(kind, typed, words))
        return typed.lower()

    return read


def member(kind: str, values: type[E]) -> Callable[[object], E]:
    """A reader of one of an enumeration's words."""
    read = choice(kind, values)
    return lambda value: values(read(value))


Key = Annotated[str, BeforeValidator(key)]
PersonWord = Annotated[str, BeforeValidator(person)]
Word = Annotated[str, BeforeValidator(word)]
Prose = Annotated[str, BeforeValidator(prose)]
Email = Annotated[str, BeforeValidator(email)]
Zone = Annotated[str, BeforeValidator(zone)]
Day = Annotated[date, BeforeValidator(day)]
DayOfWeek = Annotated[Weekday, BeforeValidator(weekday)]
AskingTime = Annotated[time, BeforeValidator(asking_time)]
DigestTime = Annotated[time, BeforeValidator(digest_time)]
Duration = Annotated[timedelta, BeforeValidator(duration)]
Weeks = Annotated[int, BeforeValidator(weeks)]
Number = Annotated[float, BeforeValidator(number)]
Whole = Annotated[int, BeforeValidator(whole)]
Truth = Annotated[bool, BeforeValidator(truth)]
Holidays = Annotated[str | None, BeforeValidator(holidays)]
Platform = Annotated[str, BeforeValidator(choice("platform", PLATFORMS))]
Core = Annotated[str, BeforeValidator(choice("part of the core", CORES))]
AudienceWord = Annotated[Audience, BeforeValidator(member("audience", Audience))]
CalledWord = Annotated[Called, BeforeValidator(member("way to call people", Called))]
LevelWord = Annotated[Level, BeforeValidator(member("level", Level))]
SideWord = Annotated[Side, BeforeValidator(member("side", Side))]
MakesWord = Annotated[Makes, BeforeValidator(member("kind of record", Makes))]
