"""``/headway home``: what is open for somebody at one glance, as a platform's home shows it."""

from bot.commands.commit import open_promises
from bot.commands.digest import last_posted
from bot.commands.mine import other_side, promises_of
from bot.commands.settings import shown
from bot.commands.walking import own_walks
from bot.ledger.checkins import current_checkin
from bot.ledger.directory import side_words
from bot.messages import Message, Response
from bot.rhythm import local_day
from bot.router import Command, Context
from prompts.commit import lines, listed
from prompts.home import Home, home_message


async def home(context: Context) -> Message:
    """What somebody's home shows now. It only reads."""
    today, other = context.today, other_side(context)
    checkin = await current_checkin(context.tx, context.person)
    return home_message(
        Home(
            name=context.person.first_name,
            checkin=checkin,
            walks=await own_walks(context),
            open_until=local_day(checkin.closes_at, context.zone) if checkin else None,
            promises=listed(await open_promises(context), today=today).blocks[1:],
            side=side_words(context.directory, other),
            theirs=lines(await promises_of(context, other), today=today),
            digest=await last_posted(context),
            settings=shown(context).blocks[1:],
        )
    )


async def typed(context: Context, _text: str) -> Response:
    """Show the home as a message, for platforms that have no place for it."""
    return Response(reply=await home(context))


COMMAND = Command(
    word="home",
    help="all that is open for you, the last digest and your settings",
    examples=("/headway home",),
    typed=typed,
    each=frozenset({""}),
)
