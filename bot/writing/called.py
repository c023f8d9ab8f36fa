"""People as a model's server may know them: as roles or first names, there and back."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.model_use import Called, ModelUse
from bot.domain.names import APOSTROPHES, EVERYDAY, PARTICLES, WIDTHLESS, fold
from bot.domain.partnership import Partnership
from bot.domain.people import Person

SOMEBODY = "somebody"
"""Who is meant by a name that several people share, and by an id of a platform."""
_LEAST_OF_FAMILY = 4
"""Letters of a name that is known in "the Boyds" too: shorter ones may make a word, as "This"."""
_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "coach", "principal")
_IDS = r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+|<[@!#][^>\s]*>"
_UNSEEN = re.compile(f"[{WIDTHLESS}]")
_MONTH = "April|May|June|August"
_DAYS = rf"\d{{1,2}}\s+(?:{_MONTH})\b|\b(?:{_MONTH})\s+\d{{1,4}}\b"


@dataclass(frozen=True, kw_only=True)
class Callings:
    """What everybody of a partnership is called outside, and whom that means inside.

    ``outside``: a folded form of a name to what its person is called. ``inside``: what somebody is
    called, in small letters, to the name that Headway shows.
    """

    outside: Mapping[str, str]
    inside: Mapping[str, str]
    names: re.Pattern[str]
    said: re.Pattern[str]

    def hide(self, text: str) -> str:
        """The text without the people's names, and without e-mail addresses and ids."""
        return self.names.sub(self._hidden, unicodedata.normalize("NFC", _UNSEEN.sub("", text)))

    def show(self, text: str) -> str:
        """The text with everybody's name as Headway shows it."""
        # A dotless i is an i to a pattern, and another letter to every table.
        return self.said.sub(lambda found: self.inside.get(found[0].casefold(), found[0]), text)

    def _hidden(self, match: re.Match[str]) -> str:
        whole, name = match[0], match["name"]
        if match["kept"] or {whole, whole.removesuffix("s")} & EVERYDAY:
            return whole
        return self.outside.get(fold(name or ""), SOMEBODY)


def callings(
    partnership: Partnership, people: Iterable[Person], shown: Mapping[str, str]
) -> Callings:
    """How these people of a partnership, leavers too, are called as its consent says.

    ``shown`` is what Headway calls each, by key. Without a consent they are roles.
    """
    everybody = sorted(people, key=lambda person: person.key)
    use = partnership.model or ModelUse(consent="")
    names = _names(partnership, {form for person in everybody for form in _forms(person)})
    called = _told_apart(everybody, _called(partnership, everybody, use.people, names))
    outside: dict[str, str] = {}
    for person in everybody:
        for form in {fold(form) for form in _forms(person)}:
            outside[form] = SOMEBODY if form in outside else called[person.key]
    return Callings(
        outside=outside,
        inside={called[each.key].casefold(): shown.get(each.key, "") for each in everybody},
        names=names,
        said=_said(called.values(), use.people),
    )


def _called(
    partnership: Partnership, people: Iterable[Person], how: Called, names: re.Pattern[str]
) -> dict[str, tuple[str, str]]:
    """What each is called before it is told apart: the words before and after a number."""
    if how is Called.FIRST_NAMES:
        return {person.key: (_words(person.name)[0], "") for person in people}
    return {person.key: _role(partnership, person, names) for person in people}


def _role(partnership: Partnership, person: Person, names: re.Pattern[str]) -> tuple[str, str]:
    # A role may name somebody: "assistant to Ms. Boyd".
    found = (match for match in names.finditer(person.role) if not match["kept"])
    role = f"person at the {person.level.value}" if any(found) else person.role
    school = partnership.school_name(person.school)
    return f"the {role}", f" of {school}" if school else ""


def _told_apart(people: Iterable[Person], called: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    alike = Counter("".join(words).casefold() for words in called.values())
    numbers: Counter[str] = Counter()
    made = {}
    for person in people:
        before, after = called[person.key]
        kind = f"{before}{after}".casefold()
        numbers[kind] += 1
        number = f" {numbers[kind]}" if alike[kind] > 1 else ""
        made[person.key] = f"{before}{number}{after}"
    return made


def _forms(person: Person) -> Iterator[str]:
    """Every form in which somebody may be named, as words with one blank between."""
    words = _words(person.name)
    family = " ".join(words[_family_begins(words) :])
    yield " ".join(words)
    for last in {family, words[-1]} if len(words) > 1 else ():
        yield from (f"{words[0]} {last}", f"{words[0][0]} {last}", f"{last} {words[0]}", last)
        yield from (f"{words[0]}{last}", f"{words[0][0]}{last}")
        yield from ([f"{last}s"] if len(last) >= _LEAST_OF_FAMILY else [])
    parts = {part for word in words for part in (word, *word.split("-"))}
    yield from (part for part in parts if len(part) > 1 and fold(part) not in PARTICLES)
    role = {fold(word) for word in person.role.split()}
    yield from (each for each in (person.user, person.key) if each and fold(each) not in role)


def _words(name: str) -> list[str]:
    """The words of a name without titles."""
    words = [word.strip(".,") for word in name.split()]
    return [word for word in words if word and fold(word) not in _TITLES] or [name.strip()]


def _family_begins(words: list[str]) -> int:
    inner = (n for n, word in enumerate(words[1:-1], 1) if fold(word) in PARTICLES)
    return next(inner, len(words) - 1)


def _names(partnership: Partnership, forms: set[str]) -> re.Pattern[str]:
    """Finds names with and without accents, ids, and what must stay: places and dates."""
    plain = {_without_accents(form) for form in forms}
    organisations = (partnership.partner.name, partnership.district.name)
    schools = (school.name for school in partnership.schools)
    strategies = (strategy.name for strategy in partnership.agenda.strategies)
    kept = _either((*organisations, *schools, *strategies), r"\s+")
    titles = rf"(?:(?:{'|'.join(_TITLES)})\.?\s+)?"
    anyone = re.sub(f"[{APOSTROPHES}]", f"[{APOSTROPHES}]?", _either(forms | plain, r"[\s.,_]+"))
    named = rf"@?{titles}(?P<name>{anyone})(?![^\W_])"
    return re.compile(
        rf"{_IDS}|(?<![^\W_])(?:(?P<kept>(?:{kept})(?!\w)|{_DAYS})|{named})", re.IGNORECASE
    )


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _said(called: Iterable[str], how: Called) -> re.Pattern[str]:
    """Finds what people are called; a first name may be an everyday word in small letters."""
    case = re.IGNORECASE if how is Called.ROLES else re.NOFLAG
    return re.compile(rf"(?<![\w-])(?:{_either(called, ' ')})(?![\w-])", case)


def _either(phrases: Iterable[str], gap: str) -> str:
    """A pattern of any of these, the longest first; of none it finds nothing."""
    longest = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    return "|".join(gap.join(map(re.escape, phrase.split())) for phrase in longest) or r"(?!)"
