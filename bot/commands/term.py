"""``/headway term``: what a word of the district means."""

from bot.domain.agenda import Term
from bot.domain.record import nearest
from bot.messages import Response
from bot.router import Command, Context, MisunderstoodError
from prompts import agenda as said
from prompts.words import words


async def typed(context: Context, text: str) -> Response:
    """Say what a word means; without a word, what all of them mean."""
    terms = context.directory.partnership.agenda.terms
    if not text or not terms:
        return Response(reply=said.terms_message(terms))
    return Response(reply=said.term_message(_term(terms, text)))


def _term(terms: tuple[Term, ...], text: str) -> Term:
    """The term that a text names, whole or in part if that is unmistakable."""
    wanted = " ".join(text.casefold().split())
    named = {" ".join(one.term.casefold().split()): one for one in terms}
    if wanted in named:
        return named[wanted]
    partly = [one for spelled, one in named.items() if wanted in spelled]
    if len(partly) == 1:
        return partly[0]
    near = nearest(wanted, [one.term for one in terms])
    known = [one.term for one in terms]
    message = words(said.FILE).plain("term.unknown", word=text, near=near, known=known)
    suggestion = f"/headway term {near}" if near else None
    raise MisunderstoodError(message, typed=f"/headway term {text}", suggestion=suggestion)


COMMAND = Command(
    word="term",
    help="what a word of ours means",
    about="plan",
    examples=("/headway term critical friend", "/headway term"),
    typed=typed,
)
