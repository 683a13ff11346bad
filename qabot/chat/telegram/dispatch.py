"""From the inbox to the handlers: each person's updates in order, different persons' side by side.

An update is kept in the state file before Telegram is told that it came, and handled from there. What a
process that died left unhandled is handled by the next. When many wait, no more are fetched: they wait at
Telegram.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from telegram import Update

from qabot.chat.telegram.logs import LOG
from qabot.errors import TelegramError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from qabot.chat.telegram.room import App, Room

ATTEMPTS: Final = 3
"""How often an update is begun on before it is given up, as what kills the bot."""
_LARGEST_NUMBER: Final = 2**63 - 1
"""What the state file can hold. Telegram's numbers are far smaller."""
_KINDS: Final = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
KINDS: Final[Sequence[str]] = _KINDS
"""The updates that are asked for."""


class Dispatcher:
    """Queues of updates, one for each person in each chat, and the tasks that work on them."""

    def __init__(self, app: App, room: Room) -> None:
        self._app = app
        self._room = room
        self._lanes: dict[Hashable, deque[dict[str, Any]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._room_left = asyncio.Event()
        self._room_left.set()
        self._given_up: set[int] = set()
        self.waiting = 0

    async def resume(self) -> int:
        """Take up what an earlier process left. How many updates that were."""
        left = await self._room.db(self._room.state.waiting)
        for item in left:
            if item.attempts > ATTEMPTS:  # even to say that it was given up ended the process
                LOG.error("Update %d was given up, and nobody could be told.", item.update_id)
                await self._room.db(self._room.state.handled, item.update_id)
                continue
            if item.attempts == ATTEMPTS:
                self._given_up.add(item.update_id)
            self._room.resumed.add(item.update_id)
            self._queue(item.body)
        return len(left)

    async def feed(self, updates: Sequence[Any]) -> int | None:
        """Keep what just came and queue it. Once this returns Telegram may be told: the highest number kept.

        Raises :class:`~qabot.errors.TelegramError` when it cannot be kept; then nothing was queued.
        """
        arrived = asyncio.get_running_loop().time()
        usable = [update for update in updates if _numbered(update)]
        if len(usable) < len(updates):
            self._room.metrics.count("errors")
            left_out = len(updates) - len(usable)
            LOG.error("Error %s: %d updates without a usable number.", secrets.token_hex(4), left_out)
        # what is typed in inline mode is worth an answer now or never
        kept = [update for update in usable if "inline_query" not in update]
        fresh = set(await self._room.db(self._room.state.accept, kept)) if kept else set()
        for update in usable:
            if update["update_id"] in fresh or "inline_query" in update:
                self._room.metrics.count("updates")
                self._room.arrived[update["update_id"]] = arrived
                self._queue(update)
        return max((update["update_id"] for update in usable), default=None)

    def heard(self) -> None:
        """Telegram has answered, be it that there is nothing new."""
        self._room.metrics.heard = time.monotonic()

    @property
    def full(self) -> bool:
        """Whether no more should be fetched for now."""
        return not self._room_left.is_set()

    async def room_left(self) -> None:
        """Wait until fewer updates wait than may."""
        await self._room_left.wait()

    async def finish(self, patience: float) -> int:
        """Let what is under way end, for ``patience`` seconds. The number of updates left for next time."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        return self.waiting

    def _queue(self, update: dict[str, Any]) -> None:
        self.waiting += 1
        if self.waiting >= self._room.settings.telegram_queue:
            self._room_left.clear()
        key = _lane(update)
        lane = self._lanes.get(key)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[key] = deque([update])
        task = asyncio.create_task(self._work(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, key: Hashable) -> None:
        """Handle the updates of one lane until there are none."""
        lane = self._lanes[key]
        while lane:
            overtaken = "inline_query" in lane[0] and len(lane) > 1
            if not overtaken:
                await self._handle(lane[0])
            lane.popleft()
            self.waiting -= 1
            if self.waiting < self._room.settings.telegram_queue:
                self._room_left.set()
        del self._lanes[key]

    async def _handle(self, raw: dict[str, Any]) -> None:
        number: int = raw["update_id"]
        try:
            await self._begun(raw, 1)
            await self._process(raw)
        except asyncio.CancelledError:  # told to stop, which is not this update's doing
            await self._begun(raw, -1)
            raise
        self._room.arrived.pop(number, None)
        if "inline_query" in raw or number in self._room.done:
            self._room.done.discard(number)
            self._room.resumed.discard(number)
            return
        try:
            await self._room.db(self._room.state.handled, number)
        except Exception:  # noqa: BLE001 - it will be known by its answer at the next start
            LOG.exception("Update %d could not be marked as handled.", number)
        self._room.resumed.discard(number)

    async def _process(self, raw: dict[str, Any]) -> None:
        number: int = raw["update_id"]
        try:
            update = Update.de_json(raw, self._app.bot)
            if number in self._given_up:
                self._given_up.discard(number)
                error = TelegramError(f"Update {number} was given up after {ATTEMPTS} attempts.")
                await self._app.process_error(update, error)
            else:
                await self._app.process_update(update)
        except Exception:  # noqa: BLE001 - whatever it is, the next update must not wait for it
            # process_update sends its errors to the error handler: this one could not even be read
            self._room.metrics.count("errors")
            LOG.exception("Error %s: update %d could not be read.", secrets.token_hex(4), number)

    async def _begun(self, raw: dict[str, Any], attempts: int) -> None:
        """Count that an update is begun on, so that one that kills the bot each time is known."""
        if "inline_query" in raw:
            return
        try:
            await self._room.db(self._room.state.begun, raw["update_id"], attempts)
        except TelegramError as error:
            LOG.error("The attempts of update %d could not be counted: %s", raw["update_id"], error)


def _numbered(update: Any) -> bool:
    """Whether an update has a number under which it can be kept."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return type(number) is int and 0 <= number <= _LARGEST_NUMBER


def _lane(update: dict[str, Any]) -> Hashable:
    """Who wrote, and where: what must be handled in order."""
    for kind in _KINDS:
        item = update.get(kind)
        if isinstance(item, dict):
            chat = _part(item, "chat") or _part(_part(item, "message"), "chat")
            ids = (chat.get("id"), _part(item, "from").get("id"))
            return *(one if isinstance(one, int) else None for one in ids), kind == "inline_query"
    return None


def _part(item: dict[str, Any], name: str) -> dict[str, Any]:
    """An object within ``item``; empty where it is none, which only a broken update has."""
    found = item.get(name)
    return found if isinstance(found, dict) else {}
