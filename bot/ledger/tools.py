"""What commands and jobs are given to work with."""

from dataclasses import dataclass, field

from bot.domain.calendar import HolidaysOf
from bot.ledger.marks import KnownMarks
from bot.ports import DateReader, Screen
from bot.ports.writer import Writer


@dataclass(frozen=True, kw_only=True)
class Tools:
    """The outside's services that need no transaction."""

    dates: DateReader
    holidays_of: HolidaysOf
    writer: Writer
    screen: Screen
    marks: KnownMarks = field(default_factory=KnownMarks)
