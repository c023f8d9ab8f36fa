"""The agenda: theory of action, few strategies, and the words that a district shares."""

from dataclasses import dataclass

FEW_STRATEGIES = 5


@dataclass(frozen=True, kw_only=True)
class Strategy:
    """One of the few strategies. ``retired`` when it was given up, in chat or in the file."""

    key: str
    name: str
    success: str = ""
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class LookFor:
    """What visitors of classrooms look for, and the part of the instructional core it is about."""

    key: str
    name: str
    core: str
    strategy: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rubric:
    """A rubric with its rows; ``lowest`` and ``highest`` are the ends of the scale."""

    key: str
    name: str
    lowest: int
    highest: int
    rows: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """A midpoint measure with its target; ``survey`` when it is read by asking people."""

    key: str
    name: str
    unit: str
    target: float
    strategy: str | None = None
    survey: bool = False


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of the district's common language."""

    term: str
    meaning: str


@dataclass(frozen=True, kw_only=True)
class Agenda:
    """The shared path of a partnership, in the order of its file."""

    theory_of_action: str = ""
    vision: str = ""
    strategies: tuple[Strategy, ...] = ()
    look_fors: tuple[LookFor, ...] = ()
    rubrics: tuple[Rubric, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def current(self) -> tuple[Strategy, ...]:
        """The strategies that are pursued now."""
        return tuple(strategy for strategy in self.strategies if not strategy.retired)

    @property
    def is_full(self) -> bool:
        """Whether more strategies are pursued than people can follow up on."""
        return len(self.current) > FEW_STRATEGIES

    def strategy(self, key: str | None) -> Strategy | None:
        """The strategy of that key, a retired one too; None if there is none."""
        return next((one for one in self.strategies if one.key == key), None)

    def strategy_name(self, key: str | None) -> str | None:
        """The name of a strategy, retired ones too; the key itself where no name is known."""
        found = self.strategy(key)
        return found.name if found else key
