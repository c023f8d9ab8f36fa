"""What the environment says about the sandbox."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class SandboxSettings(BaseSettings):
    """``HEADWAY_SANDBOX_ENABLED``: whether the sandbox is one of the chat platforms. It is on."""

    model_config = SettingsConfigDict(
        env_prefix="HEADWAY_SANDBOX_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    enabled: bool = Field(True, description="true or false")
