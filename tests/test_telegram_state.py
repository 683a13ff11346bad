"""What the bot keeps: it survives being closed, and what is erased is gone from the file."""

from __future__ import annotations

import dataclasses
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from qabot.chat.telegram import state as states
from qabot.chat.telegram.state import Place, Record, State
from qabot.errors import TelegramError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = Place(7, 0, 7)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    opened = State(tmp_path / "deep" / "telegram.db")
    yield opened
    opened.close()


def record(token: str, *, update: int = 1, place: Place = HERE, question: int = 1, **other: Any) -> Record:
    body = {"language": "id"}
    return Record(token, update, place, question, f"tanya {token}", f"jawab {token}", body, **other)


def answered(state: State, made: Record, *messages: int) -> None:
    state.keep(made)
    state.sent(made, messages or (made.question_id + 1,), "id")


def test_an_update_is_taken_once_and_waits_until_it_is_handled(state: State) -> None:
    updates = [{"update_id": 5, "message": {"text": "\ud83d half"}}, {"update_id": 6}]
    assert state.accept(updates) == [5, 6]
    assert state.accept([*updates, {"update_id": 7}]) == [7]
    state.handled(6)
    again = State(state.path)
    waiting = again.waiting()
    assert [(item.update_id, item.attempts) for item in waiting] == [(5, 0), (7, 0)]
    assert waiting[0].body == updates[0]
    assert again.accept([{"update_id": 6}]) == [], "a handled update is still known"
    assert again.accept([{"update_id": 6, "message": {}}]) == [6], "another one under its number is new"
    again.close()


def test_an_attempt_counts_when_an_update_is_begun_not_at_each_start(state: State) -> None:
    state.accept([{"update_id": 5}, {"update_id": 6}])
    state.begun(5)
    state.begun(5)
    state.begun(5, -1)
    state.begun(6, -1)
    for _ in range(5):
        again = State(state.path)
        assert [(item.update_id, item.attempts) for item in again.waiting()] == [(5, 1), (6, 0)]
        again.close()


