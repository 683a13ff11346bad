"""The Telegram bot as a process of its own, on an emulator of the Bot API: python benchmarks/telegram.py

Prints, next to the plainest python-telegram-bot there is (an echo) on the same emulator in the same run:

- how long people wait for an answer, who ask one after the other: alone, ten at once, twenty at once,
  each with questions of their own, and all with the same twenty;
- twenty people who send twenty questions each without waiting;
- messages refused with 429 above 30 a second, and whether all are answered in the end;
- kill -9 in the middle of it, a restart, and what was lost or answered twice;
- thousands of hostile texts, judged by TDLib, and what they do to memory.

``--only waiting storm`` runs some. ``--people``, ``--questions`` and ``--hostile`` make it smaller.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from common import ROOT, figures, heading, table, times

from qabot import QABot, Settings

sys.path.insert(0, str(ROOT / "tests"))
from emulator import entities, hostile
from emulator.bots import ECHO, QABOT, Bot
from emulator.gateway import Gateway
from emulator.people import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from emulator.world import Account, Message

QUESTIONS = ROOT / "tests" / "quality" / "questions.jsonl"
OPENINGS = (
    "", "Halo, ", "Permisi, ", "Tolong: ", "Mau tanya, ", "Min, ", "Kak, ", "Jadi, ", "Begini: ", "Maaf, ",
    "Bro, ", "Oke, ", "Nah, ", "Lalu, ", "Sebenarnya, ", "Eh, ", "Hai, ", "Mas, ", "Mbak, ", "Pak, ",
)  # fmt: skip
SETTINGS = {
    "QABOT_TELEGRAM_ACCESS": "open",
    "QABOT_TELEGRAM_USER_LIMIT": "0",
    "QABOT_TELEGRAM_GLOBAL_LIMIT": "0",
}
PATIENCE_S = 300.0


def main() -> None:
    parts: dict[str, Callable[[Stage, argparse.Namespace], None]] = {
        "waiting": waiting,
        "burst": burst,
        "storm": storm,
        "kill": kill,
        "hostile": hostility,
    }
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=20, metavar="N", help="who ask at once (20)")
    parser.add_argument("--questions", type=int, default=20, metavar="N", help="questions of each (20)")
    parser.add_argument("--hostile", type=int, default=10_000, metavar="N", help="hostile texts (10,000)")
    parser.add_argument("--per-second", type=float, default=30, metavar="N", help="messages before 429 (30)")
    parser.add_argument("--only", nargs="+", choices=list(parts), default=list(parts), help="some parts only")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Gateway() as gateway:
        index = Path(folder) / "index"
        with QABot.open(index, settings=Settings()) as bot:
            bot.add(ROOT / "seeds")
        stage = Stage(gateway, Path(folder), index)
        heading(f"The Telegram bot over the sample articles; emulator kept by {stage.keeper}")
        for name in given.only:
            parts[name](stage, given)


class Stage:
    """Where bots are started, each with a token and a folder of its own."""

    def __init__(self, gateway: Gateway, folder: Path, index: Path) -> None:
        self.gateway = gateway
        self.keeper = type(gateway.backend).__name__.lower()
        self._folder = folder
        self._index = index
        self._count = 0

    def bot(self, command: Sequence[str] | None = None) -> Bot:
        command = command or QABOT
        self._count += 1
        folder = self._folder / f"bot-{self._count}"
        folder.mkdir()
        settings = SETTINGS | {"QABOT_INDEX": str(self._index)}
        return Bot(self.gateway, self.gateway.new_bot(), folder, command=command, settings=settings)

    def people(self, bot: Bot, count: int) -> list[Person]:
        return [Person(self.gateway, bot.account, f"Orang {number}") for number in range(count)]


def questions(people: int, each: int, *, same: bool = False) -> list[list[str]]:
    """What each person asks: all the same, or no question twice in the whole run."""
    known = [json.loads(row)["question"] for row in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    if same:
        return [[known[at % len(known)] for at in range(each)] for _ in range(people)]
    made = [f"{opening}{question}" for opening in OPENINGS for question in known]
    while len(made) < people * each:
        made += [f"{question} ({len(made) + at})" for at, question in enumerate(known)]
    return [[made[person + people * at] for at in range(each)] for person in range(people)]


class Ear:
    """Notes when the first answer to each message arrives."""

    def __init__(self, account: Account) -> None:
        self._waiting: dict[tuple[int, int], asyncio.Future[float]] = {}
        self._heard: dict[tuple[int, int], float] = {}
        self._next: dict[int, asyncio.Future[None]] = {}
        account.on_message.append(self._note)

    def anything(self, person: Person) -> asyncio.Future[None]:
        """Done when the bot says its next word to ``person``."""
        self._next[person.id] = asyncio.get_running_loop().create_future()
        return self._next[person.id]

    def _note(self, message: Message) -> None:
        said = self._next.pop(message.chat.id, None)
        if said is not None and not said.done():
            said.set_result(None)
        if message.reply_to is None:
            return
        key = message.chat.id, message.reply_to
        self._heard.setdefault(key, time.perf_counter())
        waiting = self._waiting.pop(key, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(time.perf_counter())

    async def answer(self, message: Message) -> float:
        """Seconds from the sending of ``message`` to its answer."""
        key = message.chat.id, message.id
        if key not in self._heard:
            self._waiting[key] = asyncio.get_running_loop().create_future()
            await asyncio.wait_for(self._waiting[key], PATIENCE_S)
        return self._heard[key] - message.at


async def in_turn(ear: Ear, person: Person, asked: Sequence[str]) -> list[tuple[Message, float]]:
    """One person's questions, each after the answer to the one before."""
    found = []
    for question in asked:
        message = await person.write(question)
        found.append((message, await ear.answer(message)))
    return found


