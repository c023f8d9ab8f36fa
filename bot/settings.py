"""Settings of the bot itself; each platform has its own beside it."""

from pydantic import field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from ``HEADWAY_…`` variables and from ``.env``; an empty variable counts as missing."""

    model_config = SettingsConfigDict(
        env_prefix="HEADWAY_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    database_url: str = "sqlite:///headway.db"
    host: str = "127.0.0.1"
    port: int = 8080
    tick_seconds: float = 30
    log: str = "text"

    @field_validator("log")
    @classmethod
    def _known_log(cls, value: str) -> str:
        if value not in {"text", "json"}:
            raise ValueError('HEADWAY_LOG is "text" or "json".')
        return value
