"""The sandbox in a browser: a chat page on which a visitor can be anybody."""

from integrations.sandbox.page.around import ClockMovingError, Clockwork, Guide, Move, Step
from integrations.sandbox.page.routes import page_routes
from integrations.sandbox.page.site import Site, Word
from integrations.sandbox.page.town import Town

__all__ = [
    "ClockMovingError",
    "Clockwork",
    "Guide",
    "Move",
    "Site",
    "Step",
    "Town",
    "Word",
    "page_routes",
]