async def all_in_turn(ear: Ear, people: Sequence[Person], asked: Any) -> list[tuple[Message, float]]:
    both = zip(people, asked, strict=True)
    rows = await asyncio.gather(*(in_turn(ear, person, own) for person, own in both))
    return [row for own in rows for row in own]


def counted(account: Account, messages: Sequence[Message]) -> tuple[int, int, int]:
    """Messages without an answer, with more than one, and answers that are somebody else's.

    An answer is somebody else's when it replies to what its reader did not write, or when everybody
    else who asked the same in the same place of their conversation was told another thing.
    """
    answers = [account.answers_to(message) for message in messages]
    astray = sum(
        message.by_bot and message.reply_to is not None and chat.by_id[message.reply_to].by_bot
        for chat in account.chats.values()
        for message in chat.messages
    )
    told: dict[tuple[str, int], Counter[str]] = {}
    for message, said in zip(messages, answers, strict=True):
        told.setdefault((message.text, message.id), Counter()).update(answer.text for answer in said[:1])
    astray += sum(
        sum(total.values()) - max(total.values(), default=0) for total in told.values() if len(total) > 1
    )
    return sum(not said for said in answers), sum(len(said) > 1 for said in answers), astray


def waiting(stage: Stage, given: argparse.Namespace) -> None:
    """How long people wait who wait."""
    most = given.people
    crowds = sorted({1, min(10, most), most})
    rows, floors = [], {}
    for name, command, same in (
        ("echo", ECHO, False),
        ("qabot, no question twice", QABOT, False),
        ("qabot, all ask the same", QABOT, True),
    ):
        with stage.bot(command) as bot:
            ear = Ear(bot.account)
            # the first question of a process opens the index
            stage.gateway.run(all_in_turn(ear, stage.people(bot, 2), questions(2, 2, same=True)))
            for crowd in crowds:
                people = stage.people(bot, crowd)
                asked = questions(most, given.questions, same=same)[:crowd]
                began = time.perf_counter()
                found = stage.gateway.run(all_in_turn(ear, people, asked))
                took = time.perf_counter() - began
                median, high = figures([1000 * wait for _, wait in found])
                floors.setdefault(crowd, median)
                lost, twice, stray = counted(bot.account, [message for message, _ in found])
                rows.append(
                    (
                        f"{name}: {crowd} waiting",
                        f"{median:.0f} ms",
                        f"{high:.0f} ms",
                        f"{len(found) / took:.0f}/s",
                        times(median, floors[crowd]),
                        f"{lost} / {twice} / {stray}",
                    )
                )
            complain(bot)
    columns = ("", "median", "p95", "answers", "median to echo's", "lost / twice / astray")
    table(columns, rows)
    print()


def burst(stage: Stage, given: argparse.Namespace) -> None:
    """Everybody sends everything at once."""
    rows, floor = [], 0.0
    for name, command in (("echo", ECHO), ("qabot", QABOT)):
        with stage.bot(command) as bot:
            took, messages = all_at_once(stage, bot, given.people, given.questions)
            floor = floor or took
            lost, twice, stray = counted(bot.account, messages)
            rows.append(
                (
                    f"{name}: {given.people} x {given.questions} at once",
                    f"{took:.1f} s",
                    f"{len(messages) / took:.0f}/s",
                    times(took, floor),
                    f"{lost} / {twice} / {stray}",
                )
            )
            complain(bot)
    table(("", "all answered", "answers", "to echo's", "lost / twice / astray"), rows)
    print()