def test_a_full_disk_is_one_clear_error_and_harms_nothing(state: State) -> None:
    state.accept([{"update_id": 5}])
    run = state._connection.execute
    pages = run("PRAGMA page_count").fetchone()[0]
    run(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(TelegramError, match=r"telegram\.db cannot be written: .*full"):
        state.accept([{"update_id": 6, "message": {"text": "x" * 100_000}}])
    run("PRAGMA max_page_count = 1000000")
    assert state.accept([{"update_id": 6}]) == [6]
    assert [item.update_id for item in state.waiting()] == [5, 6]


def test_a_damaged_file_is_one_clear_error(state: State) -> None:
    state._connection.execute("DROP TABLE inbox")
    with pytest.raises(TelegramError, match="cannot be read"):
        state.waiting()


def test_a_handled_update_holds_no_text(state: State) -> None:
    state.accept([{"update_id": 5, "message": {"text": "rahasia"}}])
    state.handled(5)
    with sqlite3.connect(state.path) as reader:
        assert reader.execute("SELECT body FROM inbox").fetchall() == [(None,)]
    reader.close()


def test_an_answer_and_its_update_are_settled_together(state: State) -> None:
    state.accept([{"update_id": 5}])
    made = record("a", update=5)
    state.keep(made)
    assert [item.update_id for item in state.waiting()] == [5]
    kept = state.answer_for(5)
    assert kept is not None
    assert not kept.sent
    state.sent(made, [11, 12], "id")
    assert state.waiting() == []
    assert state.messages_of("a", 7) == [11, 12]
    assert state.answer_in(7, 12) == state.answer_to(7, 1) == dataclasses.replace(made, sent=True)
    assert state.answer_in(8, 12) is None


def test_a_conversation_goes_on_from_the_last_answer_or_the_one_replied_to(state: State) -> None:
    answered(state, record("a", update=1, question=1))
    answered(state, record("b", update=2, question=3, parent="a"))
    person, parent, turns = state.opening(7, "Ani", None, HERE, None)
    assert (person.name, parent) == ("Ani", "b")
    assert [turn.content for turn in turns] == ["tanya a", "jawab a", "tanya b", "jawab b"]
    assert state.opening(7, "Ani", None, HERE, 2)[1] == "a"
    assert state.opening(7, "Ani", None, Place(7, 3, 7), None)[1] is None
    state.end_conversation(HERE)
    assert state.opening(7, "Ani", None, HERE, None)[1:] == (None, ())


def test_a_conversation_is_remembered_for_a_few_exchanges(state: State) -> None:
    last = states.EXCHANGES + 2
    for number in range(last + 1):
        parent = f"t{number - 1}" if number else None
        answered(state, record(f"t{number}", update=number, question=2 * number, parent=parent))
    turns = state.turns(f"t{last}")
    assert len(turns) == 2 * states.EXCHANGES
    assert turns[-1].content == f"jawab t{last}"


def test_an_edited_question_has_one_answer(state: State) -> None:
    state.accept([{"update_id": 9}])
    answered(state, record("a"), 2)
    state.vote("a", 7, 1)
    changed = dataclasses.replace(record("a"), question="baru", text="lain")
    state.edited(changed, [2, 30], 9)
    kept = state.answer_to(7, 1)
    assert kept is not None
    assert (kept.question, state.messages_of("a", 7)) == ("baru", [2, 30])
    assert state.voted() == []
    assert state.waiting() == []


def test_forget_erases_a_person_and_nobody_else(state: State) -> None:
    other = Place(8, 0, 8)
    for id in (7, 8):  # noqa: A001
        state.see(id, f"Nama{id}", f"user{id}")
    state.grant(7, "user", "Nama7")
    answered(state, record("rahasia"))
    answered(state, record("tetap", update=2, place=other))
    state.vote("rahasia", 7, 1)
    state.vote("tetap", 8, -1)
    assert state.forget(7) == 1
    assert state.answer("rahasia") is None
    assert state.person(7) is None
    assert state.answer_in(7, 2) is None
    assert [grant.role for grant in state.grants()] == ["user"], "what an admin decided stays"
    with sqlite3.connect(state.path) as reader:
        dump = "\n".join(reader.iterdump())
    reader.close()
    assert "rahasia" not in dump
    assert "Nama7" not in dump
    assert "tetap" in dump
    files = b"".join(file.read_bytes() for file in state.path.parent.iterdir())
    assert b"rahasia" not in files, "not in free pages, nor in the log"
    assert state.answer("tetap") is not None


def test_what_is_old_is_let_go_of(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_800_000_000.0
    monkeypatch.setattr(states.time, "time", lambda: now - 40 * 86400)
    state.accept([{"update_id": 1}, {"update_id": 2}])
    state.see(7, "Ani", None)
    answered(state, record("old", update=1))
    state.keep(record("owed", update=2, question=5))
    monkeypatch.setattr(states.time, "time", lambda: now)
    answered(state, record("new", update=3, question=9))
    assert state.expire(0) == 0
    assert state.expire(30) == 1
    assert state.answer("old") is None
    assert state.answer("owed") is not None, "an answer that is not out yet is still owed"
    assert state.answer("new") is not None


def test_a_vote_can_be_changed_and_taken_back(state: State) -> None:
    answered(state, record("a"))
    assert state.vote("a", 7, 1)
    assert state.vote("a", 7, -1)
    assert [(up, down) for _, up, down in state.voted()] == [(0, 1)]
    assert not state.vote("a", 7, -1)
    assert state.voted() == []


def test_whoever_asks_twice_to_be_let_in_keeps_the_code(state: State) -> None:
    assert state.request("AAAA-2222", 9, "Budi") == ("AAAA-2222", True)
    assert state.request("BBBB-3333", 9, "Budi") == ("AAAA-2222", False)
    state.grant(9, "user", "Budi")
    assert state.requests() == []
    assert state.revoke(9)
    assert not state.revoke(9)


def test_messages_that_could_be_an_unnoted_answer(state: State) -> None:
    answered(state, record("a", question=1), 2)
    answered(state, record("b", update=2, question=3), 4)
    likely = state.unknown_messages(7, 3)
    assert 5 in likely
    assert 4 not in likely, "it is known to be another"
    assert all(number > 3 for number in likely)
    group = Place(-5, 0, 7)
    state.keep(record("c", update=3, place=group, question=8))
    assert 9 in state.unknown_messages(-5, 8)
    state.keep(record("d", update=4, place=group, question=9))
    assert state.unknown_messages(-5, 8) == (), "two open answers of one group are not told apart"


def test_another_program_s_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE theirs (x)")
    connection.commit()
    connection.close()
    with pytest.raises(TelegramError, match="another program"):
        State(path)


def test_a_newer_file_is_refused(state: State) -> None:
    with sqlite3.connect(state.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(TelegramError, match="newer"):
        State(state.path)


def test_only_its_owner_may_read_it(state: State) -> None:
    assert state.path.stat().st_mode & 0o077 == 0
