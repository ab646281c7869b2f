"""An unexpected failure is told as what the person can act on; what is our own mistake stays one."""

from __future__ import annotations

import errno
import shutil
import sqlite3

import pytest

from grcdesk.errors import Damaged, Locked, NoDesk, Refused, Unwritable
from grcdesk.services.desk.failing import explained


def locked() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("in words that may change")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (Refused("no"), Refused),
        (OSError(errno.ENOSPC, "No space left on device", "report.xlsx"), Unwritable),
        (MemoryError(), Unwritable),
        (locked(), Locked),
        (OSError("without a number"), type(None)),
        (OSError(errno.EBADF, "Bad file descriptor"), type(None)),
        (ZeroDivisionError(), type(None)),
    ],
)
def test_each_failure_has_its_kind(desk, error, kind):
    assert isinstance(explained(error, desk.store), kind)


def test_without_a_desk_only_what_the_system_says_is_known():
    assert explained(ZeroDivisionError(), None) is None
    assert str(explained(OSError(errno.EIO, "Input/output error"), None)).startswith("cannot write or read a file")


def test_a_desk_that_is_gone_is_what_failed(desk):
    shutil.rmtree(desk.paths.root)
    assert isinstance(explained(OSError(errno.ENOENT, "No such file"), desk.store), NoDesk)


def test_a_record_that_makes_no_sense_is_named_when_it_is_not_what_was_written(desk):
    with sqlite3.connect(desk.paths.database) as connection:
        connection.execute("UPDATE assessment SET note = 'x' WHERE control = 'AI-SEC-01'")
    found = explained(KeyError("note"), desk.store)
    assert isinstance(found, Damaged)
    assert "assessment AI-SEC-01" in str(found) + "".join(found.reasons)
