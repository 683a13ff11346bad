"""Who is answered: everybody, a list, or whoever an admin let in.

Until there is an admin, the bot has an owner's code, which is shown in the terminal alone: the first who
sends it becomes admin. Others who write get a code of their own, and an admin lets them in by it.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qabot.chat.telegram.state import Grant
    from qabot.config import Settings

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what looks alike on a phone."""
TRIES: Final = 5
"""Wrong codes, and turnings away, that somebody unknown gets a word about in an hour."""
_HOUR_S: Final = 3600.0


def new_code() -> str:
    """Eight signs in two halves: a thousand billion of them."""
    signs = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def as_code(text: str) -> str | None:
    """The code that ``text`` is, however it was typed."""
    signs = re.sub(r"[\s-]", "", text).upper()
    if len(signs) == 8 and all(sign in ALPHABET for sign in signs):
        return f"{signs[:4]}-{signs[4:]}"
    return None


class Access:
    """Who may ask and who may rule. ``grants`` are what the state file knows; kept up to date by callers."""

    def __init__(self, settings: Settings, grants: list[Grant]) -> None:
        self.choice = settings.telegram_access
        self._listed = frozenset(settings.telegram_allow)
        self._named_admins = frozenset(settings.telegram_admins)
        self._roles = {grant.id: grant.role for grant in grants}
        self._words: dict[int, list[float]] = {}
        self.owner_code: str | None = None
        if self.choice == "pairing" and not self.admins:
            self.owner_code = new_code()

    @property
    def admins(self) -> frozenset[int]:
        """Everybody who may rule."""
        return self._named_admins | {one for one, role in self._roles.items() if role == "admin"}

    def is_admin(self, user: int) -> bool:
        """Whether ``user`` may add articles and let others in."""
        return user in self._named_admins or self._roles.get(user) == "admin"

    def is_last_admin(self, user: int) -> bool:
        """Whether nobody would rule any more if what made ``user`` an admin were undone."""
        return user not in self._named_admins and self.admins == {user}

    def admits(self, user: int, chat: int) -> bool:
        """Whether ``user`` is answered in ``chat``."""
        if self.is_admin(user):
            return True
        if "refused" in (self._roles.get(user), self._roles.get(chat)):
            return False
        if self.choice == "open" or {user, chat} & self._listed:
            return True
        return self.choice == "pairing" and "user" in (self._roles.get(user), self._roles.get(chat))

    def turned_away(self, id: int) -> bool:  # noqa: A002 - Telegram's name
        """Whether an admin refused this user or group."""
        return self._roles.get(id) == "refused"

    def set(self, id: int, role: str | None) -> None:  # noqa: A002
        """What an admin decided; None undoes it."""
        if role is None:
            self._roles.pop(id, None)
        else:
            self._roles[id] = role

    def is_owner_code(self, text: str) -> bool:
        """Whether ``text`` is the code from the terminal. It serves once."""
        code = as_code(text)
        if self.owner_code is None or code is None or not hmac.compare_digest(code, self.owner_code):
            return False
        self.owner_code = None
        return True

    def may_be_told(self, stranger: int) -> bool:
        """Whether somebody unknown gets another word: a few an hour, then silence."""
        now = time.monotonic()
        if len(self._words) > 10_000:
            self._words = {one: told for one, told in self._words.items() if now - told[-1] < _HOUR_S}
        told = [at for at in self._words.get(stranger, []) if now - at < _HOUR_S]
        if len(told) >= TRIES:
            return False
        self._words[stranger] = [*told, now]
        return True
