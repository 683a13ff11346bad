"""Puts the bot together and runs it until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import signal
import sys
import time
from typing import TYPE_CHECKING, Any, Final, cast

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import Forbidden, InvalidToken, NetworkError
from telegram.error import TelegramError as LibraryError
from telegram.ext import Application, Defaults
from telegram.request import HTTPXRequest

from qabot.bot import QABot
from qabot.chat.telegram import handlers, health, logs, menus, polling, webhook
from qabot.chat.telegram.access import Access
from qabot.chat.telegram.asking import place_of
from qabot.chat.telegram.desk import Desk
from qabot.chat.telegram.dispatch import Dispatcher
from qabot.chat.telegram.limits import Limits
from qabot.chat.telegram.logs import LOG
from qabot.chat.telegram.messages import sentence
from qabot.chat.telegram.metrics import Metrics
from qabot.chat.telegram.room import KEY, Room, interface, room_of
from qabot.chat.telegram.sending import Api, Pace, say
from qabot.chat.telegram.state import State
from qabot.chat.telegram.words import word
from qabot.errors import QabotError, SettingsError, TelegramError

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from qabot.chat.telegram.room import App, Context
    from qabot.config import Settings

PATIENCE_S: Final = 20.0
"""How long answers under way may take once the bot is told to stop."""
FIRST_TRIES: Final = 3
"""Attempts to reach Telegram before saying that it cannot be reached."""
_EXPIRE_EVERY_S: Final = 3600.0
_SWITCH_S: Final = 0.001
"""The engine's threads hand over this often, so that messages do not wait for them."""


def token_of(settings: Settings) -> str:
    """The token, from the settings or from the file they name."""
    token = settings.telegram_token
    if not token and settings.telegram_token_file is not None:
        try:
            token = settings.telegram_token_file.read_text(encoding="utf-8-sig").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"The token cannot be read from {settings.telegram_token_file}.") from error
    if not token:
        raise SettingsError(
            "There is no Telegram token.",
            mend="Get one from @BotFather and set QABOT_TELEGRAM_TOKEN, or name a file with --token-file.",
        )
    # anything else could not stand in an address, and would be told in an error
    if not token.isascii() or not token.isprintable() or any(c in token for c in " /?#"):
        raise polling.wrong_token()
    return token


def run(settings: Settings) -> int:
    """Run the bot; the signal that ended it, or 0. Raises a QabotError when it cannot run or go on."""
    token = token_of(settings)
    logs.set_up(settings, token)
    sys.setswitchinterval(_SWITCH_S)
    return asyncio.run(_serve(settings, token))


async def _serve(settings: Settings, token: str) -> int:
    state = State(settings.telegram_state)
    metrics = Metrics()
    desk = Desk(QABot.open(settings=settings))
    room = Room(
        settings,
        state,
        desk,
        Access(settings, state.grants()),
        Limits(settings.telegram_user_limit, settings.telegram_global_limit),
        metrics,
    )
    stop: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    try:
        app = build(room, token)
        with _signals(stop):
            return await _until(stop, _run(app, room))
    finally:
        await asyncio.get_running_loop().run_in_executor(None, desk.close)
        room.database.shutdown(wait=True)
        state.close()


