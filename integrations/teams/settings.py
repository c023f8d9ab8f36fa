"""What the environment says about Teams."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.domain.pace import Rate, Rates
from integrations.teams.values import App

PLATFORM = "teams"
"""The platform's name in partnership files and in what is stored."""

_KEYS = ("app_id", "password", "tenant_id")
_SHAPE = (
    'TEAMS_APPS is no list such as [{"app_id": "…", "password": "…", "tenant_id": "…"}], '
    "with one app registration for each tenant."
)


@dataclass(frozen=True, kw_only=True)
class Cloud:
    """The addresses of one of Microsoft's clouds."""

    login_url: str
    """Where the bot gets its tokens, without a tenant."""
    openid_url: str
    """Where the keys are found that sign requests to the bot."""
    issuer: str
    """Who signs them."""

    @property
    def scope(self) -> str:
        """What the bot's tokens are for."""
        return f"{self.issuer}/.default"


_PUBLIC = Cloud(
    login_url="https://login.microsoftonline.com",
    openid_url="https://login.botframework.com/v1/.well-known/openidconfiguration",
    issuer="https://api.botframework.com",
)
_US_GOVERNMENT = Cloud(
    login_url="https://login.microsoftonline.us",
    openid_url="https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    issuer="https://api.botframework.us",
)
CLOUDS = {"public": _PUBLIC, "gcc-high": _US_GOVERNMENT, "dod": _US_GOVERNMENT}
"""GCC is in the public cloud. GCC High and DoD differ in what signs people in, which is not used.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high
"""

_NOBODY = App(id="", password="", tenant="")


class TeamsSettings(BaseSettings):
    """``TEAMS_…`` variables, also from ``.env``; an empty variable counts as missing.

    Teams is on when nothing is missing that it needs; see ``missing``.
    """

    model_config = SettingsConfigDict(
        env_prefix="TEAMS_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    local: ClassVar[bool] = False
    """Whether this is a trial on this machine, without registrations and tokens."""

    app_id: str | None = None
    app_password: SecretStr | None = None
    tenant_id: str | None = None
    apps: SecretStr | None = None
    cloud: Literal["public", "gcc-high", "dod"] = Field(
        "public", description="public (GCC, too), gcc-high or dod"
    )
    login_url: str | None = Field(
        None,
        pattern=r"^https://[^/]",
        description="an address that begins with https://, instead of the cloud's own",
    )
    openid_url: str | None = Field(
        None,
        pattern=r"^(https://[^/]|http://(127\.0\.0\.1|localhost|\[::1\])[:/])",
        description="an address that begins with https://, instead of the cloud's own",
    )

    requests_per_second: int = Field(
        50, gt=0, description="how many requests a second Teams allows in one organisation"
    )

    @property
    def rates(self) -> Rates:
        """How fast messages may be sent, so that each of Teams' published limits is kept.

        In one tenant 50 requests a second, of which a part is left to answers and to what a
        message takes beside it; in one conversation 7 messages in 1 s, 8 in 2 s, 60 in 30 s and
        1,800 in 3,600 s. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
        """
        return Rates(
            workspace=Rate(per_second=0.9 * self.requests_per_second),
            conversation=Rate(per_second=0.49, burst=5),
        )

    @property
    def addresses(self) -> Cloud:
        """The cloud's addresses, or what was set instead of them."""
        own = CLOUDS[self.cloud]
        return Cloud(
            login_url=(self.login_url or own.login_url).rstrip("/"),
            openid_url=self.openid_url or own.openid_url,
            issuer=own.issuer,
        )

    @property
    def registrations(self) -> tuple[App, ...]:
        """Each registration of the bot that is complete."""
        return tuple(app for app in self._registered() if app.id and app.password and app.tenant)

    @property
    def wanted(self) -> bool:
        """Whether anything of Teams' is set."""
        return self._single != _NOBODY or self.apps is not None

    @property
    def on(self) -> bool:
        """Whether Teams is one of the chat platforms."""
        return self.wanted and not self.missing()

    def missing(self) -> list[str]:
        """What keeps Teams from working, one sentence each; nothing where nothing is set."""
        return list(self._missing()) if self.wanted else []

    def _missing(self) -> Iterator[str]:
        one = self._single
        if one != _NOBODY and not one.id:
            yield "TEAMS_APP_ID is missing: the Application (client) ID of the registration."
        if one != _NOBODY and not one.password:
            yield "TEAMS_APP_PASSWORD is missing: a client secret of the registration."
        if one != _NOBODY and not one.tenant:
            yield "TEAMS_TENANT_ID is missing: the Directory (tenant) ID of the registration."
        if self.apps and not self._listed():
            yield _SHAPE
        ids = [app.id for app in self._registered() if app.id]
        if len(ids) != len(set(ids)):
            yield "TEAMS_APP_ID and TEAMS_APPS name the same app registration twice."

    @property
    def _single(self) -> App:
        """What the three variables for one registration say."""
        password = self.app_password.get_secret_value() if self.app_password else ""
        return _app(self.app_id or "", password, self.tenant_id or "")

    def _registered(self) -> Iterator[App]:
        yield self._single
        for one in self._listed() or ():
            yield _app(*(one[key] for key in _KEYS))

    def _listed(self) -> list[dict[str, str]] | None:
        """What ``TEAMS_APPS`` lists; None if that is no such list."""
        try:
            listed = json.loads(self.apps.get_secret_value()) if self.apps else []
        except ValueError:
            return None
        right = isinstance(listed, list) and all(_complete(one) for one in listed)
        return listed if right else None


class LocalTeamsSettings(TeamsSettings):
    """What ``headway serve --local-teams`` works with: no variable can say the same.

    Whoever can open a connection to this machine's loopback address speaks as anybody then.
    """

    local: ClassVar[bool] = True

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_: PydanticBaseSettingsSource,
        **__: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing is read from the environment: no real registration takes part in a trial."""
        return (init_settings,)

    @property
    def registrations(self) -> tuple[App, ...]:
        """The one that has no id."""
        return (_NOBODY,)

    @property
    def wanted(self) -> bool:
        """It is."""
        return True


def _app(app_id: str, password: str, tenant: str) -> App:
    return App(id=app_id.strip().lower(), password=password.strip(), tenant=tenant.strip())


def _complete(one: object) -> bool:
    if not isinstance(one, dict):
        return False
    values = [one.get(key) for key in _KEYS]
    return all(isinstance(value, str) and value.strip() for value in values)
