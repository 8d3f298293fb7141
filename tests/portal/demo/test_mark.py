"""The mark of a demo database: it alone switches the second factor off."""

import sqlite3
from contextlib import closing

from portal.settings.env import DEMO_MARK, holds_demo_world


def test_no_file_holds_no_demo_world(tmp_path):
    assert not holds_demo_world(tmp_path / "nothing.sqlite3")


def test_an_ordinary_or_empty_file_holds_no_demo_world(tmp_path):
    empty, ordinary = tmp_path / "empty", tmp_path / "ordinary"
    empty.touch()
    with closing(sqlite3.connect(ordinary)) as connection:
        connection.execute("CREATE TABLE client (name)")

    assert not holds_demo_world(empty)
    assert not holds_demo_world(ordinary)


def test_the_mark_is_found(tmp_path):
    with closing(sqlite3.connect(tmp_path / "demo")) as connection:
        connection.execute(f"PRAGMA application_id = {DEMO_MARK}")

    assert holds_demo_world(tmp_path / "demo")
