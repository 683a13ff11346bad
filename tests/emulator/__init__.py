"""Telegram on this machine: a Bot API server, the people who write to the bot, and what breaks between.

::

    people.py   users and groups: they write, press, edit, forward, look things up, and wait for the bot
    world.py    what Telegram knows: chats, messages, files, the queue of updates
    gateway.py  the HTTP server: one door for every method, faults, long polling, webhooks
    methods.py  what each method does, with the refusals of the real server
    backend.py  telemelya, which keeps and numbers the bot's messages where it is installed
    entities.py TDLib, Telegram's own library: does this HTML parse, and what will a person read?
    spec.py     the Bot API as published: names, required parameters, types, lengths
    faults.py   429, 5xx, cut connections, slowness, 409, 401
    bots.py     a bot as a process of its own, started by its command line
    echo.py     the plainest bot there is, to prove the emulator and to measure what it costs

Nothing here imports qabot: a bot is met through its command line and through HTTP, as Telegram meets it.
"""
