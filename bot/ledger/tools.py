"""What commands and jobs are given to work with."""

from dataclasses import dataclass

from bot.domain.calendar import HolidaysOf
from bot.ports import DateReader
from bot.ports.writer import Writer


@dataclass(frozen=True, kw_only=True)
class Tools:
    """The outside's services that need no transaction."""

    dates: DateReader
    holidays_of: HolidaysOf
    writer: Writer
