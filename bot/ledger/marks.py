"""The loaded lists of names: kept as marks alone, and known to a process once it has read them."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.names import Listed, Marked, NameList, NameMarks, marks_of
from bot.ports import Transaction

MOST = 16
"""Lists that a process knows at once: a list may be some megabytes."""


class KnownMarks:
    """The marks of the partnerships' lists that were last asked for. Others are read again.

    A list may hold thousands; whether it is still the one that is known costs one short query.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, Listed], tuple[NameList, Marked]] = {}

    def __len__(self) -> int:
        """How many lists are known."""
        return len(self._known)

    async def of(self, tx: Transaction, partnership: str) -> tuple[Marked, ...]:
        """The lists of a partnership that have names in them."""
        lists = await tx.find(NameList, partnership=partnership)
        return tuple([await self._marked(tx, each) for each in lists if each.names])

    async def _marked(self, tx: Transaction, wanted: NameList) -> Marked:
        key = wanted.partnership, wanted.listed
        known = self._known.pop(key, None)
        if known is None or known[0] != wanted:
            stored = await tx.get(NameMarks, *key)
            marks = frozenset(stored.marks if stored else ())
            marked = Marked(listed=wanted.listed, salt=wanted.salt, marks=marks)
            known = wanted, marked
        # The one asked for last stands last, so that what goes is what nobody asks for.
        self._known[key] = known
        if len(self._known) > MOST:
            del self._known[next(iter(self._known))]
        return known[1]


async def keep_list(
    tx: Transaction, key: tuple[str, Listed], names: Iterable[str], *, salt: str, now: datetime
) -> tuple[NameList | None, NameList]:
    """Keep the marks of names in the place of the list before; return that and the new one.

    ``key`` says of which partnership, and whose names they are. Without names the list is emptied.
    The names themselves are not stored. ``salt`` is a new random text.
    """
    partnership, listed = key
    before = await tx.get(NameList, *key)
    different = {" ".join(name.split()) for name in names}
    loaded = NameList(
        partnership=partnership,
        listed=listed,
        version=before.version + 1 if before else 1,
        names=len(different),
        loaded_at=now,
        salt=salt,
    )
    marks = marks_of(different, salt)
    await tx.put(loaded, NameMarks(partnership=partnership, listed=listed, marks=marks))
    return before, loaded
