"""The demo: an invented district lives through a month in the sandbox, and its digests are shown.

Nothing is written behind the bot's back: people press buttons of the cards that they got, fill in
the forms that opened, and type.
"""
