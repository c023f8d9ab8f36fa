"""What the lean fake Slack knows, answers and has been told to do wrong.

https://docs.slack.dev/reference/methods has the shapes, …/apis/web-api/rate-limits the limits.
"""

import json
import math
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

Json = dict[str, Any]

SCOPES = "chat:write,im:write,im:history,users:read,users:read.email,commands"
POST = "chat.postMessage"
PAGE = 100


class RefusedError(Exception):
    """Slack's word for why a call is refused."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer; ``dropped`` breaks the connection in its place, ``silent`` never answers."""

    status: int = 200
    body: Json
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    dropped: bool = False
    silent: bool = False


@dataclass(kw_only=True)
class Trouble:
    """What ``POST /control`` orders; what it does not name stays as it is.

    ``latency``: seconds that each answer takes. ``limits``: by "workspace" or "channel" (both of
    messages) or a method's name (of its calls, per workspace) how many are taken in how many
    seconds, such as ``{"workspace": [300, 60], "channel": [1, 1]}``; strict sliding windows.
    ``drop``: of so many next messages the connection breaks: ``{"before": 3}`` before they are
    kept, ``{"after": 3}`` after. ``lose``: so many next messages are kept and never answered
    (``{"silent": 3}``) or answered with a 500 (``{"broken": 3}``). ``down``: workspaces that
    answer every call with a 503. ``gone``: users whom nobody reaches (``user_not_found``).
    """

    latency: float = 0.0
    limits: dict[str, tuple[int, float]] = field(default_factory=dict)
    drop: dict[str, int] = field(default_factory=dict)
    lose: dict[str, int] = field(default_factory=dict)
    down: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


