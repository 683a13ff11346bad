"""The names people import."""

from __future__ import annotations

import pydoc
import subprocess
import sys
from pathlib import Path

import pytest

import qabot


def test_the_names() -> None:
    assert qabot.__all__ == sorted(qabot.__all__)
    assert qabot.__all__ == [
        *("Added", "Answer", "Article", "ArticleError", "ArticleInfo", "Citation", "CitationContext"),
        *("QABot", "QabotError", "Settings", "Turn", "UsageError", "__version__", "to_json"),
    ]


def test_every_name_is_there_and_documented() -> None:
    for name in qabot.__all__:
        value = getattr(qabot, name)
        if name != "__version__":
            assert (pydoc.getdoc(value) or "").strip(), f"{name} has no docstring"
    assert set(qabot.__all__) <= set(dir(qabot))


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Robot'"):
        qabot.Robot  # noqa: B018


def test_star_import_brings_what_is_promised() -> None:
    names: dict[str, object] = {}
    exec("from qabot import *", names)
    assert set(qabot.__all__) <= set(names)


def test_the_package_is_typed_for_its_users(tmp_path: Path) -> None:
    assert (Path(qabot.__file__).parent / "py.typed").is_file()


def test_python_m_qabot_is_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "qabot", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"qabot {qabot.__version__}\n"
