"""What the bot must not forget, in one SQLite file: the only module here that speaks to ``sqlite3``.

==========  ====================================================================================
inbox       updates as Telegram sent them, kept before they are acknowledged, emptied when handled
people      who wrote, and the language they chose
grants      who was let in, or made an admin, or turned away
requests    pairing codes that wait for an admin
answers     what was answered, under a token that buttons and links carry; ``parent`` is the answer before
messages    which message of which chat shows which answer
heads       the newest answer of each person's conversation
feedback    thumbs up or down
==========  ====================================================================================

An answer is written down before it is sent and marked as sent in the transaction that marks its update as
handled. Everything here blocks; the bot calls it on a thread of its own.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from qabot.errors import TelegramError
from qabot.types import Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

APPLICATION_ID: Final = 0x71617467  # "qatg"
SCHEMA_VERSION: Final = 1
EXCHANGES: Final = 12
"""Questions, with their answers, that a follow-up may lean on."""
_AHEAD: Final = 12
"""How many messages may have been sent that nothing is known of."""
REMEMBERED_UPDATES_S: Final = 3 * 86400.0
"""How long a handled update is known: Telegram itself keeps updates for a day."""

_SCHEMA: Final = """
CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    body TEXT,
    received REAL NOT NULL,
    handled REAL,
    attempts INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX inbox_waiting ON inbox (update_id) WHERE handled IS NULL;
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    username TEXT,
    language TEXT NOT NULL DEFAULT 'auto',
    spoken TEXT,
    first_seen REAL NOT NULL,
    last_seen REAL NOT NULL
);
CREATE TABLE grants (id INTEGER PRIMARY KEY, role TEXT NOT NULL, name TEXT NOT NULL, since REAL NOT NULL);
CREATE TABLE requests (
    code TEXT PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    made REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE answers (
    token TEXT PRIMARY KEY,
    update_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    question_id INTEGER NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    body TEXT NOT NULL,
    parent TEXT,
    made REAL NOT NULL,
    sent REAL
) WITHOUT ROWID;
CREATE INDEX answers_question ON answers (chat_id, question_id);
CREATE INDEX answers_update ON answers (update_id);
CREATE INDEX answers_user ON answers (user_id);
CREATE INDEX answers_made ON answers (made);
CREATE TABLE messages (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    token TEXT NOT NULL,
    part INTEGER NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
CREATE INDEX messages_token ON messages (token);
CREATE TABLE heads (
    chat_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    token TEXT NOT NULL,
    PRIMARY KEY (chat_id, thread_id, user_id)
) WITHOUT ROWID;
CREATE TABLE feedback (
    token TEXT NOT NULL,
    user_id INTEGER NOT NULL,
    vote INTEGER NOT NULL,
    made REAL NOT NULL,
    PRIMARY KEY (token, user_id)
) WITHOUT ROWID;
CREATE INDEX feedback_user ON feedback (user_id);
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who wrote. ``language`` is what they chose, ``spoken`` that of their last question."""

    id: int
    name: str
    username: str | None
    language: str
    spoken: str | None
    first_seen: float
    last_seen: float
    questions: int = 0
    """Answers to them that are kept; counted where people are listed."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Somebody, or a group, that an admin decided about."""

    id: int
    role: str
    """``user``, ``admin`` or ``refused``."""
    name: str
    since: float


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody, or a group, that waits to be let in."""

    code: str
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a conversation is held, and by whom. ``thread`` is 0 outside forum topics."""

    chat: int
    thread: int
    user: int


@dataclass(frozen=True, slots=True)
class Record:
    """An answer as it is kept."""

    token: str
    update_id: int
    place: Place
    question_id: int
    """The message that asked."""
    question: str
    text: str
    """What the conversation remembers of the answer."""
    body: dict[str, Any]
    """The whole of it, as :mod:`qabot.chat.telegram.packing` writes it."""
    parent: str | None = None
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that is not handled yet."""

    update_id: int
    body: dict[str, Any]
    attempts: int
    """How often it was begun on."""


class State:
    """The file, open. Safe to use from several threads: calls take turns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            self._connection = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, timeout=30.0
            )
            self._prepare()
        except (OSError, sqlite3.Error) as error:
            raise TelegramError(
                f"{path} cannot be used: {error}.", mend="Name another file in QABOT_TELEGRAM_STATE."
            ) from error

    def _prepare(self) -> None:
        run = self._connection.execute
        application = run("PRAGMA application_id").fetchone()[0]
        version = run("PRAGMA user_version").fetchone()[0]
        empty = run("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if not empty and application != APPLICATION_ID:
            raise TelegramError(
                f"{self.path} is another program's database.",
                mend="Name another file in QABOT_TELEGRAM_STATE.",
            )
        if version > SCHEMA_VERSION:
            raise TelegramError(f"{self.path} was written by a newer qabot.", mend="Update qabot.")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")
        run("PRAGMA secure_delete = ON")  # what is erased does not stay in free pages
        if empty:
            with self._transaction():
                for statement in filter(str.strip, _SCHEMA.split(";")):
                    run(statement)
                run(f"PRAGMA application_id = {APPLICATION_ID}")
                run(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self, synchronous: str = "FULL") -> Iterator[sqlite3.Connection]:
        with self._lock:
            try:
                self._connection.execute(f"PRAGMA synchronous = {synchronous}")
                self._connection.execute("BEGIN IMMEDIATE")
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException as error:
                if self._connection.in_transaction:  # SQLite may have rolled back by itself
                    self._connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.Error):
                    raise TelegramError(
                        f"{self.path} cannot be written: {error}.", mend="Is the disk full?"
                    ) from error
                raise

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._connection.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise TelegramError(f"{self.path} cannot be read: {error}.") from error

    # -- updates

    def accept(self, updates: Iterable[dict[str, Any]]) -> list[int]:
        """Keep ``updates``; the ids of those that were not known. After this they may be acknowledged.

        An update that comes again is the same to the letter. Another one under a number that was used is
        new: Telegram may begin to count anew when a bot was silent for a week.
        """
        fresh: list[int] = []
        now = time.time()
        with self._transaction() as connection:
            for update in updates:
                # ASCII, since half a character pair is nothing that UTF-8 could hold
                body = json.dumps(update, sort_keys=True)
                digest = hashlib.sha256(body.encode()).hexdigest()[:32]
                added = connection.execute(
                    "INSERT INTO inbox (update_id, digest, body, received) VALUES (?, ?, ?, ?)"
                    " ON CONFLICT (update_id) DO UPDATE SET digest = excluded.digest, body = excluded.body,"
                    " received = excluded.received, handled = NULL, attempts = 0"
                    " WHERE digest <> excluded.digest",
                    (update["update_id"], digest, body, now),
                )
                if added.rowcount:
                    fresh.append(update["update_id"])
        return fresh

    def waiting(self) -> list[Waiting]:
        """What an earlier process left unhandled, oldest first."""
        rows = self._rows(
            "SELECT update_id, body, attempts FROM inbox WHERE handled IS NULL ORDER BY update_id"
        )
        return [Waiting(number, json.loads(body), attempts) for number, body, attempts in rows]

    def begun(self, update_id: int, attempts: int = 1) -> None:
        """An update is begun on; with -1, it was left off again for no fault of its own."""
        # not waiting for the disk: a process that is killed takes nothing of this with it
        with self._transaction(synchronous="NORMAL") as connection:
            connection.execute(
                "UPDATE inbox SET attempts = max(0, attempts + ?) WHERE update_id = ? AND handled IS NULL",
                (attempts, update_id),
            )

    def handled(self, update_id: int) -> None:
        """Nothing more is to be done for this update; its text is let go of."""
        with self._transaction() as connection:
            self._handled(connection, update_id)

    @staticmethod
    def _handled(connection: sqlite3.Connection, update_id: int) -> None:
        connection.execute(
            "UPDATE inbox SET handled = ?, body = NULL WHERE update_id = ? AND handled IS NULL",
            (time.time(), update_id),
        )

    # -- people

    def see(self, id: int, name: str, username: str | None) -> Person:  # noqa: A002 - Telegram's name
        """The person, made known or brought up to date."""
        now = time.time()
        known = self.person(id)
        # not written anew with every message: that would be one more wait for the disk
        if known and (known.name, known.username) == (name, username) and now - known.last_seen < 60:
            return known
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO people (id, name, username, first_seen, last_seen) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name, username = excluded.username,"
                " last_seen = excluded.last_seen",
                (id, name, username, now, now),
            )
        seen = self.person(id)
        assert seen is not None
        return seen

    def person(self, id: int) -> Person | None:  # noqa: A002
        """Somebody who wrote, if they did."""
        rows = self._rows(
            "SELECT id, name, username, language, spoken, first_seen, last_seen FROM people WHERE id = ?",
            (id,),
        )
        return Person(*rows[0]) if rows else None

    def people(self) -> list[Person]:
        """Everybody who wrote, the last one first."""
        rows = self._rows(
            "SELECT id, name, username, language, spoken, first_seen, last_seen,"
            " (SELECT count(*) FROM answers WHERE user_id = people.id) FROM people ORDER BY last_seen DESC"
        )
        return [Person(*row) for row in rows]

    def choose_language(self, id: int, language: str) -> None:  # noqa: A002
        """What ``/lang`` sets."""
        with self._transaction() as connection:
            connection.execute("UPDATE people SET language = ? WHERE id = ?", (language, id))

    def forget(self, id: int) -> int:  # noqa: A002
        """Erase what is kept of a person, but for whether they were let in. The number of answers erased."""
        with self._transaction() as connection:
            gone = connection.execute("SELECT count(*) FROM answers WHERE user_id = ?", (id,)).fetchone()[0]
            mine = "(SELECT token FROM answers WHERE user_id = ?)"
            connection.execute(f"DELETE FROM messages WHERE token IN {mine}", (id,))
            connection.execute(f"DELETE FROM feedback WHERE user_id = ? OR token IN {mine}", (id, id))
            connection.execute("DELETE FROM heads WHERE user_id = ?", (id,))
            connection.execute("DELETE FROM answers WHERE user_id = ?", (id,))
            connection.execute("DELETE FROM requests WHERE id = ?", (id,))
            connection.execute("DELETE FROM people WHERE id = ?", (id,))
            connection.execute("UPDATE grants SET name = '' WHERE id = ?", (id,))
        # the log written ahead holds pages as they were: write it back and empty it
        self._rows("PRAGMA wal_checkpoint(TRUNCATE)")
        return int(gone)

    # -- who was let in

    def grants(self) -> list[Grant]:
        """Every decision of an admin."""
        rows = self._rows("SELECT id, role, name, since FROM grants ORDER BY since")
        return [Grant(*row) for row in rows]

    def grant(self, id: int, role: str, name: str) -> None:  # noqa: A002
        """Let somebody in, or make them an admin, or turn them away. Their request is settled."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM requests WHERE id = ?", (id,))
            connection.execute(
                "INSERT INTO grants (id, role, name, since) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET role = excluded.role, name = excluded.name, since = excluded.since",
                (id, role, name, time.time()),
            )

    def revoke(self, id: int) -> bool:  # noqa: A002
        """Undo :meth:`grant`. Whether there was one."""
        with self._transaction() as connection:
            return connection.execute("DELETE FROM grants WHERE id = ?", (id,)).rowcount > 0

    def request(self, code: str, id: int, name: str) -> tuple[str, bool]:  # noqa: A002
        """Note that somebody asks to be let in: their code, and whether they ask for the first time."""
        with self._transaction() as connection:
            row = connection.execute("SELECT code FROM requests WHERE id = ?", (id,)).fetchone()
            if row:
                return str(row[0]), False
            connection.execute("INSERT INTO requests VALUES (?, ?, ?, ?)", (code, id, name, time.time()))
        return code, True

    def requests(self) -> list[Request]:
        """Who waits to be let in, the first one first."""
        return [Request(*row) for row in self._rows("SELECT code, id, name FROM requests ORDER BY made")]

    # -- answers

    def keep(self, record: Record) -> None:
        """Write an answer down before it is sent."""
        place = record.place
        # not waiting for the disk: what is lost with the power is answered anew
        with self._transaction(synchronous="NORMAL") as connection:
            connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
                (
                    *(record.token, record.update_id, place.chat, place.thread, place.user),
                    *(record.question_id, record.question, record.text),
                    *(json.dumps(record.body), record.parent, time.time()),
                ),
            )

    def sent_part(self, token: str, chat: int, message: int, part: int) -> None:
        """One message of an answer of several is out."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?)", (chat, message, token, part)
            )

    def sent(self, record: Record, messages: Sequence[int], spoken: str) -> None:
        """The answer is out; in the same transaction its update is handled, and the conversation goes on."""
        place = record.place
        with self._transaction() as connection:
            for part, message in enumerate(messages):
                connection.execute(
                    "INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?)",
                    (place.chat, message, record.token, part),
                )
            connection.execute("UPDATE answers SET sent = ? WHERE token = ?", (time.time(), record.token))
            connection.execute(
                "INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?)",
                (place.chat, place.thread, place.user, record.token),
            )
            connection.execute("UPDATE people SET spoken = ? WHERE id = ?", (spoken, place.user))
            self._handled(connection, record.update_id)

    def edited(self, record: Record, messages: Sequence[int], update_id: int) -> None:
        """The answer stands in the place of an older one to the same message."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM messages WHERE token = ?", (record.token,))
            for part, message in enumerate(messages):
                connection.execute(
                    "INSERT OR REPLACE INTO messages VALUES (?, ?, ?, ?)",
                    (record.place.chat, message, record.token, part),
                )
            connection.execute(
                "UPDATE answers SET question = ?, text = ?, body = ? WHERE token = ?",
                (record.question, record.text, json.dumps(record.body), record.token),
            )
            connection.execute("DELETE FROM feedback WHERE token = ?", (record.token,))
            self._handled(connection, update_id)

    def answer(self, token: str) -> Record | None:
        """The answer under ``token``, unless it was forgotten."""
        return self._one("token = ?", (token,))

    def answer_in(self, chat: int, message: int) -> Record | None:
        """The answer that this message shows."""
        return self._one(
            "token = (SELECT token FROM messages WHERE chat_id = ? AND message_id = ?)", (chat, message)
        )

    def answer_to(self, chat: int, question: int) -> Record | None:
        """The answer to this message."""
        return self._one("chat_id = ? AND question_id = ?", (chat, question))

    def answer_for(self, update_id: int) -> Record | None:
        """The answer that was written down for this update, sent or not."""
        return self._one(
            "update_id = ? AND made >= "
            "(SELECT received FROM inbox WHERE inbox.update_id = answers.update_id)",
            (update_id,),
        )

    def last_answer(self, place: Place) -> Record | None:
        """The newest answer of the conversation at ``place``."""
        return self._one(
            "token = (SELECT token FROM heads WHERE chat_id = ? AND thread_id = ? AND user_id = ?)",
            (place.chat, place.thread, place.user),
        )

    def _one(self, condition: str, values: Sequence[Any]) -> Record | None:
        rows = self._rows(
            "SELECT token, update_id, chat_id, thread_id, user_id, question_id, question, text, body, parent,"
            f" sent FROM answers WHERE {condition} ORDER BY made DESC LIMIT 1",
            values,
        )
        if not rows:
            return None
        token, update_id, chat, thread, user, question_id, question, text, body, parent, sent = rows[0]
        place = Place(chat, thread, user)
        return Record(
            *(
                token,
                update_id,
                place,
                question_id,
                question,
                text,
                json.loads(body),
                parent,
                sent is not None,
            )
        )

    def messages_of(self, token: str, chat: int) -> list[int]:
        """The messages of ``chat`` that show this answer, in order."""
        query = "SELECT message_id FROM messages WHERE token = ? AND chat_id = ? ORDER BY part"
        rows = self._rows(query, (token, chat))
        return [row[0] for row in rows]

    def unknown_messages(self, chat: int, question: int) -> tuple[int, ...]:
        """Numbers of messages in ``chat`` after ``question`` that could be an answer that was not noted.

        Telegram counts the messages of a bot's private chats in one row, those of a supergroup in its own:
        so what lies around the newest that is known, of the chat and of all private chats. None where
        several answers to one group are open: to look for one would disturb the others.
        """
        if chat < 0:
            many = "SELECT count(*) FROM answers WHERE chat_id = ? AND sent IS NULL"
            if self._rows(many, (chat,))[0][0] > 1:
                return ()
        newest = "SELECT max(message_id) FROM messages WHERE "
        here = self._rows(newest + "chat_id = ?", (chat,))[0][0] or question
        near = set(range(question + 1, max(question, here) + _AHEAD))
        if len(near) > 4 * _AHEAD:
            near = set(range(max(question + 1, here - 3 * _AHEAD), here + _AHEAD))
        if chat > 0:
            overall = self._rows(newest + "chat_id > 0")[0][0] or question
            near |= set(range(max(question + 1, overall - _AHEAD), overall + 2 * _AHEAD))
        low, high = min(near), max(near)
        known = self._rows(
            "SELECT message_id FROM messages WHERE chat_id = ? AND message_id BETWEEN ? AND ?",
            (chat, low, high),
        )
        return tuple(sorted(near - {row[0] for row in known}))

    def opening(
        self,
        id: int,  # noqa: A002
        name: str,
        username: str | None,
        place: Place,
        replied: int | None,
    ) -> tuple[Person, str | None, tuple[Turn, ...]]:
        """All that a question needs to know: who asks, and the conversation it goes on from, by the token
        of its last answer: the one replied to, else the newest at ``place``."""
        with self._lock:
            person = self.see(id, name, username)
            record = self.answer_in(place.chat, replied) if replied is not None else None
            if record is None:
                record = self.last_answer(place)
            token = record.token if record is not None else None
            return person, token, self.turns(token)

    def turns(self, token: str | None) -> tuple[Turn, ...]:
        """The conversation that ends with the answer under ``token``, oldest first."""
        found: list[Turn] = []
        while token and len(found) < 2 * EXCHANGES:
            rows = self._rows("SELECT question, text, parent FROM answers WHERE token = ?", (token,))
            if not rows:
                break
            question, text, token = rows[0]
            found[:0] = [Turn("user", question), Turn("assistant", text)]
        return tuple(found)

    def end_conversation(self, place: Place) -> None:
        """The next question at ``place`` stands alone."""
        with self._transaction() as connection:
            connection.execute(
                "DELETE FROM heads WHERE chat_id = ? AND thread_id = ? AND user_id = ?",
                (place.chat, place.thread, place.user),
            )

    # -- feedback and figures

    def vote(self, token: str, user: int, vote: int) -> bool:
        """A thumb up (1) or down (-1); the same again takes it back. Whether it stands."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT vote FROM feedback WHERE token = ? AND user_id = ?", (token, user)
            ).fetchone()
            if row and row[0] == vote:
                connection.execute("DELETE FROM feedback WHERE token = ? AND user_id = ?", (token, user))
                return False
            connection.execute(
                "INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?)", (token, user, vote, time.time())
            )
            return True

    def voted(self) -> list[tuple[Record, int, int]]:
        """Answers that were voted on, oldest first, each with its thumbs up and down."""
        rows = self._rows(
            "SELECT token, sum(vote > 0), sum(vote < 0) FROM feedback GROUP BY token ORDER BY min(made)"
        )
        found = [(self.answer(token), up, down) for token, up, down in rows]
        return [(record, up, down) for record, up, down in found if record is not None]

    def figures(self) -> dict[str, int]:
        """How much of everything is kept."""
        count = {
            "people": "SELECT count(*) FROM people",
            "answers": "SELECT count(*) FROM answers WHERE sent IS NOT NULL",
            "up": "SELECT count(*) FROM feedback WHERE vote > 0",
            "down": "SELECT count(*) FROM feedback WHERE vote < 0",
            "waiting": "SELECT count(*) FROM inbox WHERE handled IS NULL",
        }
        return {name: self._rows(query)[0][0] for name, query in count.items()}

    def expire(self, days: int) -> int:
        """Let go of what is older than ``days`` (0: of nothing but handled updates). Answers let go of."""
        now = time.time()
        with self._transaction() as connection:
            connection.execute("DELETE FROM inbox WHERE handled < ?", (now - REMEMBERED_UPDATES_S,))
            if not days:
                return 0
            old = now - days * 86400.0
            gone = connection.execute(
                "DELETE FROM answers WHERE made < ? AND update_id NOT IN"
                " (SELECT update_id FROM inbox WHERE handled IS NULL)",
                (old,),
            ).rowcount
            for table in ("messages", "heads", "feedback"):
                connection.execute(f"DELETE FROM {table} WHERE token NOT IN (SELECT token FROM answers)")
            connection.execute("DELETE FROM requests WHERE made < ?", (old,))
            connection.execute(
                "DELETE FROM people WHERE last_seen < ? AND id NOT IN (SELECT user_id FROM answers)", (old,)
            )
        return gone
