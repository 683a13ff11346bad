"""The README says what the code does: commands, options, settings, exit codes, keys, files."""

from __future__ import annotations

import dataclasses
import re
import shlex
from pathlib import Path

import click
import pytest

import qabot
from qabot.chat.render import to_json
from qabot.chat.session import COMMANDS as CHAT_COMMANDS
from qabot.chat.telegram.commands import ADMINS, EVERYBODY
from qabot.cli import cli
from qabot.cli.exits import Exit
from qabot.config import PREFIX, Settings
from qabot.types import Answer, Citation

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = re.findall(r"```[a-z]*\n(.*?)```", README, flags=re.DOTALL)
INLINE = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", README, flags=re.DOTALL))


def settings_table() -> str:
    """The table as the code has it; paste it between the markers when this test asks for it."""
    rows = [
        "| in `qabot.toml` | in the environment | flag | default | meaning |",
        "|---|---|---|---|---|",
    ]
    for field in dataclasses.fields(Settings):
        default = field.metadata.get("default") or f"`{str(field.default).lower()}`"
        name, flag = field.name, field.metadata["flag"]
        flag = f"`{flag}`" if flag else "—"
        rows.append(
            f"| `{name}` | `{PREFIX}{name.upper()}` | {flag} | {default} | {field.metadata['help']} |"
        )
    return "\n".join(rows)


def test_the_settings_table_is_the_code_s() -> None:
    shown = README.partition("<!-- settings: begin -->\n")[2].partition("\n<!-- settings: end -->")[0]
    assert shown == settings_table(), f"write this into README.md:\n{settings_table()}"


def command_lines() -> list[str]:
    """Every ``qabot ...`` the README shows, in blocks and in the text, one command each."""
    lines = [line.partition("  #")[0] for block in CODE for line in block.splitlines()]
    parts = [part.strip() for text in [*lines, *INLINE] for part in re.split(r"\s*(?:\||&&|;)\s+", text)]
    return [part for part in parts if re.match(r"(QABOT_\S+ )?qabot( |$)", part)]


def commands(group: click.Command = cli, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], click.Command]:
    """Every command of the command line by its words."""
    found = {path: group}
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None
            found |= commands(command, (*path, name))
    return found


KNOWN = commands()


@pytest.mark.parametrize("line", sorted(set(command_lines())))
def test_every_command_in_the_readme_exists(line: str) -> None:
    words = [word for word in shlex.split(line.replace("…", "")) if "=" not in word.split("-")[0]][1:]
    path: tuple[str, ...] = ()
    while words and isinstance(KNOWN[path], click.Group) and not words[0].startswith("-"):
        names = words[0].split("|")
        for name in names:
            assert (*path, name) in KNOWN, f"{line}: no such command"
        path, words = (*path, names[0]), words[1:]
    options = {option for parameter in KNOWN[path].params for option in parameter.opts} | {"--help"}
    for word in words:
        if word.startswith("--"):
            assert word.partition("=")[0] in options, f"{line}: no such option"


def test_the_readme_names_every_command() -> None:
    shown = " ".join(command_lines())
    for path, command in KNOWN.items():
        if path and not isinstance(command, click.Group):
            assert re.search(rf"\b{' '.join(path)}\b|\b{path[0]} \S*\|?{path[-1]}", shown), path


def test_every_command_teaches() -> None:
    for path, command in KNOWN.items():
        assert command.help, path
        if not isinstance(command, click.Group):
            shown = command.help + (KNOWN[path[:-1]].help or "")
            assert f"qabot {' '.join(path)} " in shown.replace("\n", " "), f"{path}: no help shows an example"
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{path}: {parameter.opts} has no help"


def test_every_setting_with_a_flag_has_that_flag() -> None:
    flags = {
        option for command in KNOWN.values() for parameter in command.params for option in parameter.opts
    }
    assert {field.metadata["flag"] for field in dataclasses.fields(Settings)} - {None} <= flags


def test_the_readme_names_every_command_of_the_chat() -> None:
    before, _, after = README.partition("## Telegram\n")
    assert slash_commands(before + after.partition("\n## ")[2]) == set(CHAT_COMMANDS)


def test_the_readme_names_every_command_of_the_telegram_bot() -> None:
    section = README.partition("## Telegram\n")[2].partition("\n## ")[0]
    botfather = {"/newbot", "/setinline", "/setprivacy"}
    assert slash_commands(section) - botfather == {f"/{name}" for name in (*EVERYBODY, *ADMINS)}


def slash_commands(text: str) -> set[str]:
    """What stands in code and begins with a slash."""
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return {words.split()[0] for words in inline if words.startswith("/")}


def test_exit_codes() -> None:
    table = README.partition("## Exit codes")[2].partition("\n## ")[0]
    shown = {int(code) for code in re.findall(r"^\| (\d+) \|", table, flags=re.MULTILINE)}
    assert shown == {int(code) for code in Exit}
    assert all(f"{int(code)} " in (cli.epilog or "") for code in Exit)


def test_json_keys() -> None:
    section = README.partition("## JSON")[2].partition("\n## ")[0]
    table = re.findall(r"^\| `(\w+)` \|", section, flags=re.MULTILINE)
    assert table == list(to_json(Answer("", "id", "answered", "")))
    for field in dataclasses.fields(Citation):
        assert f"`{field.name}`" in section.partition("A citation holds")[2]


def test_make_targets() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    code = re.sub(r"#.*", "", "\n".join([*CODE, *INLINE]))
    shown = set(re.findall(r"\bmake ([a-z]+)", code))
    assert {"chat", "test"} <= shown <= targets


def test_the_library_example_names_what_there_is() -> None:
    example = next(block for block in CODE if block.startswith("from qabot"))
    compile(example, "README.md", "exec")
    for method in re.findall(r"\bbot\.(\w+)\(", example):
        assert hasattr(qabot.QABot, method)
    assert len(example.strip().splitlines()) <= 6


def test_files_the_readme_points_to_exist() -> None:
    for target in re.findall(r"\]\(([^)#][^)]*)\)", README):
        if "://" not in target:
            assert (ROOT / target).exists(), target
    for words in INLINE:
        if re.fullmatch(r"(?:\.ci|qabot|seeds|benchmarks|docs|tests)/[\w./-]*", words):
            assert (ROOT / words).exists(), words
