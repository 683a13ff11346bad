"""The Telegram bot: the same engine behind python-telegram-bot, which is known in this room alone.

===========  ===================================================================================
app          puts everything together, runs until told to stop
polling      asks Telegram for updates; webhook: is told them
dispatch     takes updates from the inbox, each person's in order, different persons' at once
desk         the engine in a small pool of threads, with a memory for questions asked again
sending      limits and retries of what goes out, and the one delivery of each answer
asking       questions and edits; groups, inline, rumours, buttons, commands, admin: one file each
messages     answers as HTML messages and keyboards
state        what must survive: SQLite
access       who is answered; limits: how often
===========  ===================================================================================
"""
