"""The second wall between districts: PostgreSQL's own row level security.

https://www.postgresql.org/docs/current/ddl-rowsecurity.html . Each connection of Headway begins
with ``headway.within`` at ``*``, everything; a transaction that is narrowed names its partnerships
there until it ends. Without that setting, as in somebody's psql, no row is to be seen.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, text

WITHIN = "headway.within"
WORDS = "headway.words"
EVERYTHING = "*"
OPTION = f"-c {WITHIN}={EVERYTHING}"
"""What a connection says when it begins."""

SET_WITHIN = "SELECT set_config('headway.within', %s, true)"
"""For the rest of the transaction; PostgreSQL takes it back at its end, however it ends."""
ON = "ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"
"""Without FORCE they would not hold for the tables' owner, and that is Headway."""
SET_WORDS = "SELECT set_config('headway.words', %s, true)"

# Each in a SELECT of its own: asked once for a statement, not once for a row.
_SETTING = "(SELECT current_setting('headway.within', true))"
_KEYS = r"(SELECT string_to_array(current_setting('headway.within', true), E'\n'))::text[]"
FITS_WORDS = """to_tsvector('simple', words) @@ (SELECT coalesce(
    to_tsquery('simple', nullif(current_setting('headway.words', true), '')),
    $$!'_'$$::tsquery))"""
"""What a search looks for, as a part of the wall; everything where nothing is looked for.

Before a row is known to be this side of the wall, PostgreSQL asks no operator about it that might
tell something of it in an error, and the one that compares words is such: no index would be used.
A word never holds an underscore, so without it is every row.
"""

_LACKING = text(
    "SELECT string_agg(relname, ', ' ORDER BY relname) FROM pg_class JOIN pg_attribute "
    "ON attrelid = pg_class.oid WHERE relkind = 'r' AND relnamespace = current_schema::regnamespace"
    " AND attname = 'partnership' AND NOT attisdropped "
    "AND NOT (relrowsecurity AND relforcerowsecurity)"
)
_PASSES = text("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
_BEGINS = text(f"SELECT current_setting('{WITHIN}', true)")


def inside(column: str = "partnership") -> str:
    """The condition in SQL that a row of the partnership in this column may be seen."""
    return f"({_SETTING} = '{EVERYTHING}' OR {column} = ANY ({_KEYS}))"


def build_wall(
    connection: Connection, table: str, *, column: str = "partnership", sees: str | None = None
) -> None:
    """Put a table behind the wall: one line of the migration that makes the table.

    ``column`` names the row's partnership; ``sees`` is the condition in SQL for reading where it
    is another than ``inside``. SQLite has no such walls, and nothing is done there.
    """
    if connection.dialect.name != "postgresql":
        return
    own = inside(column)
    policy = f"CREATE POLICY within ON {table} USING ({sees or own}) WITH CHECK ({own})"
    connection.exec_driver_sql(f"ALTER TABLE {table} {ON}")
    connection.exec_driver_sql(policy)


def value_of(partnerships: Sequence[str]) -> str:
    """The setting for these partnerships; for none it is empty, and nothing is seen."""
    return "\n".join(partnerships)


def gap(connection: Connection) -> str | None:
    """What is wrong with the second wall, in a sentence that says what to do; None if it holds."""
    if connection.dialect.name != "postgresql":
        return None
    if connection.scalar(_PASSES):
        return (
            "The database's role passes through the walls between districts (it is a superuser, or "
            "has BYPASSRLS). Make one without: CREATE ROLE headway LOGIN NOSUPERUSER NOBYPASSRLS, "
            "let it own the database's tables, and name it in HEADWAY_DATABASE_URL."
        )
    if connection.scalar(_BEGINS) != EVERYTHING:
        return (
            f'The database\'s connections do not begin with "{OPTION}", so that nothing is to be '
            "seen. Something in between, such as PgBouncer, leaves it out; docs/architecture.md, "
            '"Walls between districts", says what to set.'
        )
    lacking = connection.scalar(_LACKING)
    if lacking:
        return (
            f"The walls between districts are off for {lacking}. Switch them on, for each: "
            f"ALTER TABLE … {ON}."
        )
    return None
