"""Options that several commands share, and the settings that result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from qabot.config import AccessChoice, ColorChoice, LanguageChoice, LogFormat, load

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


def telegram_options(command: F) -> F:
    """What the Telegram bot is told. Its token is taken from the environment or a file alone."""
    for option in (
        _setting(
            "--log-questions",
            "telegram_log_questions",
            is_flag=True,
            default=None,
            help="Questions in the log.",
        ),
        _setting(
            "--log-format",
            "telegram_log_format",
            type=click.Choice(get_args(LogFormat)),
            metavar="FORMAT",
            help="text or json.",
        ),
        _setting(
            "--queue", "telegram_queue", type=int, metavar="N", help="Updates that may wait here (1000)."
        ),
        _setting(
            *("--global-limit", "telegram_global_limit"),
            type=int,
            metavar="N",
            help="Questions a minute, of all together (1200).",
        ),
        _setting(
            *("--user-limit", "telegram_user_limit"),
            type=int,
            metavar="N",
            help="Questions a minute of one person (60).",
        ),
        _setting(
            *("--retention-days", "telegram_retention_days"),
            type=int,
            metavar="DAYS",
            help="How long conversations are kept (90).",
        ),
        _setting(
            *("--health-port", "telegram_health_port"),
            type=int,
            metavar="PORT",
            help="Serve /healthz and /metrics there.",
        ),
        _setting(
            "--secret", "telegram_secret", metavar="TEXT", help="What a delivery to the webhook must show."
        ),
        _setting("--port", "telegram_port", type=int, metavar="PORT", help="Port of the webhook (8443)."),
        _setting(
            "--webhook-key",
            "telegram_webhook_key",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="Key of that certificate, PEM.",
        ),
        _setting(
            "--webhook-cert",
            "telegram_webhook_cert",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="Speak https with this certificate, PEM.",
        ),
        _setting("--listen", "telegram_listen", metavar="ADDRESS", help="Where to listen (127.0.0.1)."),
        _setting(
            "--webhook", "telegram_webhook", metavar="URL", help="Have updates delivered to this address."
        ),
        _setting(
            "--state",
            "telegram_state",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="The bot's memory.",
        ),
        _setting(
            "--admins", "telegram_admins", metavar="IDS", help="Users who may rule, with commas between."
        ),
        _setting("--allow", "telegram_allow", metavar="IDS", help="Users and groups that are answered."),
        _setting(
            "--access",
            "telegram_access",
            type=click.Choice(get_args(AccessChoice)),
            metavar="WHO",
            help="open, list or pairing (the default).",
        ),
        _setting("--api-base", "telegram_api_base", metavar="URL", help="Bot API, when not Telegram's own."),
        _setting(
            "--token-file",
            "telegram_token_file",
            type=click.Path(dir_okay=False),
            metavar="FILE",
            help="File that holds the token.",
        ),
    ):
        command = option(command)
    return command


def settings_in_force() -> Loaded:
    """Defaults, files, environment and the flags of the command line being run."""
    return load(click.get_current_context().find_root().meta.get(_FLAGS))
