"""What the handlers share: settings, state, engine, access, limits, figures."""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar, cast

from qabot.chat.telegram.words import language_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import User
    from telegram.ext import Application, CallbackContext

    from qabot.chat.telegram.access import Access
    from qabot.chat.telegram.desk import Desk
    from qabot.chat.telegram.limits import Limits
    from qabot.chat.telegram.metrics import Metrics
    from qabot.chat.telegram.sending import Api
    from qabot.chat.telegram.state import Person, State
    from qabot.config import Settings
    from qabot.types import Language

    App = Application[Api, "Context", Any, Any, Any, Any]
    Context = CallbackContext[Api, Any, Any, Any]

T = TypeVar("T")
KEY = "room"


@dataclass(slots=True)
class Room:
    """One bot's things."""

    settings: Settings
    state: State
    desk: Desk
    access: Access
    limits: Limits
    metrics: Metrics
    resumed: set[int] = field(default_factory=set)
    """Updates that an earlier process began on: what it wrote down for them counts."""
    done: set[int] = field(default_factory=set)
    """Updates under way that are marked as handled already, with the answer they led to."""
    arrived: dict[int, float] = field(default_factory=dict)
    """When each update under way came in, by the event loop's clock."""
    albums: deque[str] = field(default_factory=lambda: deque(maxlen=100))
    """The last albums that got a word."""
    database: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="state")
    )

    async def db(self, function: Callable[..., T], *arguments: Any) -> T:
        """Call a method of the state on its own thread."""
        return await asyncio.get_running_loop().run_in_executor(self.database, function, *arguments)

    async def seen(self, user: User) -> Person:
        """The person behind a message."""
        return await self.db(self.state.see, user.id, user.full_name, user.username)


def room_of(context: Context) -> Room:
    """The room that the application of ``context`` was built with."""
    return cast("Room", context.application.bot_data[KEY])


def interface(person: Person, user: User) -> Language:
    """The language our own words to somebody are in: as chosen, else as last spoken, else as their app's."""
    for choice in (person.language, person.spoken):
        if choice == "id":
            return "id"
        if choice == "en":
            return "en"
    return language_of(user.language_code)


def question_language(person: Person) -> Language | None:
    """The language fixed by ``/lang``, if one is."""
    return "id" if person.language == "id" else "en" if person.language == "en" else None


def spoken_by(person: Person | None) -> Language:
    """The language to tell somebody in who did not just write."""
    return "en" if person is not None and "en" in (person.language, person.spoken) else "id"
