"""Who is answered, how often, and what the log and the figures say."""

from __future__ import annotations

import json
import logging

import pytest

from qabot.chat.telegram import access as accesses
from qabot.chat.telegram import logs
from qabot.chat.telegram.access import TRIES, Access, as_code, new_code
from qabot.chat.telegram.limits import STEPS, Limits
from qabot.chat.telegram.metrics import Metrics
from qabot.chat.telegram.state import Grant
from qabot.config import Settings, load
from qabot.errors import SettingsError


def access(choice: str = "pairing", *grants: tuple[int, str], **settings: object) -> Access:
    made = Settings(telegram_access=choice, **settings)  # type: ignore[arg-type]
    return Access(made, [Grant(one, role, "", 0.0) for one, role in grants])


def test_a_fresh_bot_answers_nobody() -> None:
    fresh = access()
    assert fresh.owner_code is not None
    assert not fresh.admits(1, 1)
    assert not fresh.is_admin(1)


def test_the_owner_s_code_serves_once_however_it_is_typed() -> None:
    fresh = access()
    code = fresh.owner_code
    assert code is not None
    assert not fresh.is_owner_code("2222-2222" if code != "2222-2222" else "3333-3333")
    assert fresh.is_owner_code(f" {code.lower().replace('-', ' ')} ")
    assert not fresh.is_owner_code(code)


def test_where_there_is_an_admin_there_is_no_owner_s_code() -> None:
    assert access(telegram_admins=(5,)).owner_code is None
    assert access("pairing", (5, "admin")).owner_code is None
    assert access("open").owner_code is None


@pytest.mark.parametrize(
    ("choice", "user", "chat", "admitted"),
    [
        ("open", 1, 1, True),
        ("open", 4, 4, False),  # turned away
        ("open", 1, -4, False),
        ("list", 1, 1, False),
        ("list", 2, 2, True),
        ("list", 1, -2, True),
        ("list", 3, 3, False),  # let in by pairing, which is off
        ("pairing", 1, 1, False),
        ("pairing", 2, 2, True),
        ("pairing", 3, 3, True),
        ("pairing", 3, -9, True),
        ("pairing", 1, -3, True),
        ("pairing", 5, 5, True),
        ("list", 5, 5, True),
    ],
)
def test_who_is_let_in(choice: str, user: int, chat: int, admitted: bool) -> None:
    grants = ((3, "user"), (-3, "user"), (4, "refused"), (-4, "refused"), (5, "admin"))
    assert access(choice, *grants, telegram_allow=(2, -2)).admits(user, chat) is admitted


def test_what_an_admin_decides_holds_at_once() -> None:
    bot = access("pairing", (5, "admin"))
    bot.set(1, "user")
    assert bot.admits(1, 1)
    bot.set(1, "refused")
    assert not bot.admits(1, 1)
    assert bot.turned_away(1)
    bot.set(1, None)
    assert not bot.turned_away(1)


def test_a_stranger_gets_a_few_words_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    bot, now = access(), [0.0]
    monkeypatch.setattr(accesses.time, "monotonic", lambda: now[0])
    assert [bot.may_be_told(9) for _ in range(TRIES + 2)] == [True] * TRIES + [False] * 2
    assert bot.may_be_told(10)
    now[0] = 3601.0
    assert bot.may_be_told(9)


def test_codes() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(as_code(code) == code for code in codes)
    assert as_code("O0I1-ABCD") is None
    assert as_code("Apakah?") is None


def test_a_person_s_limit_is_theirs_alone_and_passes() -> None:
    now = [0.0]
    limits = Limits(2, 0, clock=lambda: now[0])
    assert [limits.take(1) for _ in range(2)] == [None, None]
    refusal = limits.take(1)
    assert refusal is not None
    assert (refusal.everybody, refusal.seconds, refusal.said) == (False, 60, False)
    again = limits.take(1)
    assert again is not None
    assert again.said
    assert limits.take(2) is None
    now[0] = 60.0
    assert limits.take(1) is None


def test_the_limit_of_all_together() -> None:
    limits = Limits(0, 3, clock=lambda: 5.0)
    assert [limits.take(user) for user in range(3)] == [None] * 3
    refusal = limits.take(9)
    assert refusal is not None
    assert refusal.everybody


