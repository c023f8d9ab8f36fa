"""Dates in the plain English of people who type promises: a strict grammar in front of dateparser.

A phrase has to have one of the shapes below before the library sees it, because alone it takes
"may" or "12" for dates; and it knows no "end of week", "a week from Friday" or next "14th".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from dateutil.relativedelta import relativedelta

SchoolDays = Callable[[date], bool]


@dataclass(frozen=True, kw_only=True)
class Found:
    """A date that stood in a text: the text without it, the words it was read from, the day."""

    text: str
    phrase: str
    date: date


class DateWords:
    """Finds dates in what people type; show them in words what was understood.

    - A date without a year is its next occurrence, today included: "5 Feb", "the 14th", "3/12"
      (month first). With a year it is what it says, even in the past, so that the caller can say
      that the day is over. A day that does not exist (31 April) is no date.
    - "Friday" and "this Friday" are the coming Friday, today included; "next Friday" and "Friday
      next week" the Friday of the next calendar week. Weeks run from Monday to Sunday. Beside a
      date the weekday is not checked: in "Friday, 12 March" the 12th counts.
    - "this week" and "end of week" are its Friday (on a weekend the one to come), "next week" is
      the Friday of the next; "this month", "next month", "end of month" are the month's last day.
    - "in two weeks" is 14 days; "in 10 school days" and "in two instructional weeks" (five days
      each) count the school days after today, Monday to Friday unless `school_days` knows better.
    - "before" and "until" a day are that day; times of day and "end of day" do not change it.
    - A month or a year alone, seasons, breaks and quarters are no dates.
    """

    def read(
        self, phrase: str, *, today: date, school_days: SchoolDays | None = None
    ) -> date | None:
        """The day that the phrase means, with or without its "by" or "on"; None if it is no date.

        Only a date with a year in it, such as 2020-03-12, can lie before today.
        """
        words = _INTRODUCER.sub("", phrase.strip().rstrip(".!?,;"), count=1)
        return _Reading(today=today, school_days=school_days or _monday_to_friday).of(words)

    def find(
        self, text: str, *, today: date, school_days: SchoolDays | None = None
    ) -> Found | None:
        """The last date after by, due, before, until or no later than, cut out of the text.

        Without one, the last after on or to ("share by Friday what we act on on Monday" is due on
        Friday). The longest phrase that is a date counts. If there is none, a date that needs no
        such word ("tomorrow", "next Friday", "12 March", "in two weeks"; not "Friday", "the 4th"
        or "3/4") counts at the very end of the text, where @people and #tags may follow. Each word
        stays in the text or in the phrase. Where a date is doubtful ("to the 4th grade team", "by
        Monday after spring break") the answer is None.
        """
        reading = _Reading(today=today, school_days=school_days or _monday_to_friday)
        last_first = reversed([*_INTRODUCER.finditer(text)])
        for introducer in sorted(last_first, key=_is_no_deadline):
            if found := _introduced(introducer, reading):
                return found
        return _at_the_end(text, reading)


def _is_no_deadline(introducer: re.Match[str]) -> bool:
    return introducer[0].strip().lower() in {"on", "to"}


def _monday_to_friday(day: date) -> bool:
    return day.weekday() < 5


def _ask_library(words: str, today: date) -> date | None:
    import dateparser  # noqa: PLC0415 - takes 0.1 s, and many runs need no date

    settings = {
        "DATE_ORDER": "MDY",
        "PARSERS": ["absolute-time", "relative-time"],
        "PREFER_DATES_FROM": "future",
        "RELATIVE_BASE": datetime.combine(today, time()),
        "REQUIRE_PARTS": ["day", "month"],
        "TIMEZONE": "UTC",
    }
    found = dateparser.parse(words, languages=["en"], settings=settings)
    return found.date() if found else None


# ---------------------------------------------------------------------------- what a phrase means

_MOST_WORDS, _MOST_LETTERS = 12, 80
_NUMBERS = {"a": 1, "an": 1, "a couple of": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_NUMBERS |= {"six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15}
_COUNT = rf"(?P<count>[1-9]\d{{0,2}}|{'|'.join(_NUMBERS)}) (?P<school>(?:school|instructional) )?"
_COUNT += r"(?P<unit>day|week|month)s?"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Not "sat" and "sun": a verb, a test and a star.
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri)(?:day)?|saturday|sunday)"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
_MONTH += r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_TH = r"(?:st|nd|rd|th)"
_YEAR = r"(?:19|20)\d\d"
_MONTH_AND_DAY = rf"(?:(?:the )?\d{{1,2}}{_TH}? (?:of )?{_MONTH}|{_MONTH} (?:the )?\d{{1,2}}{_TH}?)"
_END_OF = r"(?:at )?(?:the )?end of "
_END_OF_DAY = r"(?:eod|cob|(?:the )?end of (?:the )?(?:school )?day)"


@dataclass(frozen=True, kw_only=True)
class _Reading:
    """What words mean on one day; beside each method stands the shape of its words in _SHAPES."""

    today: date
    school_days: SchoolDays

    def of(self, phrase: str) -> date | None:
        if len(phrase) > _MOST_LETTERS:
            return None
        words = re.sub(r"[^\S\n]+", " ", phrase.lower().replace(",", " "))
        return self.meaning(re.sub(rf"\b({_DAY}|sat|sun|{_MONTH})\.", r"\1", words))

    def meaning(self, words: str) -> date | None:
        for shape, method in _SHAPES:
            if match := shape.fullmatch(words):
                return method(self, match)
        return None

    def this_day(self, _: re.Match[str]) -> date:
        return self.today

    def inner(self, match: re.Match[str]) -> date | None:
        return self.meaning(match["inner"])

    def tomorrow(self, match: re.Match[str]) -> date | None:
        return _ask_library(match[0], self.today)

    def calendar_day(self, match: re.Match[str]) -> date | None:
        # The library's future begins after its today, and it takes "3/12/26" for 2126.
        words = re.sub(r"^(\d+/\d+)/(\d\d)$", r"\1/20\2", match[0])
        return _ask_library(words, self.today - timedelta(days=1))

    def weekday(self, match: re.Match[str]) -> date:
        ahead = _DAYS.index(match["day"][:3]) - self.today.weekday()
        in_next_week = match["next"] or match["later"]
        return self.today + timedelta(days=ahead + 7 if in_next_week else ahead % 7)

    def end_of_week(self, match: re.Match[str]) -> date:
        ahead = 4 - self.today.weekday()
        return self.today + timedelta(days=ahead + 7 if match["next"] or ahead < 0 else ahead)

    def end_of_this_month(self, match: re.Match[str]) -> date:
        return self.today + relativedelta(months=1 if match["next"] else 0, day=31)

    def end_of_month(self, match: re.Match[str]) -> date:
        month = 1 + _MONTHS.index(match["month"][:3])
        year = int(match["year"] or self.today.year + (month < self.today.month))
        return date(year, month, 1) + relativedelta(day=31)

    def day_of_month(self, match: re.Match[str]) -> date | None:
        start = self.today + relativedelta(months=1, day=1) if match["next"] else self.today
        days = (start + timedelta(days=ahead) for ahead in range(62))
        return next((day for day in days if day.day == int(match["number"])), None)

    def after(self, match: re.Match[str]) -> date | None:
        start = self.today if match["start"] == "now" else self.meaning(match["start"])
        return start and replace(self, today=start).span(match)

    def span(self, match: re.Match[str]) -> date | None:
        count = _NUMBERS.get(match["count"]) or int(match["count"])
        if not match["school"]:
            return _ask_library(f"in {count} {match['unit']}s", self.today)
        if match["unit"] == "month":
            return None
        count *= 5 if match["unit"] == "week" else 1
        ahead = (self.today + timedelta(days=days) for days in range(1, 3 * count + 200))
        return next(islice(filter(self.school_days, ahead), count - 1, None), None)


_THIS_OR_NEXT = rf"(?:this |{_END_OF}(?:the |this )?|(?:{_END_OF})?(?P<next>next ))"
_WEEKDAY = r"(?:(?P<next>next (?:week )?)|this (?:coming )?|(?:the )?coming )?"
_WEEKDAY += rf"(?P<day>{_DAY})(?P<later> (?:of )?next week)?"
# Without "the", a number up to 12 is more likely a grade: "reading by 3rd".
_THE_NTH = rf"(?:the |(?=1[3-9]|2|3[01]))(?P<number>\d{{1,2}}){_TH}"
_THE_NTH += r"(?: of (?:the|(?P<next>next)) month)?"
_TIME_BEFORE = rf"(?:{_END_OF_DAY}|noon|\d[\d:]* ?[ap]m) (?:on )?"
_TIME_AFTER = r" (?:morning|afternoon|evening|night|eod|(?:at the )?latest)"
_SHAPES = tuple(
    (re.compile(shape), method)
    for shape, method in (
        (rf"today|tonight|this (?:afternoon|evening)|{_END_OF_DAY}", _Reading.this_day),
        (r"tomorrow|(?:the )?day after tomorrow", _Reading.tomorrow),
        (rf"{_MONTH_AND_DAY}(?: {_YEAR})?", _Reading.calendar_day),
        (rf"{_YEAR}-(?:0[1-9]|1[0-2])-\d\d", _Reading.calendar_day),
        (r"(?:0?[1-9]|1[0-2])/[0-3]?\d(?:/(?:19|20)?\d\d)?", _Reading.calendar_day),
        (rf"(?:0?[1-9]|1[0-2])-[0-3]?\d-{_YEAR}", _Reading.calendar_day),
        (_WEEKDAY, _Reading.weekday),
        (rf"eow|{_THIS_OR_NEXT}(?:school )?week", _Reading.end_of_week),
        (rf"eom|{_THIS_OR_NEXT}month", _Reading.end_of_this_month),
        (rf"{_END_OF}(?P<month>{_MONTH})(?: (?P<year>{_YEAR}))?", _Reading.end_of_month),
        (_THE_NTH, _Reading.day_of_month),
        (rf"(?:with)?in (?:the next )?{_COUNT}", _Reading.span),
        (rf"(?:in )?{_COUNT} from (?P<start>.+)", _Reading.after),
        (rf"(?:next |this )?(?:{_DAY}|sat|sun) (?P<inner>.*\d.*)", _Reading.inner),
        (rf"{_TIME_BEFORE}(?P<inner>.+)", _Reading.inner),
        (rf"(?P<inner>.+?){_TIME_AFTER}", _Reading.inner),
    )
)

# -------------------------------------------------------------------------- where a phrase stands

_INTRODUCER = re.compile(
    r"(?<![\w#@/'’-])(?:(?:due\s+)?(?:(?:on\s+or\s+)?before|by|until|till|(?:no|not)\s+later\s+than"
    r"|on|(?<!due )to)|due):?\s+",
    re.IGNORECASE,
)
# A word holds together what no date may be cut out of: Friday's, 12-14, Monday/Tuesday, 3.5, 12%.
_WORD = re.compile(r"\w+(?:[/'’–-]\w+|[.:]\d+)*%?")
# "Friday of testing week", "5 Feb 2199", "March 3 to 5", "1/2 the time", "Friday, 31 April".
_MEANS_ANOTHER_DAY = re.compile(
    r",?\s+(?:of|\d{4})\b|\s+(?:[–-]|or|through|to)\s+\d|(?<=/\d)\s+(?:an?|the)\b"
    rf"|(?<=day)(?<!today),?\s+(?:{_MONTH_AND_DAY}|(?:after|before|following)\s+"
    r"(?:[\w-]+\s+){0,2}(?:next|break|recess|vacation|holidays?|thanksgiving|christmas|testing))\b",
    re.IGNORECASE,
)
# "the 4th grade team", "3/4 of them", "grades 1 to 3 may": dates only where a clause may end.
_PERHAPS_A_VERB = r"\d (?:may|march)$"
_DOUBTFUL = re.compile(rf"\b(?:\d|1[0-2]){_TH}$|\d/\d+$|{_PERHAPS_A_VERB}")
_CLAUSE_ENDS = re.compile(
    r"\s*(?:$|[.;:!?)\]\"”]|,(?!\s*(?:and\s+)?(?:the\s+)?\d))|\s+(?:[@#<(—–-]"
    r"|(?:and|or|&)\s+(?!(?:the\s+)?\d)|(?:about|after|all|an?|as|at|because|before|but|by|due"
    r"|during|each|every|for|from|his|her|how|if|in|instead|its?|my|on|our|please|since|so|that"
    r"|the|their|then|they|this|through|to|unless|until|using|via|we|what|when|where|which|while"
    r"|with|without|I|you|your)\b)",
    re.IGNORECASE,
)
_UNMISTAKABLE = re.compile(
    rf"{_MONTH_AND_DAY}|\d{{4}}|today|tonight|tomorrow|eo[dwm]|end of (?!.*day)|^(?:with)?in "
    r"|\b(?:this|next|from) ",
    re.IGNORECASE,
)
# "data from next week", "since 12 March", "the grade 4 March": not a day to do it by.
_BELONGS_ELSEWHERE = re.compile(
    r"\b(?:about|after|and|as|at|before|beginning|between|during|each|every|for|from|grades?|in"
    r"|into|its|last|like|my|of|or|our|over|past|room|since|starting|than|the|their|through"
    r"|thru|towards?|was|your)\W*$",
    re.IGNORECASE,
)


def _introduced(introducer: re.Match[str], reading: _Reading) -> Found | None:
    text, start = introducer.string, introducer.end()
    weak = introducer.start() > 0 and introducer[0].strip(": \n").lower() in {"on", "to"}
    for word in reversed(list(islice(_WORD.finditer(text, start), _MOST_WORDS))):
        end, phrase = word.end(), text[start : word.end()]
        doubtful = weak or _DOUBTFUL.search(phrase)
        if (day := reading.of(phrase)) and (not doubtful or _CLAUSE_ENDS.match(text, end)):
            elsewhere = _MEANS_ANOTHER_DAY.match(text, end)
            return None if elsewhere else _cut(text, introducer.start(), end, day)
    return None


def _at_the_end(text: str, reading: _Reading) -> Found | None:
    pieces = list(re.finditer(r"\S+", text))
    while pieces and pieces[-1][0].startswith(("@", "#", "<")):
        pieces.pop()
    words = list(_WORD.finditer(text, 0, pieces[-1].end() if pieces else 0))
    for word in words[-_MOST_WORDS:]:
        start, end = word.start(), words[-1].end()
        phrase = text[start:end]
        if (day := reading.of(phrase)) and _UNMISTAKABLE.search(phrase):
            elsewhere = _BELONGS_ELSEWHERE.search(text[:start])
            doubtful = elsewhere or re.search(_PERHAPS_A_VERB, phrase)
            return None if doubtful else _cut(text, start, end, day)
    return None


def _cut(text: str, start: int, end: int, day: date) -> Found:
    if re.match(r"\.\s+[a-z]", text[end:]):
        end += 1  # an abbreviation's dot, as in "by Mon. with"
    left, right = text[:start].rstrip(), text[end:].lstrip()
    if left.endswith("(") and right.startswith(")"):
        left, right = left[:-1].rstrip(), right[1:].lstrip()
    if not left or left.endswith("("):
        right = right.lstrip(",;:.!?–— ")
    closes = not right or right[0] in ",.;:!?)"
    if closes:
        left = left.rstrip(",;:–—- ")
    joint = "" if closes or left.endswith("(") else " "
    return Found(text=f"{left}{joint}{right}".strip(), phrase=text[start:end].strip(), date=day)
