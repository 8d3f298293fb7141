"""What somebody who waits gets to see."""

import io

from django.core.management.base import OutputWrapper

from portal.demo.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def count_to_twenty(stream) -> str:
    progress = Progress("Preparing", total=20, out=OutputWrapper(stream))
    for _ in range(20):
        progress.step()
    progress.finish()
    return stream.getvalue()


def test_a_terminal_sees_one_line_counting():
    assert count_to_twenty(Terminal()).split("\r")[1:3] == [
        "Preparing … 1 of 20",
        "Preparing … 2 of 20",
    ]


def test_a_file_gets_a_dot_for_each_tenth():
    assert count_to_twenty(io.StringIO()) == "Preparing ….......... done\n"
