"""A district of sixty in Teams, and the fake Teams that it writes to."""

import asyncio
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bot.jobs.sending import UNKNOWN
from integrations.teams.known import CONVERSATION, MEMBER, PERSONAL, TEAM, Known, item_of
from integrations.teams.values import Conversation
from storage import open_store
from tests.faults.district import (
    HEAD,
    MONDAY,
    PATIENCE,
    PERSON,
    SUNDAY,
    District,
    Outcome,
)
from tests.teams.fake import payloads
from tests.teams.fake.faults import Faults
from tests.teams.fake.payloads import Scene
from tests.teams.fake.person import Person
from tests.teams.fake.state import APP, SECRET, TENANT
from tests.teams.fake.teams import Teams
from tests.teams.people import CHANNEL
from tests.teams.people import TEAM as LEADERSHIP

NOBODY_KNOWS = {("failed", UNKNOWN)}
_IN_TEAMS = {
    "platform: slack, id: T1": f"platform: teams, id: {TENANT}",
    "id: C1": f'id: "{LEADERSHIP}"',
    "id: C2": f'id: "{CHANNEL}"',
}


class TeamsDistrict(District):
    """A district whose tenant is in a fake Teams, which outlives the bot's processes.

    Every second person has a chat with the bot already. The others are in a team with it, so their
    chat is opened when they are first written to.
    """

    loading = ()

    def __init__(self, folder: Path, teams: Teams) -> None:
        """Fill a fake Teams that has begun to answer, and let the bot call there."""
        super().__init__(folder)
        self.teams = teams
        app = teams.add_app()
        users = [user_id(n) for n in range(self.people)]
        for n, user in enumerate(users):
            teams.add_user(user, name=f"Person {n}")
        teams.add_team(LEADERSHIP, *users)
        teams.add_channel(CHANNEL, LEADERSHIP)
        teams.chat(LEADERSHIP).apps.add(app.id)
        for n in range(0, self.people, 2):
            self.person(n).chat.apps.add(app.id)
        self.environment |= {
            "TEAMS_APP_ID": APP,
            "TEAMS_APP_PASSWORD": SECRET,
            "TEAMS_TENANT_ID": TENANT,
            "TEAMS_LOGIN_URL": teams.login,
            "TEAMS_OPENID_URL": teams.openid,
            "REQUESTS_CA_BUNDLE": str(teams.authority),
            "NO_PROXY": "127.0.0.1",
        }

    def load(self) -> None:
        """Load the partnership file and let the clock plan everybody."""
        text = HEAD + "".join(PERSON.format(n=n) for n in range(self.people))
        for slack, there in _IN_TEAMS.items():
            text = text.replace(slack, there)
        for n in reversed(range(self.people)):
            text = text.replace(f"user: U{n}}}", f"user: {user_id(n)}}}")
        file = self.file.with_name("millbrook.yaml")
        file.write_text(text)
        self.run("load", str(file))
        self.tick(SUNDAY)

    def copy_in(self, folder: Path, teams: Teams) -> "TeamsDistrict":
        """The same district in another folder and another Teams, on Monday at 8:00."""
        folder.mkdir(parents=True)
        other = TeamsDistrict(folder, teams)
        self.copy_to(other)
        other.set_clock(MONDAY)
        asyncio.run(other.meet_everybody())
        return other

    @contextmanager
    def copied(self, folder: Path) -> Iterator["TeamsDistrict"]:
        """The same in a Teams of its own, in which it is Monday, too, for as long as the block."""
        monday = datetime.fromisoformat(MONDAY).timestamp()
        with Teams(lambda: monday) as teams:
            yield self.copy_in(folder, teams)

    def serve(self) -> subprocess.Popen[str]:
        """The service where Teams finds it, its clock as fast as it may be."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = str(free.getsockname()[1])
        self.teams.app_url = f"http://127.0.0.1:{port}"
        return self.start("serve", HEADWAY_TICK_SECONDS="1", HEADWAY_PORT=port)

    def passes(self) -> int:
        """How often the clock of the service has passed that was started last."""
        try:
            with urlopen(f"{self.teams.app_url}/metrics", timeout=PATIENCE) as answer:  # noqa: S310 - our own
                lines = answer.read().decode().splitlines()
        except URLError:
            return 0
        count = "headway_tick_seconds_count "
        return int(sum(float(line[len(count) :]) for line in lines if line.startswith(count)))

    def person(self, n: int) -> Person:
        """Somebody in Teams."""
        return self.teams.user(user_id(n))

    async def meet_everybody(self) -> None:
        """Let the bot know what Teams told it on Sunday: its address is another one each time."""
        store = open_store(self.url)
        async with store.write() as tx:
            for n in range(self.people):
                await tx.put(item_of(self._known(n), MEMBER if n % 2 else CONVERSATION))
        await store.close()

    def _known(self, n: int) -> Known:
        person, in_team = self.person(n), n % 2
        return Known(
            at=Conversation(
                app=APP,
                tenant=TENANT,
                service_url=self.teams.service_url,
                id=LEADERSHIP if in_team else person.chat.id,
            ),
            scope=TEAM if in_team else PERSONAL,
            seen=datetime.fromisoformat(SUNDAY),
            user=person.user.id,
            account=person.id,
            addresses=(f"p{n}@millbrook.example",),
        )

    def meet(self, faults: Faults) -> None:
        """Let these befall the calls from now on, instead of what was ordered."""
        self.teams.server.faults = faults

    def tell_removed(self, n: int) -> None:
        """Let Teams tell the service that somebody has removed the app."""
        person = self.person(n)
        scene = Scene(state=person.state, app=person.bot, user=person.user, there=person.chat)
        removed = payloads.installation(scene, "remove")
        assert asyncio.run(self.teams.deliver(person.bot, removed)).status == 200

    def lift(self) -> None:
        """No trouble any more."""
        self.meet(Faults())

    def cards(self) -> int:
        """How many messages people have in Teams."""
        return sum(self.each())

    def each(self) -> list[int]:
        """How many messages each person has."""
        return [len(self.person(n).chat.messages) for n in range(self.people)]

    def leaving(self) -> int:
        """How many deliveries have a note that they are leaving."""
        return self.number(
            "SELECT count(*) FROM platform_items WHERE platform = 'teams' AND kind = 'delivery' "
            "AND json_extract(body, '$.leaving')"
        )

    def fates(self) -> list[tuple[str, str]]:
        """The state of each person's delivery and why it is so."""
        rows = self.ask("SELECT recipient, state, coalesce(error, '') FROM deliveries")
        found = {str(recipient): (str(state), str(error)) for recipient, state, error in rows}
        assert len(found) == len(rows)
        return [found.get(f"person:p{n}", ("", "")) for n in range(self.people)]

    def unknown(self) -> list[int]:
        """Those of whom nobody knows whether they got their message, and who are told so."""
        return [n for n, fate in enumerate(self.fates()) if fate in NOBODY_KNOWS]

    def settled(self) -> bool:
        """Whether everybody has a check-in, and nothing is on its way any more."""
        checkins = self.number("SELECT count(*) FROM checkins")
        states = Counter(state for state, _ in self.fates())
        return (checkins, states["sent"] + states["failed"]) == (self.people, self.people)

    def outcome(self, seconds: float) -> Outcome:
        """How it stands in Teams itself: one message for each, or nobody knows of it."""
        each, fates = self.each(), self.fates()
        never = [n for n, fate in enumerate(fates) if not each[n] and fate not in NOBODY_KNOWS]
        return Outcome(
            twice=sum(messages > 1 for messages in each), never=len(never), seconds=seconds
        )

    def doctor(self) -> str:
        """What ``headway doctor`` says; there is something to care for, or not."""
        said, errors = self.start("doctor").communicate(timeout=PATIENCE)
        assert "The database answers." in said, errors
        return said

    def named_by_doctor(self) -> list[int]:
        """Those of whom the doctor says that nobody knows."""
        said = self.doctor()
        return [n for n in range(self.people) if f"to person:p{n}: {UNKNOWN}" in said]


def user_id(n: int) -> str:
    """The Entra object id of a person."""
    return f"00000000-0000-4000-8000-{n:012}"
