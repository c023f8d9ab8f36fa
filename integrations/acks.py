"""How long a chat platform waits until its request is answered."""

from collections.abc import Iterable, Mapping
from contextlib import ExitStack

from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.ports.figures import Doing, Figures


class Acks:
    """Takes the time from each request of a platform to the beginning of its answer."""

    def __init__(self, app: ASGIApp, *, figures: Figures, platforms: Mapping[str, str]) -> None:
        """Stand before an application; ``platforms`` says whose requests come to which path."""
        self._app = app
        self._figures = figures
        self._platforms = platforms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on what comes."""
        platform = self._platforms.get(scope.get("path", ""))
        if platform is None:
            await self._app(scope, receive, send)
            return
        with ExitStack() as until_answered:
            until_answered.enter_context(self._figures.during(Doing.REQUEST, platform))

            async def answer(message: Message) -> None:
                until_answered.close()
                await send(message)

            await self._app(scope, receive, answer)


def posted_to(routes: Mapping[str, Iterable[BaseRoute]]) -> dict[str, str]:
    """The paths that platforms send their requests to, each with the platform's name."""
    return {
        route.path: platform
        for platform, theirs in routes.items()
        for route in theirs
        if isinstance(route, Route) and "POST" in (route.methods or ())
    }
