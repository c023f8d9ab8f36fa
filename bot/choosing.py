"""What the settings choose: the queue, the tools, the model, and the chat platforms that are on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from bot.domain.errors import HeadwayError
from bot.jobs.embedded import Embedded
from bot.ledger.tools import Tools
from bot.ports import Queue
from bot.settings import Settings, read_settings
from bot.writing.writer import ModelWriter
from integrations.calendars import holidays_of
from integrations.core import Core, Part
from integrations.dates import DateWords
from integrations.documents import DocxDocuments
from integrations.drawing import drawing
from integrations.metrics import Metrics
from integrations.openai_settings import OpenAISettings
from integrations.screening import NameScreen
from integrations.slack import PLATFORM as SLACK
from integrations.slack import SlackSettings
from integrations.slack import build as build_slack
from integrations.teams import PLATFORM as TEAMS
from integrations.teams import LocalTeamsSettings, TeamsSettings
from integrations.teams import build as build_teams
from integrations.timed_model import TimedModel
from prompts.digest import TemplateWriter

if TYPE_CHECKING:
    from integrations.openai_model import OpenAIModel


@dataclass(frozen=True, kw_only=True)
class Outside:
    """The chat platforms beside the sandbox that are on; and what others lack, in sentences."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    lacking: Mapping[str, Sequence[str]] = field(default_factory=dict)


def queue_of(url: str) -> Queue | None:
    """The queue in PostgreSQL; with any other database there is none.

    Raises HeadwayError if its library is not there.
    """
    if not url.startswith("postgresql"):
        return None
    try:
        from integrations.procrastinate_engine import Procrastinate
    except ImportError as exc:
        raise HeadwayError(
            "PostgreSQL needs more libraries: pip install 'headway-bot[postgres]'."
        ) from exc
    return Procrastinate(url, here=Embedded())


def tools_of(model: "OpenAIModel | None", metrics: Metrics) -> Tools:
    """What commands and jobs are given; without a model, the templates word everything."""
    template = TemplateWriter()
    timed = TimedModel(model, metrics) if model else None
    return Tools(
        dates=DateWords(),
        holidays_of=holidays_of,
        writer=ModelWriter(timed, template, metrics) if timed else template,
        template=template,
        screen=NameScreen(),
        drawing=drawing(),
        documents=DocxDocuments(),
        model=timed,
        figures=metrics,
    )


def model_of() -> "OpenAIModel | None":
    """The model's server, if its key is set."""
    settings = read_settings(OpenAISettings)
    if not settings.on:
        return None
    from integrations.openai_model import OpenAIModel

    return OpenAIModel(settings=settings)


def outside_of(settings: Settings, core: Core, metrics: Metrics, *, local_teams: bool) -> Outside:
    """The platforms whose settings are there; and what those lack of which some are."""
    slack = read_settings(SlackSettings)
    teams = LocalTeamsSettings() if local_teams else read_settings(TeamsSettings)
    key = settings.secret_key.get_secret_value() if settings.secret_key else None
    lacking = {SLACK: slack.missing(key), TEAMS: teams.missing()}
    parts: dict[str, Part] = {}
    if slack.on(key):
        own = replace(core, count=partial(metrics.refused, SLACK))
        parts[SLACK] = build_slack(own, slack, secret_key=key)
    if teams.on:
        parts[TEAMS] = build_teams(replace(core, count=partial(metrics.refused, TEAMS)), teams)
    return Outside(parts=parts, lacking={name: lacks for name, lacks in lacking.items() if lacks})
