"""Settings of the bot itself; each platform has its own beside it."""

from typing import Literal, TypeVar

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.errors import HeadwayError

AnySettings = TypeVar("AnySettings", bound=BaseSettings)


class SettingsError(HeadwayError):
    """A variable of the environment cannot be used. Correct it."""


def read_settings(kind: type[AnySettings]) -> AnySettings:
    """The settings of the environment and ``.env``. Raises SettingsError for a wrong one."""
    try:
        return kind()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        name = f"{kind.model_config.get('env_prefix')}{field.upper()}"
        about = kind.model_fields[field]
        # What may hold a password is not told: what a program prints is passed on.
        shown = f'"{first["input"]}"' if about.repr else "that"
        raise SettingsError(f"{name} cannot be {shown}. Write {about.description}.") from None


class Settings(BaseSettings):
    """Read from ``HEADWAY_…`` variables and from ``.env``; an empty variable counts as missing.

    Each description says what may stand there, for whoever wrote something else.
    """

    model_config = SettingsConfigDict(
        env_prefix="HEADWAY_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    database_url: str = Field(
        "sqlite:///headway.db", description="sqlite:///FILE or postgresql://user:password@host/name"
    )
    host: str = Field("127.0.0.1", description="an address of this machine, or 0.0.0.0 for all")
    port: int = Field(8080, ge=1, le=65535, description="a whole number from 1 to 65535")
    worker_port: int | None = Field(
        None, ge=1, le=65535, description="a whole number from 1 to 65535"
    )
    tick_seconds: float = Field(30, ge=1, le=3600, description="seconds, from 1 to 3600")
    log: Literal["text", "json"] = Field("text", description="text or json")
    public_url: str | None = Field(
        None,
        pattern=r"^(https://[\w.-]+(:\d+)?|http://(127\.0\.0\.1|localhost)(:\d+)?)/?$",
        description="an address such as https://headway.example.org, without a path",
    )
    secret_key: SecretStr | None = Field(
        None,
        description="32 characters or more; of several with commas between the first one is used",
    )
