"""What commands and jobs are given to work with."""

from dataclasses import dataclass, field

from bot.domain.calendar import HolidaysOf
from bot.ledger.marks import KnownMarks
from bot.ports import DateReader, Screen
from bot.ports.documents import Documents
from bot.ports.drawing import Drawing
from bot.ports.figures import Figures, NoFigures
from bot.ports.model import Model
from bot.ports.writer import Writer


@dataclass(frozen=True, kw_only=True)
class Tools:
    """The outside's services that need no transaction.

    ``writer`` words what is posted. It may ask a model, which takes its time: never inside a
    transaction. ``template`` is at hand at once, for previews and for whatever was not worded.
    ``model`` finds promises in answers where no rule did, outside transactions too; None: off.
    """

    dates: DateReader
    holidays_of: HolidaysOf
    writer: Writer
    template: Writer
    screen: Screen
    documents: Documents
    marks: KnownMarks = field(default_factory=KnownMarks)
    drawing: Drawing | None = None
    model: Model | None = None
    figures: Figures = field(default_factory=NoFigures)
