"""A digest that waits for somebody to read it over before it is posted."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bot.domain.audience import Audience
from bot.domain.digest import Digest, PostedDigest
from bot.domain.people import Person


class DraftState(StrEnum):
    """``waiting → posted | template``: as it was read over, or as the template has it."""

    WAITING = "waiting"
    POSTED = "posted"
    TEMPLATE = "template"


@dataclass(frozen=True, kw_only=True)
class DigestDraft:
    """The draft of one digest. Not answered by ``until``, ``template`` goes out instead.

    ``approver`` and ``decided_by`` are keys of people; nobody decided where the time ran out.
    ``version`` grows with each edit.
    """

    KEY: ClassVar[tuple[str, ...]] = ("partnership", "week", "audience")

    partnership: str
    week: str
    audience: Audience
    approver: str
    made_at: datetime
    until: datetime
    digest: Digest
    template: Digest
    state: DraftState = DraftState.WAITING
    decided_by: str | None = None
    version: int = 1

    @property
    def occasion(self) -> str:
        """Its name among the partnership's drafts: "2027-W02/leaders"."""
        return f"{self.week}/{self.audience.value}"

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is decided yet."""
        return self.state is DraftState.WAITING

    @property
    def is_template(self) -> bool:
        """Whether it reads as the template does."""
        mine, plain = self.digest, self.template
        return (mine.headline, mine.sections) == (plain.headline, plain.sections)

    @property
    def chosen(self) -> Digest:
        """What was decided on; of one that waits, what there is to decide on."""
        return self.template if self.state is DraftState.TEMPLATE else self.digest

    @property
    def posted(self) -> PostedDigest:
        """The digest to post: it tells what was known when the draft was made."""
        return PostedDigest(
            partnership=self.partnership,
            week=self.week,
            audience=self.audience,
            made_at=self.made_at,
            digest=self.chosen,
        )

    def edited(self, digest: Digest) -> "DigestDraft":
        """The draft with other words."""
        return replace(self, digest=digest, version=self.version + 1)

    def decided(self, state: DraftState, *, by: str | None) -> "DigestDraft":
        """The draft when somebody has decided, or nobody by the time set."""
        return replace(self, state=state, decided_by=by)


def may_approve(person: Person, audience: Audience) -> bool:
    """Whether the person belongs to those who read the digest of this audience."""
    reads = person.viewer.reads
    return reads is not None and audience.includes(reads)
