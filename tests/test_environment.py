"""What makes the environment, as far as it can be seen without installing anything."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / ".ci" / "environment.py"


@pytest.fixture(scope="module")
def environment() -> ModuleType:
    spec = importlib.util.spec_from_file_location("environment", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def venv(tmp_path: Path, environment: ModuleType) -> Path:
    """An environment that looks finished, with the extra ``test``."""
    folder = tmp_path / "venv"
    python = environment.executable(folder)
    python.parent.mkdir(parents=True)
    python.write_text("")
    (folder / "pyvenv.cfg").write_text("")
    stamp = {"root": str(ROOT), "python": sys.version, "extras": ["test"], "digest": environment.digest()}
    environment.write_stamp(folder, stamp)
    return folder


def test_a_finished_environment_is_left_alone(
    environment: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*command: object) -> None:
        pytest.fail(f"nothing should run, but {command} does")

    monkeypatch.setattr(environment, "run", fail)
    for extras in (set(), {"test"}):
        environment.prepare(venv, extras)
        assert capsys.readouterr().out == f"Environment is ready: {venv}\n"


@pytest.mark.parametrize("missing", ["digest", "extra"])
def test_what_changed_is_installed_and_what_was_there_is_kept(
    environment: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(environment, "run", lambda *command: ran.append(" ".join(map(str, command))))
    monkeypatch.setattr(environment, "install_torch", lambda python, requirement: ran.append(requirement))
    if missing == "digest":
        stamp = environment.read_stamp(venv)
        environment.write_stamp(venv, {**stamp, "digest": "of an older pyproject.toml"})
    environment.prepare(venv, {"dev"} if missing == "extra" else set())
    assert environment.torch_requirement() in ran
    wanted = "[dev,test]" if missing == "extra" else "[test]"
    assert ran[-1].endswith(f"--editable {ROOT}{wanted}")
    assert environment.read_stamp(venv)["digest"] == environment.digest()


def test_an_interrupted_installation_does_not_pass_for_a_finished_one(
    environment: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*command: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "run", stop)
    with pytest.raises(KeyboardInterrupt):
        environment.prepare(venv, {"dev"})
    stamp = json.loads((venv / environment.STAMP).read_text())
    assert "digest" not in stamp
    assert stamp["extras"] == ["dev", "test"]


def test_cuda_libraries_send_it_to_the_cpu_build(
    environment: ModuleType, venv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(environment, "run", lambda *command: ran.append(" ".join(map(str, command[1:]))))
    python = Path(sys.executable)
    for brings, expected in (
        (["torch", "nvidia-cublas", "triton"], "-m uv pip install --python"),
        (["torch", "sympy"], "-m pip install torch==0.0.0"),
    ):
        monkeypatch.setattr(environment, "would_bring", lambda *_, brings=brings: brings)
        environment.install_torch(python, "torch==0.0.0")
        assert ran[-1].startswith(expected)
        assert ("--torch-backend=cpu" in ran[-1]) == ("nvidia-cublas" in brings)


def test_a_folder_that_is_no_environment_is_not_emptied(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "dear.txt").write_text("keep me")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--venv", str(folder)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "is no virtual environment" in done.stderr
    assert (folder / "dear.txt").read_text() == "keep me"
