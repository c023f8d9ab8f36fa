"""Whether words from a model are on for a partnership, and if not, what is missing."""

from bot.bootstrap import Headway
from bot.domain.audience import Audience
from bot.domain.partnership import Partnership
from integrations.core import Finding
from integrations.openai_settings import OFF

NO_CONSENT = "the partnership file has no consent under model; docs/writer.md says what it means."


def lacks(headway: Headway, partnership: Partnership, audience: Audience | None = None) -> str:
    """What keeps a model from wording digests (those of an audience, if one is given)."""
    use = partnership.model
    if headway.model is None:
        return OFF
    if use is None:
        return NO_CONSENT
    if audience and audience not in use.digests:
        return f"the partnership file does not list {audience.value} under model, digests."
    return ""


def model_finding(headway: Headway, partnership: Partnership) -> Finding:
    """Words from a model: on and for what, or off and why. Off is how it comes, and is well.

    What was agreed to and cannot work for want of a key needs care.
    """
    lacking, use = lacks(headway, partnership), partnership.model
    if lacking or headway.model is None or use is None:
        return use is None, f"words from a model are off: {lacking}"
    server = headway.model.settings.server
    for_what = [*(f"the digest for {each.value}" for each in use.digests)]
    for_what += ["what people promise in plain words"] if use.capture else []
    told = ", ".join(for_what) or "nothing"
    return True, (
        f"words from a model are on ({server}) for {told}. "
        f"People go out as {use.people.value}. Agreed: {use.consent}"
    )