def all_at_once(stage: Stage, bot: Bot, people: int, each: int) -> tuple[float, list[Message]]:
    """Seconds until the last of them was answered (or patience ended), and what was asked."""
    ear = Ear(bot.account)

    async def work() -> tuple[float, list[Message]]:
        crowd = stage.people(bot, people)
        began = time.perf_counter()
        # in turn, as people who type: everybody's first question, then everybody's second
        asked = questions(people, each)
        messages = [
            await person.write(asked[number][at]) for at in range(each) for number, person in enumerate(crowd)
        ]
        await asyncio.gather(*(ear.answer(message) for message in messages), return_exceptions=True)
        return time.perf_counter() - began, messages

    return stage.gateway.run(work())


def storm(stage: Stage, given: argparse.Namespace) -> None:
    """More than Telegram takes."""
    with stage.bot() as bot:
        bot.account.faults.sends_per_second = given.per_second
        took, messages = all_at_once(stage, bot, given.people, given.questions)
        lost, twice, stray = counted(bot.account, messages)
        table(
            ("", "all answered", "refused with 429", "lost / twice / astray"),
            [
                (
                    f"qabot: {len(messages)} at once, {given.per_second:g} a second taken",
                    f"{took:.1f} s",
                    str(bot.account.faults.refused),
                    f"{lost} / {twice} / {stray}",
                )
            ],
        )
        print(
            f"At {given.per_second:g} a second they take {len(messages) / given.per_second:.1f} s at best.\n"
        )
        complain(bot)


def kill(stage: Stage, given: argparse.Namespace) -> None:
    """kill -9, three times, while everybody's questions are being answered."""
    with stage.bot() as bot:
        account = bot.account

        async def ask() -> list[Message]:
            crowd = stage.people(bot, given.people)
            asked = questions(given.people, given.questions)
            return [
                await person.write(asked[number][at])
                for at in range(given.questions)
                for number, person in enumerate(crowd)
            ]

        messages = stage.gateway.run(ask())

        def answered() -> int:
            return sum(call.method == "sendMessage" and call.status == 200 for call in account.calls)

        in_flight = 0
        for part in (1, 2, 3):
            goal = part * len(messages) // 4
            account.until(lambda goal=goal: answered() >= goal, PATIENCE_S)
            bot.kill()
            now = time.perf_counter()
            in_flight += sum(call.method == "sendMessage" and now - call.at < 0.1 for call in account.calls)
            bot.start()
        account.until(lambda: all(account.answers_to(message) for message in messages), PATIENCE_S)
        bot.settle(2)
        lost, twice, stray = counted(account, messages)
        table(
            ("", "lost / twice / astray", "sends in the 0.1 s before"),
            [
                (
                    f"qabot: {len(messages)} at once, kill -9 three times",
                    f"{lost} / {twice} / {stray}",
                    str(in_flight),
                )
            ],
        )
        print()
        complain(bot)


def hostility(stage: Stage, given: argparse.Namespace) -> None:
    """Texts that break bots."""
    with stage.bot() as bot:
        account = bot.account
        ear = Ear(account)
        memory: list[float] = []
        unanswered: list[str] = []
        everything = list(hostile.texts(given.hostile))
        began = time.perf_counter()
        for part in range(10):
            own = everything[part * len(everything) // 10 : (part + 1) * len(everything) // 10]
            unanswered += stage.gateway.run(bothered(ear, stage.people(bot, 20), own))
            memory.append(bot.memory() or 0.0)
        took = time.perf_counter() - began
        judged = sum(mode is not None for _, mode in account.texts)
        table(
            ("", ""),
            [
                ("hostile texts", f"{len(everything):,} in {took:.0f} s"),
                ("answered with nothing", str(len(unanswered))),
                ("texts sent, of these judged by TDLib", f"{len(account.texts):,}, {judged:,}"),
                ("refused sends and other problems", str(len(account.problems))),
                ("process", "alive" if bot.process and bot.process.poll() is None else "gone"),
                ("memory in MiB, tenth by tenth", " ".join(f"{size:.0f}" for size in memory)),
                ("last to second tenth", times(memory[-1], memory[1]) if memory[1] else "unknown"),
            ],
        )
        if entities.WHY_NOT:
            print(entities.WHY_NOT)
        for text in unanswered[:5]:
            print(f"  nothing for {text!r:.100}")
        print()
        complain(bot)


async def bothered(ear: Ear, people: Sequence[Person], everything: Sequence[str]) -> list[str]:
    """Each person sends their share, one after the other. What the bot had no word for."""

    async def one(number: int) -> list[str]:
        found = []
        for text in everything[number :: len(people)]:
            said = ear.anything(people[number])
            await people[number].write(text)
            try:
                await asyncio.wait_for(said, 60)
            except asyncio.TimeoutError:
                found.append(text)
        return found

    return [text for found in await asyncio.gather(*map(one, range(len(people)))) for text in found]


def complain(bot: Bot) -> None:
    """What TDLib and the published Bot API hold against the bot."""
    for problem, count in Counter(bot.account.problems).most_common(5):
        print(f"  {count} x {problem:.300}")


if __name__ == "__main__":
    main()
