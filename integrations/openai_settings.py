"""What the environment says about the model's server."""

from urllib.parse import urlsplit

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

OFF = "OPENAI_API_KEY is missing; docs/writer.md says how to switch it on."


class OpenAISettings(BaseSettings):
    """``OPENAI_…`` variables, also from ``.env``; an empty variable counts as missing.

    Words from a model are off without a key. ``model`` is a small model of OpenAI's that answers
    within seconds; on Azure it is the name of the deployment.
    """

    model_config = SettingsConfigDict(
        env_prefix="OPENAI_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    api_key: SecretStr | None = None
    base_url: str = Field(
        "https://api.openai.com/v1",
        pattern=r"^https?://[^/]",
        repr=False,
        description="the server's address up to /v1, such as https://NAME.openai.azure.com/openai/v1",
    )
    model: str = Field("gpt-5.4-mini", min_length=1, description="the name of a model there")

    @property
    def on(self) -> bool:
        """Whether there is a server to ask."""
        return self.api_key is not None

    @property
    def server(self) -> str:
        """The host that is asked, and the model's name there."""
        return f"{urlsplit(self.base_url).netloc.rpartition('@')[2]}, {self.model}"
