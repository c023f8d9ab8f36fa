"""One sentence of a model and what it says that it rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A sentence, the numbers of the records that it cites, and the keys of cited figures.

    Nothing of it is believed before a ``Checker`` has held it to the records.
    """

    text: str
    sources: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
