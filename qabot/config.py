"""Settings: defaults < ``qabot.toml`` < environment ``QABOT_*`` < flags.

Two files are looked at, the user's own (``qabot config folder/qabot.toml``) and then the one in the
working directory, which wins. Keys are flat. A key nobody knows is refused, not ignored, with the
nearest known name and the place where it stands; relative paths count from the file that holds them.
"""

from __future__ import annotations

import difflib
import math
import os
import re
import sys
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from urllib.parse import urlsplit

from qabot.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

LanguageChoice = Literal["auto", "en", "id"]
ColorChoice = Literal["always", "auto", "never"]
AccessChoice = Literal["open", "list", "pairing"]
LogFormat = Literal["text", "json"]

FILE_NAME: Final = "qabot.toml"
PREFIX: Final = "QABOT_"
_HIDDEN: Final = "(set, not shown)"


def find_clone(start: Path | None = None) -> Path | None:
    """The clone of qabot that ``start`` (default: the working directory) lies in, if any."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        project = folder / "pyproject.toml"
        if (folder / "seeds").is_dir() and project.is_file():
            try:
                return folder if 'name = "qabot"' in project.read_text(encoding="utf-8") else None
            except (OSError, UnicodeDecodeError):
                return None
    return None


def default_index() -> Path:
    """``index/`` of the clone one stands in, else a folder in the user's data directory."""
    clone = find_clone()
    if clone is not None:
        return clone / "index"
    from platformdirs import user_data_path

    return user_data_path("qabot", appauthor=False) / "index"


def default_history() -> Path:
    """Where ``qabot chat`` remembers what was typed: the user's state directory."""
    from platformdirs import user_state_path

    return user_state_path("qabot", appauthor=False) / "history"


def default_telegram_state() -> Path:
    """What the Telegram bot remembers: in the user's data directory, beside the index that is there."""
    from platformdirs import user_data_path

    return user_data_path("qabot", appauthor=False) / "telegram.db"