class SlackState:
    """All workspaces: their conversations, what was posted there, and how often each delivery."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._methods: dict[str, Callable[[str, Json], Json]] = {
            POST: self._post,
            "chat.update": self._update,
            "chat.delete": lambda _team, args: {"channel": args["channel"], "ts": args["ts"]},
            "conversations.open": self._open,
            "conversations.history": self._history,
            "users.lookupByEmail": self._by_email,
            "users.info": lambda team, args: {"user": _user(team, args["user"])},
            "users.list": lambda _t, _a: {"members": [], "response_metadata": {"next_cursor": ""}},
            "auth.test": self._auth,
            "api.test": lambda _team, _args: {},
            "views.publish": lambda _team, args: {"view": {"id": f"V{args['user_id']}"}},
        }
        self._begin()

    def _begin(self) -> None:
        self.trouble = Trouble()
        self._messages: defaultdict[tuple[str, str], list[Json]] = defaultdict(list)
        self._came: Counter[tuple[str, int]] = Counter()
        self._seen: Counter[str] = Counter()
        self._doubled: set[str] = set()
        self._calls: Counter[str] = Counter()
        self._limited: Counter[str] = Counter()
        self._seconds: Counter[int] = Counter()
        self._teams: Counter[str] = Counter()
        self._windows: defaultdict[tuple[str, ...], deque[float]] = defaultdict(deque)
        self._first = self._last = 0.0
        self._ts = 0

    def order(self, orders: Json) -> None:
        """Take orders; ``{"reset": true}`` forgets everything first, messages included."""
        if orders.pop("reset", False):
            self._begin()
        known = {one.name for one in fields(Trouble)}
        for name, value in orders.items():
            if name not in known:
                raise RefusedError(f"no such order: {name}")
            setattr(self.trouble, name, value)

    def called(self, method: str, token: str, args: Json) -> Answer:
        """Do what a method does, and what was ordered to go wrong."""
        self._calls[method] += 1
        delay = self.trouble.latency
        kind, _, rest = token.partition("-")
        team = rest.partition("-")[0]
        if method != "api.test" and (kind != "xoxb" or not team):
            return Answer(body={"ok": False, "error": "invalid_auth"}, delay=delay)
        if team in self.trouble.down:
            body = {"ok": False, "error": "service_unavailable"}
            return Answer(status=503, body=body, delay=delay)
        wait = self._limit(team, method, args)
        if wait > 0:
            self._limited[method] += 1
            after = {"retry-after": str(math.ceil(wait))}
            body = {"ok": False, "error": "ratelimited"}
            return Answer(status=429, body=body, headers=after, delay=delay)
        if method == POST:
            return self._posted(team, args, delay)
        return Answer(body=self._answered(method, team, args), headers=_scopes(method), delay=delay)

    def _posted(self, team: str, args: Json, delay: float) -> Answer:
        """A message on its way: kept or not, answered or not."""
        if self._next(self.trouble.drop, "before"):
            return Answer(body={}, delay=delay, dropped=True)
        body = self._answered(POST, team, args)
        if self._next(self.trouble.drop, "after"):
            return Answer(body={}, delay=delay, dropped=True)
        if self._next(self.trouble.lose, "silent"):
            return Answer(body={}, silent=True)
        if self._next(self.trouble.lose, "broken"):
            return Answer(status=500, body={"ok": False, "error": "internal_error"}, delay=delay)
        return Answer(body=body, delay=delay)

    def _next(self, orders: dict[str, int], how: str) -> bool:
        left = orders.get(how, 0)
        if left:
            orders[how] = left - 1
        return left > 0

    def _answered(self, method: str, team: str, args: Json) -> Json:
        work = self._methods.get(method)
        if work is None:
            return {"ok": False, "error": "unknown_method"}
        try:
            return {"ok": True, **work(team, args)}
        except RefusedError as refused:
            return {"ok": False, "error": str(refused)}

    def _limit(self, team: str, method: str, args: Json) -> float:
        """Seconds to wait, 0 to go on now, which is counted then."""
        limits = self.trouble.limits
        if not limits:
            return 0.0
        wanted: list[tuple[str, tuple[str, ...]]] = [(method, (method, team))]
        if method == POST:
            wanted += [("workspace", ("", team)), ("channel", ("", team, str(args["channel"])))]
        now = self._clock()
        windows = [(limits[name], self._windows[key]) for name, key in wanted if name in limits]
        wait = max((_wait(window, *limit, now) for limit, window in windows), default=0.0)
        if wait <= 0:
            for _, window in windows:
                window.append(now)
        return wait

    # --- methods

    def _post(self, team: str, args: Json) -> Json:
        if not (args.get("text") or args.get("blocks")):
            raise RefusedError("no_text")
        channel = str(args["channel"])
        if channel[:1] in {"U", "W"}:
            channel = _direct(channel)
        message = {"type": "message", "ts": self._stamp(), "text": args.get("text", "")}
        message |= {"user": f"UBOT{team}", "bot_id": f"B{team}", "team": team}
        if metadata := _plain(args.get("metadata")):
            message["metadata"] = metadata
            about = metadata.get("event_payload", {})
            if "delivery" in about:
                self._arrive(str(about["delivery"]), int(about.get("part", 0)))
        self._messages[team, channel].append(message)
        self._count(team)
        return {"channel": channel, "ts": message["ts"], "message": message}

    def _arrive(self, delivery: str, part: int) -> None:
        self._came[delivery, part] += 1
        if part == 0:
            self._seen[delivery] += 1
        if self._came[delivery, part] > 1:
            self._doubled.add(delivery)

    def _count(self, team: str) -> None:
        self._last = self._clock()
        self._first = self._first or self._last
        self._seconds[int(self._last - self._first)] += 1
        self._teams[team] += 1

    def _update(self, team: str, args: Json) -> Json:
        for message in self._messages[team, str(args["channel"])]:
            if message["ts"] == args["ts"]:
                message["text"] = args.get("text") or message["text"]
                return {"channel": args["channel"], "ts": args["ts"], "text": message["text"]}
        raise RefusedError("message_not_found")

    def _open(self, _team: str, args: Json) -> Json:
        user = str(args["users"])
        if user in self.trouble.gone:
            raise RefusedError("user_not_found")
        return {"channel": {"id": _direct(user)}}

    def _history(self, team: str, args: Json) -> Json:
        """The last messages first, so many to a page."""
        there = self._messages.get((team, str(args["channel"])), [])
        skip, size = int(args.get("cursor") or 0), int(args.get("limit") or PAGE)
        page = there[::-1][skip : skip + size]
        more = skip + size < len(there)
        found: Json = {"messages": page, "has_more": more}
        if more:
            found["response_metadata"] = {"next_cursor": str(skip + size)}
        return found

    def _by_email(self, team: str, args: Json) -> Json:
        return {"user": _user(team, f"U{str(args['email']).partition('@')[0].upper()}")}

    def _auth(self, team: str, _args: Json) -> Json:
        names = {"team": team, "user": "headway", "url": f"https://{team.lower()}.slack.com/"}
        return {"team_id": team, "user_id": f"UBOT{team}", "bot_id": f"B{team}", **names}

    def _stamp(self) -> str:
        """Later than all before, as the time stamps of messages are."""
        self._ts = max(self._ts + 1, int(self._clock() * 1_000_000))
        return f"{self._ts // 1_000_000}.{self._ts % 1_000_000:06}"

    # --- what became of it

    def told(self, expected: Iterable[str], prefix: str) -> Json:
        """Counts: messages, calls by method, 429s, deliveries seen, doubled and never seen."""
        seen: Collection[str] = self._seen
        if prefix:
            seen = [delivery for delivery in seen if delivery.startswith(prefix)]
        never = [delivery for delivery in expected if delivery not in self._seen]
        doubled = sorted(one for one in self._doubled if one.startswith(prefix))
        return {
            "posted": sum(self._teams.values()),
            "calls": dict(self._calls),
            "limited": dict(self._limited),
            "deliveries": len(seen),
            "doubled": len(doubled),
            "doubled_first": doubled[:10],
            "never": len(never),
            "never_first": never[:10],
            "first_at": self._first,
            "last_at": self._last,
            "per_second": [self._seconds[n] for n in range(max(self._seconds, default=-1) + 1)],
            "per_workspace": dict(self._teams),
        }

    def deliveries(self, prefix: str) -> Json:
        """How often each delivery came: of one in parts, its first part."""
        return {one: times for one, times in self._seen.items() if one.startswith(prefix)}


def _wait(window: deque[float], most: int, seconds: float, now: float) -> float:
    """Seconds until one more fits into the sliding window."""
    while window and window[0] <= now - seconds:
        window.popleft()
    return window[0] + seconds - now if len(window) >= most else 0.0


def _scopes(method: str) -> dict[str, str]:
    return {"x-oauth-scopes": SCOPES} if method == "auth.test" else {}


def _direct(user: str) -> str:
    """The conversation of the bot with a user."""
    return f"D{user[1:]}"


def _plain(value: object) -> Json:
    """An argument that is an object: as it is in JSON, as text in a form."""
    found = json.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, dict) else {}


def _user(team: str, user: str) -> Json:
    return {
        "id": user,
        "team_id": team,
        "deleted": False,
        "is_bot": False,
        "tz": "America/New_York",
        "profile": {"email": f"{user[1:].lower()}@district.example", "real_name": user},
    }
