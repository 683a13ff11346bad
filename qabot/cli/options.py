"""Options that several commands share, and the settings that result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from qabot.config import ColorChoice, LanguageChoice, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from qabot.config import Loaded

F = TypeVar("F", bound="Callable[..., Any]")
_FLAGS = "qabot.flags"


def _store(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    # Kept for the whole command line, so that `qabot --index X ask` and `qabot ask --index X` are one;
    # the flag nearest to the command is parsed last and wins.
    if value is not None and parameter.name is not None:
        context.find_root().meta.setdefault(_FLAGS, {})[parameter.name] = value


def _setting(*names: str, **details: Any) -> Callable[[F], F]:
    return click.option(*names, expose_value=False, callback=_store, **details)


def common_options(command: F) -> F:
    """``--index``, ``--embedder``, ``--reranker`` and ``--color``, on every command."""
    for option in (
        _setting(
            "--color",
            type=click.Choice(get_args(ColorChoice)),
            metavar="WHEN",
            help="auto, always or never.",
        ),
        _setting("--embedder", metavar="NAME", help="Embedding model, when not the bundled one."),
        _setting("--reranker", metavar="NAME", help="What orders the passages found, when not the reader."),
        _setting(
            "--index", type=click.Path(file_okay=False), metavar="DIR", help="Folder that holds the index."
        ),
    ):
        command = option(command)
    return command


language_option = _setting(
    "--lang",
    "language",
    type=click.Choice(get_args(LanguageChoice)),
    metavar="LANG",
    help="Language of the question: id, en, or auto.",
)

history_option = _setting(
    "--history", type=click.Path(dir_okay=False), metavar="FILE", help="Where typed lines are kept."
)


def phrasing_options(command: F) -> F:
    """The language model that may phrase answers. Its key is taken from the environment or a file alone."""
    for option in (
        _setting("--llm-timeout", type=float, metavar="SECONDS", help="Longest time it may take (30)."),
        _setting("--llm-model", metavar="NAME", help="Its name there."),
        _setting("--llm-url", metavar="URL", help="Let the language model at this address phrase answers."),
    ):
        command = option(command)
    return command


def reading_options(command: F) -> F:
    """Limits for what is read, on the commands that read sources."""
    for option in (
        _setting(
            "--allow-private-urls",
            is_flag=True,
            default=None,
            help="Also fetch from private, loopback and link-local addresses.",
        ),
        _setting("--timeout", type=float, metavar="SECONDS", help="Longest time for one URL (20)."),
        _setting("--max-bytes", type=int, metavar="N", help="Largest file or page (20 MiB)."),
    ):
        command = option(command)
    return command


def settings_in_force() -> Loaded:
    """Defaults, files, environment and the flags of the command line being run."""
    return load(click.get_current_context().find_root().meta.get(_FLAGS))
