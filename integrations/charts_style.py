"""The one style of all pictures: colours, marks and sizes."""

from dataclasses import dataclass
from math import ceil
from textwrap import fill

from bot.domain.picture import Grid, Lines, Picture

# Told apart by people of every colour vision: Okabe and Ito, https://jfly.uni-koeln.de/color/
BLUE, ORANGE, GREEN, SKY, YELLOW = "#0072B2", "#E69F00", "#009E73", "#56B4E9", "#F0E442"
LINE, TARGET = BLUE, "#B34700"
INK, SOFT, OTHERS, GRID, EMPTY = "#222222", "#555555", "#BBBBBB", "#E6E6E6", "#FFFFFF"


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Sizes of a picture: inches, and points of type.

    ``alone`` and ``among`` are panels of lines, ``frame`` the height of what stands around them,
    ``row`` the height of a bar or of a row of a grid, ``across`` how many panels stand side by
    side, ``characters`` how many of the smallest type fit into an inch.
    """

    alone: tuple[float, float]
    among: tuple[float, float]
    frame: float
    row: float
    across: int
    characters: float
    text: float
    small: float
    title: float

    @property
    def is_wide(self) -> bool:
        """Whether panels may stand side by side."""
        return self.across > 1

    def name(self, text: str) -> str:
        """A name in lines that leave most of a narrow picture to what is drawn."""
        return text if self.is_wide else fill(text, 15)

    def heading(self, text: str) -> str:
        """The title of a panel, in lines that fit beside the names of its rows."""
        return text if self.is_wide else fill(text, 30)

    def labels(self, *, alone: bool) -> int:
        """How many labels fit side by side into a panel."""
        return 12 if alone and self.is_wide else 6

    def columns(self, picture: Lines) -> int:
        """How many panels of lines stand side by side."""
        return min(len(picture.panels), self.across)

    def size(self, picture: Picture) -> tuple[float, float]:
        """Width and height of a picture, its words in one line each."""
        if isinstance(picture, Lines):
            wide, high = self.alone if len(picture.panels) == 1 else self.among
            down = ceil(len(picture.panels) / self.columns(picture))
            return max(wide * self.columns(picture), self.alone[0]), high * down + self.frame
        if isinstance(picture, Grid):
            return self.alone[0], self.row * (len(picture.rows) + 6) + self.frame
        rows = sum(len(stack.rows) + 1.5 for stack in picture.panels)
        return self.alone[0], self.row * (rows + 2) + self.frame


WIDE = Layout(
    alone=(9.0, 3.6),
    among=(4.4, 2.5),
    frame=1.5,
    row=0.32,
    across=3,
    characters=14,
    text=9,
    small=8,
    title=13,
)
PHONE = Layout(
    alone=(6.75, 4.0),
    among=(6.75, 2.1),
    frame=1.7,
    row=0.52,
    across=1,
    characters=10.2,
    text=15,
    small=13,
    title=19,
)
"""1080 px wide, and three times as large as on the narrowest phones, which are 360 px wide."""
