"""Ways into a partnership file as plain data, which may have any shape at all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.record import nearest
from integrations.partnership_yaml import Loc

Fields = Mapping[str, object]
"""An entry of the file as plain data."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """A text of the file and where it stands."""

    loc: Loc
    text: str


def entry(data: Fields, key: str) -> Fields:
    """The fields at a key; none if there is something else."""
    value = data.get(key)
    return value if isinstance(value, Mapping) else {}


def rows(data: Fields, *path: str) -> Iterator[tuple[Loc, Fields]]:
    """The entries of the list at a path, each with its place."""
    for key in path[:-1]:
        data = entry(data, key)
    listed = data.get(path[-1])
    for index, row in enumerate(listed if isinstance(listed, list) else []):
        if isinstance(row, Mapping):
            yield (*path, index), row


def column(entries: Iterable[tuple[Loc, Fields]], field: str) -> Iterator[Word]:
    """The texts of one field in all entries."""
    for loc, row in entries:
        yield from words(row, loc, field)


def words(row: Fields, loc: Loc, field: str) -> Iterator[Word]:
    """The text of a field, or the texts of the list in it."""
    value = row.get(field)
    if isinstance(value, str) and value.strip():
        yield Word(loc=(*loc, field), text=tidy(value))
    for index, item in enumerate(value if isinstance(value, list) else []):
        if isinstance(item, str) and item.strip():
            yield Word(loc=(*loc, field, index), text=tidy(item))


def keys(data: Fields, *path: str) -> set[str] | None:
    """The keys in the list at a path; None if it is so broken that some may be hidden."""
    for key in path[:-1]:
        data = entry(data, key)
    section = path[-1]
    listed = data.get(section)
    if listed is None:
        return None if nearest(section, data, cutoff=0.8) else set()
    found = [word.text for word in column(rows(data, section), "key")]
    return set(found) if isinstance(listed, list) and len(found) == len(listed) else None


def lower(word: Word) -> Word:
    """The text in small letters, in its place."""
    return Word(loc=word.loc, text=word.text.lower())


def tidy(value: str) -> str:
    """The text on one line, without needless spaces."""
    return " ".join(value.split())


def path_of(loc: Loc) -> str:
    """A place as people read it: "people[5].school"."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{tidy(part)}" for part in loc)
    return "".join(parts).removeprefix(".")
