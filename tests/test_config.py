"""Settings: who wins, what is refused, and where the index lies."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from qabot import config
from qabot.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def user_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own file, with the working directory somewhere else."""
    file = tmp_path / "of-user" / "qabot.toml"
    file.parent.mkdir()
    monkeypatch.setattr(config, "user_file", lambda: file)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return file


def test_each_layer_overrides_the_one_below(user_file: Path) -> None:
    def embedder(flags: dict[str, object] | None = None, environ: dict[str, str] | None = None) -> str:
        return config.load(flags, environ=environ or {}).settings.embedder

    assert embedder() == "bundled"
    user_file.write_text('embedder = "of/user"\ntimeout = 5\n')
    assert embedder() == "of/user"
    Path("qabot.toml").write_text('embedder = "of/folder"\n')
    assert embedder() == "of/folder"
    environment = {"QABOT_EMBEDDER": "of/environment"}
    assert embedder(environ=environment) == "of/environment"
    assert embedder({"embedder": "of/flag"}, environment) == "of/flag"
    assert embedder({"embedder": None}, environment) == "of/environment"
    assert config.load(environ={}).settings.timeout == 5.0, (
        "the user's file still counts where nobody overrides it"
    )


def test_the_place_a_setting_came_from_is_known(user_file: Path) -> None:
    Path("qabot.toml").write_text("timeout = 5\n")
    loaded = config.load({"language": "id"}, environ={"QABOT_COLOR": "never"})
    assert loaded.places == {"timeout": "qabot.toml", "color": "QABOT_COLOR", "language": "--lang"}


@pytest.mark.parametrize(
    ("text", "environ", "message"),
    [
        ('embeder = "x"', {}, "qabot.toml holds an unknown setting: embeder. Did you mean embedder?"),
        ("[index]\npath = 1", {}, "index is {'path': 1} in qabot.toml. It takes a path."),
        (
            "",
            {"QABOT_INDXE": "x"},
            "the environment holds an unknown setting: QABOT_INDXE. Did you mean QABOT_INDEX?",
        ),
        ("zzz = 1", {}, "unknown setting: zzz. Known: index, embedder, reranker, language"),
        ("max_bytes = true", {}, "max_bytes is True in qabot.toml. It takes a whole number."),
        ("max_bytes = 1.5", {}, "It takes a whole number."),
        ("max_bytes = 0", {}, "max_bytes is 0. Give a number of bytes above 0."),
        ("timeout = nan", {}, "timeout is nan."),
        ('index = ""', {}, "index is '' in qabot.toml. It takes a path."),
        ("embedder = 3", {}, "embedder is 3 in qabot.toml. It takes a text."),
        ('embedder = " "', {}, "embedder is empty."),
        ("", {"QABOT_TIMEOUT": "soon"}, "timeout is 'soon' in QABOT_TIMEOUT. It takes a number."),
        ("", {"QABOT_LANGUAGE": "jv"}, "language is 'jv'. Use one of: auto, en, id."),
        ("", {"QABOT_ALLOW_PRIVATE_URLS": "maybe"}, "It takes true or false."),
        ("index = ", {}, "qabot.toml is not TOML"),
        (
            "",
            {"QABOT_TELEGRAM_WEBHOOK_CERT": "/c.pem"},
            "c.pem, but telegram_webhook_key is not set. Give both files, or neither",
        ),
        ("", {"QABOT_TELEGRAM_WEBHOOK_KEY": "/k.pem"}, "k.pem, but telegram_webhook_cert is not set."),
    ],
)
def test_what_is_wrong_is_refused_by_name_place_and_mend(
    user_file: Path, text: str, environ: dict[str, str], message: str
) -> None:
    Path("qabot.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        config.load(environ=environ)
    assert message in str(caught.value)
    assert caught.value.exit_code == 2


def test_text_of_the_environment_becomes_the_type_of_the_setting(user_file: Path) -> None:
    environment = {
        "QABOT_MAX_BYTES": "1_000",
        "QABOT_TIMEOUT": "2.5",
        "QABOT_ALLOW_PRIVATE_URLS": "Yes",
        "QABOT_INDEX": "~/my",
        "OTHER": "left alone",
    }
    settings = config.load(environ=environment).settings
    assert (settings.max_bytes, settings.timeout, settings.allow_private_urls) == (1000, 2.5, True)
    assert settings.index == Path.home() / "my"


def test_paths_in_a_file_count_from_that_file(user_file: Path) -> None:
    (user_file.parent / "model").mkdir()
    user_file.write_text('index = "my-index"\nembedder = "model"\n')
    settings = config.load(environ={}).settings
    assert settings.index == user_file.parent / "my-index"
    assert settings.embedder == str(user_file.parent / "model")
    assert config.load(environ={"QABOT_INDEX": "i"}).settings.index == Path.cwd() / "i"
    user_file.write_text('embedder = "org/hub-name"\n')
    assert config.load(environ={}).settings.embedder == "org/hub-name"


def test_the_index_of_a_clone_lies_in_the_clone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT / "qabot")
    assert config.find_clone() == ROOT
    assert config.Settings().index == ROOT / "index"
    other = tmp_path / "other-project"
    (other / "seeds").mkdir(parents=True)
    (other / "pyproject.toml").write_text('[project]\nname = "garden"\n')
    monkeypatch.chdir(other)
    assert config.find_clone() is None
    index = config.Settings().index
    assert index.is_absolute()
    assert not index.is_relative_to(other), "else in the user's own data directory"


