"""The exit codes, in one place."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the process tells its caller."""

    OK = 0
    """Answered, or done."""
    FAILED = 1
    """Something could not be done; standard error says what and why."""
    USAGE = 2
    """The command line, a setting or an input file is wrong."""
    NOT_STATED = 3
    """``qabot ask`` with a single question, ``qabot timeline``: the articles do not say."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C. What was reported as done is done."""