def build(room: Room, token: str) -> App:
    """The library's application around ``room``. Nothing is contacted yet."""
    base = room.settings.telegram_api_base.rstrip("/")
    bot = Api(
        token,
        base_url=base,
        base_file_url=f"{base.removesuffix('/bot')}/file/bot",
        # an answer that is slow to be confirmed must not be sent twice
        request=HTTPXRequest(connection_pool_size=256, read_timeout=30.0, pool_timeout=30.0),
        get_updates_request=HTTPXRequest(connection_pool_size=2),
        defaults=Defaults(
            parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
        rate_limiter=Pace(room.metrics),
    )
    app = cast("App", Application.builder().bot(bot).updater(None).job_queue(None).build())
    app.bot_data[KEY] = room
    handlers.register(app)
    app.add_error_handler(on_error)
    return app


async def _run(app: App, room: Room) -> None:
    """Reach Telegram, take up what was left, serve; when cancelled, finish what is under way."""
    own = webhook.certificate(room.settings)
    server = health.start(room.settings, room.metrics)
    chores: list[asyncio.Task[None]] = []
    dispatcher = Dispatcher(app, room)
    try:
        await _reach(app)
        articles = await room.desk.open()
        await app.start()
        _measure(room, dispatcher)
        left = await dispatcher.resume()
        LOG.info("@%s answers from %d articles.", app.bot.username, articles, extra={"left_over": left})
        _announce(app, room)
        at_once = (room.desk.warm_up(), menus.set_all(app, room), _expire(room))
        chores += [asyncio.create_task(work) for work in at_once]
        if room.settings.telegram_webhook:
            await webhook.listen(app.bot, dispatcher, room.settings, own)
        else:
            await polling.poll(app.bot, dispatcher)
    finally:
        for chore in chores:
            chore.cancel()
        await asyncio.gather(*chores, return_exceptions=True)
        unfinished = await dispatcher.finish(PATIENCE_S)
        if app.running:
            LOG.info("Stopped.", extra={"unfinished": unfinished})
            await app.stop()
        await app.shutdown()
        if server is not None:
            server.stop()


def _measure(room: Room, dispatcher: Dispatcher) -> None:
    """The figures that are read off when asked for."""
    gauges = room.metrics.gauges
    gauges["queue"] = ("Updates that wait or are worked on.", lambda: dispatcher.waiting)
    gauges["thinking"] = ("Questions the engine is at.", lambda: room.desk.thinking)
    gauges["remembered"] = ("Answers given from memory since the start.", lambda: room.desk.remembered)
    gauges["uptime_seconds"] = ("Seconds since the start.", lambda: time.time() - room.metrics.started)


async def _expire(room: Room) -> None:
    """Let go of what is older than the settings say, at the start and every hour."""
    while True:
        try:
            gone = await room.db(room.state.expire, room.settings.telegram_retention_days)
        except Exception:  # noqa: BLE001 - the next hour may be better
            LOG.exception("Old answers could not be let go of.")
        else:
            if gone:
                LOG.info("Old answers were let go of.", extra={"answers": gone})
        await asyncio.sleep(_EXPIRE_EVERY_S)


async def _reach(app: App) -> None:
    for attempt in range(1, FIRST_TRIES + 1):
        try:
            await app.initialize()
            return
        except InvalidToken as error:
            raise polling.wrong_token() from error
        except NetworkError as error:
            if attempt == FIRST_TRIES:
                base = app.bot.base_url.removesuffix(app.bot.token)
                raise TelegramError(
                    f"Telegram cannot be reached at {base}.",
                    mend="Is there a network? A self-hosted server is named by QABOT_TELEGRAM_API_BASE.",
                ) from error
            await asyncio.sleep(attempt)


def _announce(app: App, room: Room) -> None:
    """In the terminal: where the bot is, and the code that makes the first admin."""
    lines = [f"@{app.bot.username} is running; Ctrl-C stops it. https://t.me/{app.bot.username}"]
    if room.access.owner_code:
        lines.append(f"Nobody is its admin yet. Send it this code to become one: {room.access.owner_code}")
    print(*lines, sep="\n", flush=True)  # noqa: T201 - for the person at the terminal


@contextlib.contextmanager
def _signals(stop: asyncio.Future[int]) -> Any:
    """SIGINT and SIGTERM end the bot gently."""
    loop = asyncio.get_running_loop()

    def ask_to_stop(number: int) -> None:
        if not stop.done():
            stop.set_result(number)

    caught = (signal.SIGINT, signal.SIGTERM)
    for number in caught:
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C cancels the main task instead
            loop.add_signal_handler(number, ask_to_stop, int(number))
    try:
        yield
    finally:
        for number in caught:
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(number)


async def _until(stop: asyncio.Future[int], running: Coroutine[Any, Any, None]) -> int:
    """Run until it ends or ``stop`` is set; then let it clean up."""
    task = asyncio.ensure_future(running)
    both: set[asyncio.Future[Any]] = {task, stop}
    await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        await task
        return 0
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    return stop.result()


async def on_error(update: object, context: Context) -> None:
    """Log with an id, then tell the person that id and nothing else."""
    room, error = room_of(context), context.error
    if isinstance(error, Forbidden):
        LOG.info("Somebody has blocked the bot, or it was removed from a group.")
        return
    room.metrics.count("errors")
    id = secrets.token_hex(4)  # noqa: A001 - what it is called
    LOG.error("Error %s", id, exc_info=error, extra={"update": getattr(update, "update_id", None)})
    if not isinstance(update, Update):
        return
    message, user = update.effective_message, update.effective_user
    if message is None or user is None or update.inline_query is not None:
        return
    try:
        language = interface(await room.seen(user), user)
        place = place_of(message, user)
        await say(context.bot, place, sentence(word("broken", language, id=id)), reply_to=message.message_id)
    except (LibraryError, QabotError):
        LOG.exception("Error %s could not be told.", id)