def test_settings_are_frozen_and_every_one_is_described() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.Settings().timeout = 1.0  # type: ignore[misc]
    for field in dataclasses.fields(config.Settings):
        assert field.metadata["help"].endswith(".")
        if field.metadata.get("secret") and field.name != "telegram_secret":
            assert field.metadata["flag"] is None, "a command line can be read by others"
            assert not field.repr
        else:
            assert field.metadata["flag"].startswith("--")


def test_a_secret_is_never_told(user_file: Path) -> None:
    secret = "hush-0a1b2c"
    settings = config.load(environ={"QABOT_LLM_KEY": f" {secret}\n"}).settings
    assert settings.llm_key == secret
    assert (settings.shown("llm_key"), config.Settings().shown("llm_key")) == ("(set, not shown)", "none")
    assert settings.shown("timeout") == "20.0"
    assert secret not in repr(settings)
    Path("qabot.toml").write_text(f"llm_key = ['{secret}']\n")
    for environ in ({}, {"QABOT_LLM_KEY": f"{secret}\nX-Other: 1"}, {"QABOT_LLM_KEY": f"{secret} é"}):
        with pytest.raises(SettingsError) as caught:
            config.load(environ=environ)
        assert "llm_key" in str(caught.value)
        assert secret not in str(caught.value)
        Path("qabot.toml").unlink(missing_ok=True)


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("", ""),
        (" http://localhost:11434/v1/ ", "http://localhost:11434/v1"),
        ("https://example.org/v1/chat/completions", "https://example.org/v1"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_base_address_of_a_language_model(given: str, taken: str) -> None:
    assert config.Settings(llm_url=given).llm_url == taken


@pytest.mark.parametrize(
    "wrong", ["localhost:11434", "ftp://x/v1", "http://", "http://x:y/v1", "http://a b/v1", "http://x:99999"]
)
def test_what_is_no_base_address_is_refused(wrong: str) -> None:
    with pytest.raises(SettingsError, match=r"llm_url is .* such as http://localhost:11434/v1"):
        config.Settings(llm_url=wrong)


@pytest.mark.parametrize("telling", ["http://me:hush@x/v1", "http://x/v1?key=hush", "http://x/#hush"])
def test_a_secret_in_the_address_is_refused_and_not_told(telling: str) -> None:
    with pytest.raises(SettingsError) as caught:
        config.Settings(llm_url=telling)
    assert "hush" not in str(caught.value)
    assert "QABOT_LLM_KEY" in str(caught.value)