def user_file() -> Path:
    """The user's own ``qabot.toml``."""
    from platformdirs import user_config_path

    return user_config_path("qabot", appauthor=False) / FILE_NAME


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, with its default. ``metadata`` holds the line of the README's table."""

    index: Path = field(
        default_factory=default_index,
        metadata={
            "flag": "--index",
            "default": "`index/` in a clone, else the user's data directory",
            "help": "Folder that holds the index.",
        },
    )
    embedder: str = field(
        default="bundled",
        metadata={
            "flag": "--embedder",
            "help": "Embedding model: `bundled`, a sentence-transformers folder, or a hub name.",
        },
    )
    reranker: str = field(
        default="bundled",
        metadata={
            "flag": "--reranker",
            "help": "What orders the passages found: `bundled`, a sentence-transformers `CrossEncoder`"
            " folder, or a hub name.",
        },
    )
    language: LanguageChoice = field(
        default="auto",
        metadata={
            "flag": "--lang",
            "help": "Language of questions: `auto` recognises it, `id` and `en` fix it.",
        },
    )
    color: ColorChoice = field(
        default="auto",
        metadata={
            "flag": "--color",
            "help": "`auto` colours on a terminal (and obeys `NO_COLOR`), `always`, `never`.",
        },
    )
    history: Path = field(
        default_factory=default_history,
        metadata={
            "flag": "--history",
            "default": "`history` in the user's state directory",
            "help": "File in which `qabot chat` keeps the lines typed.",
        },
    )
    max_bytes: int = field(
        default=20 * 2**20,
        metadata={"flag": "--max-bytes", "help": "Largest file or page that is read, in bytes."},
    )
    timeout: float = field(
        default=20.0,
        metadata={"flag": "--timeout", "help": "Seconds a URL may take, redirects included."},
    )
    allow_private_urls: bool = field(
        default=False,
        metadata={
            "flag": "--allow-private-urls",
            "help": "Also fetch from private, loopback and link-local addresses.",
        },
    )
    llm_url: str = field(
        default="",
        metadata={
            "flag": "--llm-url",
            "default": "none",
            "help": "OpenAI-compatible base address of a language model; off without it.",
        },
    )
    llm_model: str = field(
        default="",
        metadata={
            "flag": "--llm-model",
            "default": "none",
            "help": "Name of the language model; off without it.",
        },
    )
    llm_key: str = field(
        default="",
        repr=False,
        metadata={
            # no flag: the command line can be read by every user of the machine
            "flag": None,
            "default": "none",
            "help": "Key for that address, if it wants one. Never shown.",
            "secret": True,
        },
    )
    llm_timeout: float = field(
        default=30.0,
        metadata={"flag": "--llm-timeout", "help": "Seconds the language model may take."},
    )
    telegram_token: str = field(
        default="",
        repr=False,
        metadata={
            # no flag: the command line can be read by every user of the machine
            "flag": None,
            "default": "none",
            "help": "Token of the Telegram bot, as BotFather gave it. Never shown.",
            "secret": True,
        },
    )
    telegram_token_file: Path | None = field(
        default=None,
        metadata={
            "flag": "--token-file",
            "default": "none",
            "help": "File that holds the token alone, in place of `telegram_token`.",
        },
    )
    telegram_api_base: str = field(
        default="https://api.telegram.org/bot",
        metadata={
            "flag": "--api-base",
            "help": "Address of the Bot API, up to the token: that of a self-hosted server, say"
            " `http://127.0.0.1:8081/bot`.",
        },
    )
    telegram_access: AccessChoice = field(
        default="pairing",
        metadata={
            "flag": "--access",
            "help": "Who is answered: everybody (`open`), those in `telegram_allow` (`list`), or also whoever"
            " an admin lets in (`pairing`).",
        },
    )
    telegram_allow: tuple[int, ...] = field(
        default=(),
        metadata={
            "flag": "--allow",
            "default": "none",
            "help": "Ids of users and groups that are answered, with commas between.",
        },
    )
    telegram_admins: tuple[int, ...] = field(
        default=(),
        metadata={
            "flag": "--admins",
            "default": "none",
            "help": "Ids of users who may add articles and let others in, with commas between.",
        },
    )
    telegram_state: Path = field(
        default_factory=default_telegram_state,
        metadata={
            "flag": "--state",
            "default": "`telegram.db` in the user's data directory",
            "help": "File of the Telegram bot's own memory; articles sent to it are kept beside it.",
        },
    )
    telegram_webhook: str = field(
        default="",
        metadata={
            "flag": "--webhook",
            "default": "none",
            "help": "Public https address to which Telegram delivers; without it the bot asks.",
        },
    )
    telegram_webhook_cert: Path | None = field(
        default=None,
        metadata={
            "flag": "--webhook-cert",
            "default": "none",
            "help": "PEM file of the webhook's certificate: with it and its key the webhook speaks https"
            " by itself.",
        },
    )
    telegram_webhook_key: Path | None = field(
        default=None,
        metadata={
            "flag": "--webhook-key",
            "default": "none",
            "help": "PEM file of that certificate's key, without a password.",
        },
    )
    telegram_secret: str = field(
        default="",
        repr=False,
        metadata={
            # with a flag: it opens nothing, and is as good for one start as for the next
            "flag": "--secret",
            "default": "a new one at every start",
            "help": "What Telegram must show with each delivery to the webhook. Never shown.",
            "secret": True,
        },
    )
    telegram_listen: str = field(
        default="127.0.0.1",
        metadata={"flag": "--listen", "help": "Address on which webhook and health port listen."},
    )
    telegram_port: int = field(
        default=8443,
        metadata={
            "flag": "--port",
            "help": "Port of the webhook: https with a certificate, else plain HTTP.",
        },
    )
    telegram_health_port: int = field(
        default=0,
        metadata={
            "flag": "--health-port",
            "help": "Port of the health page and the Prometheus figures; `0` for none.",
        },
    )
    telegram_retention_days: int = field(
        default=90,
        metadata={
            "flag": "--retention-days",
            "help": "Days that conversations, answers and feedback are kept; `0` for ever.",
        },
    )
    telegram_user_limit: int = field(
        default=60,
        metadata={
            "flag": "--user-limit",
            "help": "Questions that one person may ask in a minute; `0` for no limit.",
        },
    )
    telegram_global_limit: int = field(
        default=1200,
        metadata={
            "flag": "--global-limit",
            "help": "Questions that are answered in a minute, of all together; `0` for no limit.",
        },
    )
    telegram_queue: int = field(
        default=1000,
        metadata={
            "flag": "--queue",
            "help": "Updates that may wait here; while they do, the rest wait at Telegram.",
        },
    )
    telegram_log_format: LogFormat = field(
        default="text",
        metadata={"flag": "--log-format", "help": "`text`, or `json` for one JSON object a line."},
    )
    telegram_log_questions: bool = field(
        default=False,
        metadata={
            "flag": "--log-questions",
            "help": "Write questions into the log; else only a short hash of each.",
        },
    )

    def __post_init__(self) -> None:
        _one_of("language", self.language, get_args(LanguageChoice))
        _one_of("color", self.color, get_args(ColorChoice))
        for name in ("embedder", "reranker"):
            if not getattr(self, name).strip():
                raise SettingsError(f"{name} is empty.", mend="Use `bundled`, a model folder or a hub name.")
        if self.max_bytes < 1:
            raise SettingsError(f"max_bytes is {self.max_bytes}.", mend="Give a number of bytes above 0.")
        for name, seconds in (("timeout", self.timeout), ("llm_timeout", self.llm_timeout)):
            if not (math.isfinite(seconds) and seconds > 0):
                raise SettingsError(f"{name} is {seconds}.", mend="Give a number of seconds above 0.")
        object.__setattr__(self, "llm_url", _base_address(self.llm_url))
        object.__setattr__(self, "llm_key", self.llm_key.strip())
        if not (self.llm_key.isascii() and self.llm_key.isprintable()) or " " in self.llm_key:
            raise SettingsError(
                "llm_key holds something that no key holds.", mend="It takes printable ASCII without spaces."
            )
        self._check_telegram()

    def _check_telegram(self) -> None:
        _one_of("telegram_access", self.telegram_access, get_args(AccessChoice))
        _one_of("telegram_log_format", self.telegram_log_format, get_args(LogFormat))
        object.__setattr__(self, "telegram_token", self.telegram_token.strip())
        if not self.telegram_api_base.startswith(("http://", "https://")):
            raise SettingsError(
                f"telegram_api_base is {self.telegram_api_base!r}.",
                mend="Give an http(s) address up to the token, such as http://127.0.0.1:8081/bot.",
            )
        if self.telegram_webhook and not self.telegram_webhook.startswith(("http://", "https://")):
            raise SettingsError(
                f"telegram_webhook is {self.telegram_webhook!r}.",
                mend="Give the https address that Telegram can reach.",
            )
        for name, other in (("cert", "key"), ("key", "cert")):
            file = getattr(self, f"telegram_webhook_{name}")
            if file is not None and getattr(self, f"telegram_webhook_{other}") is None:
                raise SettingsError(
                    f"telegram_webhook_{name} is {file}, but telegram_webhook_{other} is not set.",
                    mend="Give both files, or neither and a proxy that speaks https.",
                )
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", self.telegram_secret):
            raise SettingsError(
                "telegram_secret holds something that Telegram does not take.",
                mend="Use up to 256 letters, digits, _ and -.",
            )
        for name in ("telegram_port", "telegram_health_port"):
            if not 0 <= getattr(self, name) <= 65535:
                raise SettingsError(f"{name} is {getattr(self, name)}.", mend="Give a port, 0 to 65535.")
        for name in ("telegram_retention_days", "telegram_user_limit", "telegram_global_limit"):
            if getattr(self, name) < 0:
                raise SettingsError(f"{name} is {getattr(self, name)}.", mend="Give 0 or more.")
        if self.telegram_queue < 1:
            raise SettingsError(f"telegram_queue is {self.telegram_queue}.", mend="Give 1 or more.")

    def shown(self, name: str) -> str:
        """The value of the setting ``name`` for people; that of a secret is not told."""
        value = getattr(self, name)
        if value in ("", None, ()):
            return "none"
        if _field(name).metadata.get("secret"):
            return _HIDDEN
        return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


