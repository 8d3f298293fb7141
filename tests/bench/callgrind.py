"""Instructions of a piece of code, told by callgrind from inside the process.

`callgrind_control` from outside would be counted with what is measured: its process is
started from here, and waited for. Valgrind also listens to the program itself, by a
sequence of instructions that does nothing anywhere else (`valgrind.h`, amd64).
"""

import ctypes
import mmap
import os
import platform
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

OUT = "BENCH_CALLGRIND"  # where callgrind writes, when this process runs under it
TOOL = ord("C") << 24 | ord("T") << 16
ZERO, DUMP, START = TOOL + 1, TOOL, TOOL + 4
LISTENS = bytes.fromhex(
    "4889f8 31d2"  # rax: the request; rdx: the answer outside valgrind
    "48c1c703 48c1c70d 48c1c73d 48c1c733 4887db"  # rotate rdi by 128 in all
    "4889d0 c3"
)


def prefix(out: Path) -> tuple[tuple[str, ...], dict[str, str]]:
    """What stands before a command and in its environment; nothing without valgrind.

    The hashes of texts are fixed, so that the same code gives the same number.
    """
    if not shutil.which("valgrind") or platform.machine() != "x86_64":
        return (), {}
    out.parent.mkdir(exist_ok=True)
    command = ("valgrind", "-q", "--tool=callgrind", "--instr-atstart=no")
    command += (f"--callgrind-out-file={out}",)
    return command, {OUT: str(out), "PYTHONHASHSEED": "0"}


def counts() -> bool:
    return OUT in os.environ


def start() -> None:
    _tell(START)


def instructions(work: Callable[[], object]) -> int:
    """What was counted while `work` ran."""
    _tell(ZERO)
    work()
    _tell(DUMP)
    out = Path(os.environ[OUT])
    dump = max(out.parent.glob(f"{out.name}.*"), key=lambda each: int(each.suffix[1:]))
    lines = dump.read_text().splitlines()
    dump.unlink()
    return next(int(line.split()[1]) for line in lines if line.startswith("totals:"))


def _tell(request: int) -> None:
    arguments = (ctypes.c_uint64 * 6)(request)
    _listener()(ctypes.addressof(arguments))


@cache
def _listener() -> Callable[[int], int]:
    page = mmap.mmap(
        -1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC
    )
    page.write(LISTENS)
    held = ctypes.c_char.from_buffer(page)  # keeps the page where it is
    listen = ctypes.CFUNCTYPE(ctypes.c_uint64, ctypes.c_uint64)(ctypes.addressof(held))
    listen.page = held
    return listen
