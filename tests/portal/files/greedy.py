"""Memory that the greediest files take: `python -m tests.portal.files.greedy`.

Prints, as JSON and in bytes, by how much this process grew and the most that a process
apart held.
"""

import json
import os
import resource
import sys
from pathlib import Path

import django

GREEDY = ["pdf that unpacks twice", "png of too many pixels", "too big", "heic"]


def held() -> int:
    """Bytes that this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main():
    django.setup()
    from tests.portal.files.corpus import CORPUS
    from tests.portal.files.test_intake import taken

    before = held()
    for name in GREEDY:
        taken(*CORPUS[name][:2])
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    sys.stdout.write(json.dumps({"here": held() - before, "apart": apart}))


if __name__ == "__main__":
    main()