NAMES: Final = tuple(item.name for item in fields(Settings))


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings together with the place each one that is not a default came from."""

    settings: Settings
    places: Mapping[str, str]


def load(flags: Mapping[str, Any] | None = None, *, environ: Mapping[str, str] | None = None) -> Loaded:
    """Read the settings in force. ``flags`` hold values by setting name; ``None`` means not given.

    Raises :class:`~qabot.errors.SettingsError` for an unknown key or a value that cannot be one.
    """
    values: dict[str, Any] = {}
    places: dict[str, str] = {}
    for file in (user_file(), Path(FILE_NAME)):
        for key, value in _read_file(file).items():
            place = str(file)
            _known(key, place=place, spell=str)
            values[key], places[key] = _convert(key, value, place, base=file.parent), place
    for variable, text in sorted((os.environ if environ is None else environ).items()):
        if variable.startswith(PREFIX):
            key = variable[len(PREFIX) :].lower()
            _known(key, place="the environment", spell=lambda name: PREFIX + name.upper())
            values[key], places[key] = _convert(key, text, variable, base=Path()), variable
    for key, value in (flags or {}).items():
        if value is not None:
            _known(key, place="the call", spell=str)
            place = _field(key).metadata["flag"] or "the call"
            values[key], places[key] = _convert(key, value, place, base=Path()), place
    return Loaded(Settings(**values), places)


def _field(key: str) -> Any:
    return next(item for item in fields(Settings) if item.name == key)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingsError(f"{name} is {value!r}.", mend=f"Use one of: {', '.join(allowed)}.")


def _base_address(url: str) -> str:
    """``url`` without what follows a base address; refused when it is none. Its secrets are not told."""
    url = url.strip()
    if not url:
        return ""
    if "@" in url or "?" in url or "#" in url:
        raise SettingsError(
            "llm_url holds a user name, a query or a fragment.",
            mend="Give the plain address, and the key in QABOT_LLM_KEY.",
        )
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or any(c.isspace() or not c.isprintable() for c in url):
        raise SettingsError(
            f"llm_url is {url!r}.", mend="Give an http(s) address, such as http://localhost:11434/v1."
        )
    return url.rstrip("/").removesuffix("/chat/completions")


def _known(key: str, *, place: str, spell: Callable[[str], str]) -> None:
    if key in NAMES:
        return
    near = difflib.get_close_matches(key, NAMES, n=1, cutoff=0.5)
    hint = f"Did you mean {spell(near[0])}?" if near else f"Known: {', '.join(map(spell, NAMES))}."
    raise SettingsError(f"{place} holds an unknown setting: {spell(key)}.", mend=hint)


def _read_file(file: Path) -> dict[str, Any]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        values: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{file} is not TOML: {error}.", mend="Mend the line or delete the file."
        ) from error
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.") from error
    return values


_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off"})


_KINDS: Final[dict[str, type]] = {
    **dict.fromkeys(("index", "history", "telegram_state", "telegram_token_file"), Path),
    **dict.fromkeys(("telegram_webhook_cert", "telegram_webhook_key"), Path),
    **dict.fromkeys(("allow_private_urls", "telegram_log_questions"), bool),
    **dict.fromkeys(("timeout", "llm_timeout"), float),
    **dict.fromkeys(("telegram_allow", "telegram_admins"), tuple),
    "max_bytes": int,
    **dict.fromkeys(("telegram_port", "telegram_health_port", "telegram_retention_days"), int),
    **dict.fromkeys(("telegram_user_limit", "telegram_global_limit", "telegram_queue"), int),
}
"""What a setting is, where it is not text."""


def _convert(key: str, value: Any, place: str, *, base: Path) -> Any:
    """``value`` as the type the setting has. Text is understood for every type, as in the environment."""
    kind = _KINDS.get(key, str)
    if isinstance(value, Path):
        value = str(value)
    if kind is Path and isinstance(value, str) and value.strip():
        return (base / Path(value).expanduser()).absolute()
    if kind is tuple:
        return _ids(key, value, place)
    if kind is str and isinstance(value, str):
        return _model(value, base) if key in ("embedder", "reranker") else value
    if kind is bool:
        word = str(value).strip().lower()
        if word in _TRUE | _FALSE:
            return word in _TRUE
    if kind in (int, float) and not isinstance(value, bool):
        try:
            if not (kind is int and isinstance(value, float)):
                return kind(value)
        except (TypeError, ValueError):
            pass
    shown = _HIDDEN if _field(key).metadata.get("secret") else repr(value)
    what = {Path: "a path", str: "a text", bool: "true or false", int: "a whole number", float: "a number"}
    raise SettingsError(f"{key} is {shown} in {place}.", mend=f"It takes {what[kind]}.")


def _ids(key: str, value: Any, place: str) -> tuple[int, ...]:
    """Numbers in a list, or as text with commas or blanks between."""
    items = re.split(r"[,;\s]+", value.strip()) if isinstance(value, str) else value
    try:
        if isinstance(items, (list, tuple)) and not any(isinstance(item, (bool, float)) for item in items):
            return tuple(int(item) for item in items if item != "")
    except (TypeError, ValueError):
        pass
    raise SettingsError(f"{key} is {value!r} in {place}.", mend="It takes whole numbers with commas between.")


def _model(name: str, base: Path) -> str:
    """A model folder counts from its file, as any path; a hub name looks like one but names no folder."""
    folder = base / Path(name).expanduser()
    return str(folder.absolute()) if name not in ("", "bundled") and folder.is_dir() else name
