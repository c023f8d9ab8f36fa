"""A district of five hundred in Slack, and the fake Slack that it writes to."""

from pathlib import Path

from tests.faults.district import District, Outcome
from tests.slack.fake.slack import Slack
from tests.slack.fake.state import SIGNING_SECRET

TEAM = "T1"


class SlackDistrict(District):
    """A district whose workspace is in a fake Slack, which outlives the bot's processes."""

    people = 500
    loading = ()

    def __init__(self, folder: Path, slack: Slack) -> None:
        """Fill a fake Slack that has begun to answer, and let the bot call there."""
        super().__init__(folder)
        self.slack = slack
        slack.add_team(TEAM)
        for n in range(self.people):
            slack.add_user(f"U{n}")
        self.environment |= {
            "SLACK_API_URL": slack.api,
            "SLACK_BOT_TOKEN": slack.bot_token(),
            "SLACK_SIGNING_SECRET": SIGNING_SECRET,
            # This one has no limits of rate: at Slack's pace five hundred take two minutes.
            "SLACK_MESSAGES_PER_MINUTE": "1000000",
        }

    def copy_in(self, folder: Path, slack: Slack) -> "SlackDistrict":
        """The same district in another folder and another Slack."""
        folder.mkdir(parents=True)
        other = SlackDistrict(folder, slack)
        self.copy_to(other)
        return other

    def cards(self) -> int:
        """How many messages people have in Slack."""
        return sum(self._each())

    def settled(self) -> bool:
        """See ``District.settled``; the database is asked only when it can be so."""
        return self.cards() >= self.people and super().settled()

    def outcome(self, seconds: float) -> Outcome:
        """How it stands in Slack itself: everybody should have one message."""
        each = self._each()
        return Outcome(
            twice=sum(messages > 1 for messages in each),
            never=each.count(0),
            seconds=seconds,
        )

    def _each(self) -> list[int]:
        """How many messages each person has."""
        ims = self.slack.team().ims
        people = [ims.get(f"U{n}") for n in range(self.people)]
        return [len(im.messages) if im else 0 for im in people]
