"""What the environment says about Slack."""

from collections.abc import Iterator
from urllib.parse import urljoin

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.pace import Rates, allowed
from integrations.secret_key import SHORTEST_KEY, good_key

PLATFORM = "slack"
"""The platform's name in partnership files and in what is stored."""

_RECEIVES = (
    'SLACK_SIGNING_SECRET is missing ("Basic Information" of your app), or SLACK_APP_TOKEN, '
    "where Slack cannot reach this machine and Socket Mode is used."
)
_SPEAKS = (
    'SLACK_BOT_TOKEN is missing ("OAuth & Permissions" of your app), or SLACK_CLIENT_ID and '
    "SLACK_CLIENT_SECRET, where several workspaces install the app."
)
_KEY = (
    f"HEADWAY_SECRET_KEY is missing or shorter than {SHORTEST_KEY} characters: it protects the "
    "tokens of workspaces that install the app."
)


class SlackSettings(BaseSettings):
    """``SLACK_…`` variables, also from ``.env``; an empty variable counts as missing.

    Slack is on when nothing is missing that it needs; see ``missing``.
    """

    model_config = SettingsConfigDict(
        env_prefix="SLACK_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    signing_secret: SecretStr | None = None
    bot_token: SecretStr | None = None
    client_id: str | None = None
    client_secret: SecretStr | None = None
    app_token: SecretStr | None = None
    api_url: str = Field(
        "https://slack.com/api/",
        pattern=r"^https?://[^/]",
        description="the address of Slack's Web API, such as https://slack-gov.com/api/",
    )
    messages_per_minute: int = Field(
        300, gt=0, description="how many messages a minute Slack allows in one workspace"
    )

    @field_validator("api_url")
    @classmethod
    def _a_folder(cls, url: str) -> str:
        return f"{url.rstrip('/')}/"

    @property
    def rates(self) -> Rates:
        """How fast messages may be posted: one a second in a channel or direct conversation.

        Of a whole workspace Slack says "several hundred messages per minute".
        https://docs.slack.dev/reference/methods/chat.postMessage
        https://docs.slack.dev/apis/web-api/rate-limits
        """
        return Rates(
            workspace=allowed(self.messages_per_minute, seconds=60),
            conversation=allowed(1, seconds=1),
        )

    @property
    def socket_mode(self) -> bool:
        """Whether events come over a WebSocket that we open."""
        return self.app_token is not None

    @property
    def installable(self) -> bool:
        """Whether workspaces can install the app themselves."""
        return self.client_id is not None and self.client_secret is not None

    @property
    def authorize_url(self) -> str:
        """Where ``/slack/install`` sends people; on the same host as the API, GovSlack's too.

        https://docs.slack.dev/authentication/installing-with-oauth
        """
        return urljoin(self.api_url, "/oauth/v2/authorize")

    @property
    def wanted(self) -> bool:
        """Whether anything of Slack's is set."""
        ours = (self.signing_secret, self.bot_token, self.client_id, self.client_secret)
        return any((*ours, self.app_token))

    def on(self, secret_key: str | None) -> bool:
        """Whether Slack is one of the chat platforms."""
        return self.wanted and not self.missing(secret_key)

    def missing(self, secret_key: str | None) -> list[str]:
        """What keeps Slack from working, one sentence each; nothing where nothing is set."""
        return list(self._missing(secret_key)) if self.wanted else []

    def _missing(self, secret_key: str | None) -> Iterator[str]:
        if not (self.signing_secret or self.app_token):
            yield _RECEIVES
        if not (self.bot_token or self.client_id or self.client_secret):
            yield _SPEAKS
        if bool(self.client_id) != bool(self.client_secret):
            yield "Of SLACK_CLIENT_ID and SLACK_CLIENT_SECRET one is missing."
        if self.installable and not good_key(secret_key):
            yield _KEY
        yield from self._mistaken()

    def _mistaken(self) -> Iterator[str]:
        """Tokens in the wrong place. https://docs.slack.dev/authentication/tokens."""
        if self.bot_token and not _begins(self.bot_token, "xoxb-", "xoxe.xoxb-"):
            yield "SLACK_BOT_TOKEN is not a bot's token: those begin with xoxb-."
        if self.app_token and not _begins(self.app_token, "xapp-"):
            yield "SLACK_APP_TOKEN is not an app-level token: those begin with xapp-."


def _begins(token: SecretStr, *beginnings: str) -> bool:
    return token.get_secret_value().strip().startswith(beginnings)
