"""Where the app is installed, and with which token: kept, renewed and removed."""

import asyncio
from collections import defaultdict
from dataclasses import replace
from datetime import datetime

import structlog
from pydantic import SecretStr

from bot.domain.errors import HeadwayError, TryLaterError
from bot.ports import Clock, Store
from integrations.fresh import Fresh
from integrations.secret_key import good_key
from integrations.slack.calls import ask, client_of
from integrations.slack.errors import said
from integrations.slack.installation import Installation, granted, installed, own
from integrations.slack.sealing import Seal
from integrations.slack.settings import SlackSettings
from integrations.slack.text import Json
from integrations.slack.vault import Vault

log = structlog.get_logger()

_PATIENCE = 20
"""Seconds to wait for Slack."""
_LOST = {"account_inactive", "invalid_refresh_token", "token_expired", "token_revoked"}


class Installs:
    """One installation for each workspace: what was installed there, else ``SLACK_BOT_TOKEN``'s."""

    def __init__(
        self, *, store: Store, clock: Clock, settings: SlackSettings, secret_key: str | None
    ) -> None:
        """Without a ``secret_key`` (HEADWAY_SECRET_KEY) nothing can be installed."""
        self._store = store
        self._clock = clock
        self._settings = settings
        self._can_keep = good_key(secret_key)
        self._vault = Vault(store, Seal(secret_key or ""))
        self._known: Fresh[str, Installation] = Fresh()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._own: Installation | None = None

    async def of(self, team: str) -> Installation | None:
        """The installation in a workspace, or None; its token may be about to end.

        Slack is asked for nothing but, once, whose ``SLACK_BOT_TOKEN`` is; raises as ``ask`` does.
        """
        known = self._known.get(team)
        return known or await self._read(team)

    async def _read(self, team: str) -> Installation | None:
        """Read it once for all who ask for it at the same time, as a wave of messages does."""
        async with self._reading[team]:
            found = self._known.get(team)
            if found is None:
                found = await self._vault.get(team) or await self._from_settings(team)
                if found is not None:
                    self._known.put(team, found)
        return found

    async def token(self, team: str) -> str | None:
        """The bot's token for a workspace, renewed when it is about to end; None if there is none.

        Raises TryLaterError if it has ended and cannot be renewed now, and as ``of`` does.
        """
        found = await self.of(team)
        if found is None or found.expires_at is None:
            return found.token if found else None
        now = await self._clock.now()
        if found.due(now):
            async with self._turns[team]:
                found = await self._renewed(team, now)
        return None if found is None or found.expired(now) else found.token

    async def teams(self) -> list[str]:
        """The ids of all workspaces where it is installed. Raises as ``of`` does."""
        mine = await self._mine()
        return sorted(await self._vault.teams() | ({mine.team} if mine else set()))

    async def save(self, installation: Installation) -> None:
        """Keep an installation in the place of what this workspace had.

        Raises HeadwayError without a HEADWAY_SECRET_KEY to keep it by.
        """
        if not self._can_keep:
            raise HeadwayError("Set HEADWAY_SECRET_KEY before the app is installed anywhere.")
        await self._vault.put(installation)
        self.forget(installation.team)
        log.info("Headway was installed.", action="slack_installed", workspace=installation.team)

    async def remove(self, team: str, *, at: datetime) -> None:
        """Forget a workspace's token, which ended at this moment; an installation since then stays.

        For ``app_uninstalled`` and ``tokens_revoked``, which come in any order, late and again.
        https://docs.slack.dev/reference/events/app_uninstalled
        """
        if await self._vault.remove(team, at=at):
            log.warning("Headway was removed.", action="slack_removed", workspace=team)
        self.forget(team)

    async def exchange(self, code: str, redirect_uri: str | None = None) -> Installation:
        """Keep and return the installation that Slack's redirect brought a code for.

        Raises FaultError for a code or settings that Slack refuses, UnreachableError for an
        organisation in the place of a workspace, and else as ``ask`` and ``save`` do.
        https://docs.slack.dev/authentication/installing-with-oauth
        """
        answer = await self._oauth(code=code, redirect_uri=redirect_uri)
        new = installed(answer, await self._clock.now())
        await self.save(new)
        return new

    def forget(self, team: str) -> None:
        """Read it again next time: another process may have changed it."""
        self._known.forget(team)

    async def _from_settings(self, team: str) -> Installation | None:
        mine = await self._mine()
        return mine if mine and mine.team == team else None

    async def _mine(self) -> Installation | None:
        """The installation behind ``SLACK_BOT_TOKEN``, which does not say whose it is."""
        if self._settings.bot_token is None:
            return None
        async with self._turns[""]:
            self._own = self._own or await self._behind(self._settings.bot_token)
        return self._own

    async def _behind(self, secret: SecretStr) -> Installation:
        token = secret.get_secret_value().strip()
        client = client_of(self._settings.api_url, token, _PATIENCE)
        return own(await ask(client, "auth.test", {}), token)

    async def _renewed(self, team: str, now: datetime) -> Installation | None:
        """The installation after the one process that may has renewed it."""
        async with self._store.alone(f"slack-token-{team}") as mine:
            self.forget(team)
            found = await self.of(team)
            if found is None or not found.due(now):
                return found
            if mine:
                await self._renew(found, now)
                self.forget(team)
                return await self.of(team)
        if found.expired(now):
            raise TryLaterError("This workspace's token is being renewed.", after=2)
        return found

    async def _renew(self, old: Installation, now: datetime) -> None:
        """Keep a new token. https://docs.slack.dev/authentication/using-token-rotation."""
        try:
            answer = await self._oauth(grant_type="refresh_token", refresh_token=old.refresh)
        except HeadwayError as error:
            log.warning(
                "A workspace's token was not renewed.",
                action="slack_token_not_renewed",
                workspace=old.team,
                error=said(error),
            )
            if said(error) in _LOST:
                await self._vault.put(replace(old, refresh=None), instead_of=old)
            elif old.expired(now):
                raise
        else:
            await self._vault.put(replace(old, **granted(answer, now)), instead_of=old)

    async def _oauth(self, **arguments: str | None) -> Json:
        """https://docs.slack.dev/reference/methods/oauth.v2.access."""
        secret = self._settings.client_secret
        app = {
            "client_id": self._settings.client_id,
            "client_secret": secret.get_secret_value() if secret else None,
        }
        client = client_of(self._settings.api_url, None, _PATIENCE)
        return await ask(client, "oauth.v2.access", {**app, **arguments})
