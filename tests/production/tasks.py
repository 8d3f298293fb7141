"""Work for the workers of the tests."""

import os
import time
from pathlib import Path

from django_tasks import task


@task(backend="work")
def write_slowly(path: str, seconds: float) -> None:
    """Say who began; the first one to begin takes long, the next ones do not."""
    diary = Path(path)
    first = not diary.exists()
    with diary.open("a") as file:
        file.write(f"began {os.getpid()}\n")
    time.sleep(seconds if first else 0)
    with diary.open("a") as file:
        file.write(f"ended {os.getpid()}\n")