def test_a_question_typed_inline_counts_once_for_the_person_and_each_time_for_all() -> None:
    now = [0.0]
    limits = Limits(2, 6, clock=lambda: now[0])
    question = "Siapa Teten Masduki?"
    assert all(limits.type(1, question[:end]) for end in (5, 10, 8, 20))
    assert limits.type(1, "Berapa gajinya?")
    assert not limits.type(1, "Kapan ia lahir?"), "the third question of this person"
    refusal = limits.take(1)
    assert refusal is not None
    assert not refusal.said, "what was typed inline was not answered in words"
    assert limits.type(2, question)
    assert not limits.type(3, question), "the seventh look-up of all together"
    assert not limits.type(2, question), "also where the question is let in"
    refusal = limits.take(4)
    assert refusal is not None
    assert refusal.everybody
    now[0] = 60.0
    assert limits.type(1, "Kapan ia lahir?")


def test_typing_without_an_end_is_more_than_one_question() -> None:
    limits = Limits(1, 0, clock=lambda: 5.0)
    tries = [limits.type(1, "x" * (3 + number)) for number in range(STEPS + 3)]
    assert tries == [True] * STEPS + [False] * 3


def test_no_limit() -> None:
    limits = Limits(0, 0)
    assert all(limits.take(1) is None for _ in range(1000))
    assert all(limits.type(1, f"{number} ya") for number in range(1000))


def test_prometheus_reads_counts_that_add_up() -> None:
    metrics = Metrics()
    metrics.count("answers")
    for seconds in (0.04, 0.12, 99.0):
        metrics.took(seconds)
    metrics.gauges["queue"] = ("Waiting.", lambda: 3)
    text = metrics.text()
    assert "\nqabot_telegram_answers_total 1\n" in text
    assert "\nqabot_telegram_queue 3\n" in text
    assert '_bucket{le="0.05"} 1\n' in text
    assert '_bucket{le="60"} 2\n' in text
    assert '_bucket{le="+Inf"} 3\n' in text
    assert "_count 3\n" in text
    assert metrics.quantile(0.5) == 0.12


TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_token_is_never_logged(
    form: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    monkeypatch.setattr(root, "handlers", [])
    logs.set_up(Settings(telegram_log_format=form), TOKEN)  # type: ignore[arg-type]
    try:
        raise ValueError(f"https://api.telegram.org/bot{TOKEN}/getMe")
    except ValueError:
        logs.LOG.exception("asked %s", TOKEN, extra={"where": TOKEN})
    logs.LOG.warning("another bot's: 987654321:BBEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc")
    told = capsys.readouterr().err
    assert "AAEhBO" not in told
    assert "BBEhBO" not in told
    assert "ValueError" in told
    if form == "json":
        assert [json.loads(line)["level"] for line in told.splitlines()] == ["error", "warning"]


def test_a_question_is_logged_as_a_hash_unless_asked_for() -> None:
    question = "Siapa yang membantah?"
    hashed = logs.mark(question, Settings())
    assert len(hashed) == 12
    assert question not in hashed
    assert logs.mark(question, Settings(telegram_log_questions=True)) == question


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("QABOT_TELEGRAM_ACCESS", "everybody"),
        ("QABOT_TELEGRAM_ALLOW", "1,two"),
        ("QABOT_TELEGRAM_ADMINS", "1.5"),
        ("QABOT_TELEGRAM_API_BASE", "api.telegram.org"),
        ("QABOT_TELEGRAM_WEBHOOK", "example.org"),
        ("QABOT_TELEGRAM_SECRET", "with blank"),
        ("QABOT_TELEGRAM_PORT", "70000"),
        ("QABOT_TELEGRAM_QUEUE", "0"),
        ("QABOT_TELEGRAM_USER_LIMIT", "-1"),
    ],
)
def test_a_setting_that_cannot_be_is_refused(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=variable.removeprefix("QABOT_").lower()):
        load(environ={variable: value})


def test_ids_are_read_in_every_form() -> None:
    found = load(environ={"QABOT_TELEGRAM_ALLOW": "1, -100200 3", "QABOT_TELEGRAM_ADMINS": ""}).settings
    assert found.telegram_allow == (1, -100200, 3)
    assert found.telegram_admins == ()
    assert found.shown("telegram_allow") == "1,-100200,3"
