"""One week of Riverbend, from the first card to the digest."""

from datetime import UTC, datetime

from tests.fakes import Office, text_of

FRIDAY = datetime(2027, 1, 15, 20, 0, 5, tzinfo=UTC)


async def test_a_week_from_the_first_card_to_both_digests(office: Office) -> None:
    assert (await office.tick()).sent == 7
    card = office.platform.to("boyd")[0]
    assert card.text == "Good morning, Terrence. Two minutes for the effort?"

    tapped = await office.press("boyd", card, "steady")
    assert "steady" in text_of(tapped.replace)
    form = (await office.press("boyd", card, "Answer")).form
    answered = await office.fill(
        "boyd",
        form,
        where="Grade 4 met with the protocol",
        in_the_way="no common planning time in grade 5",
        next="plan one why question per lesson by 5 Feb",
    )
    assert "C-1" in text_of(answered.reply)
    assert "5 Feb" in text_of(answered.reply)

    assert (await office.tick(FRIDAY)).sent == 2
    leaders = text_of(office.platform.to("C000000001")[0])
    partner = text_of(office.platform.to("C000000002")[0])
    assert "Grade 4 met with the protocol" in leaders
    assert "no common planning time" not in leaders
    assert "no common planning time" in partner
