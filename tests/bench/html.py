"""`python -m tests.bench.html`: the public pages of the demo before the W3C's checker.

Needs java and npm, which fetches the checker (vnu-jar) into a temporary folder.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from tests.bench.demo_site import TOLD, demo_site
from tests.bench.report import table


def complaints(folder: Path, jar: Path) -> list[dict]:
    """What the checker says of every file in the folder, errors and warnings."""
    command = ["java", "-jar", str(jar), "--stdout", "--exit-zero-always"]
    command += ["--format", "json", *map(str, sorted(folder.glob("*.html")))]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)["messages"]


def fetch(url: str, told: bytes | None = None) -> bytes:
    """The page at that address, also one that says that something is gone."""
    try:
        answer = urllib.request.urlopen(url, told, timeout=60)  # noqa: S310 - loopback
    except urllib.error.HTTPError as refusal:
        answer = refusal
    with answer:
        return answer.read()


def main() -> None:
    for program in ("java", "npm"):
        if not shutil.which(program):
            sys.exit(f"The HTML checker needs {program}.")
    with tempfile.TemporaryDirectory(prefix="scalpwise-html-") as name:
        folder = Path(name)
        subprocess.run(
            ["npm", "install", "--silent", "--prefix", name, "vnu-jar"], check=True
        )
        jar = next(folder.rglob("vnu.jar"))
        with demo_site() as site:
            for key, path in site.pages.items():
                (folder / f"{key}.html").write_bytes(fetch(site.url + path))
            answer = fetch(site.url + site.pages["check"], TOLD)
            (folder / "check_answer.html").write_bytes(answer)
        found = complaints(folder, jar)
    rows = []
    for key in sorted({*site.pages, "check_answer"}):
        own = [each for each in found if each["url"].endswith(f"/{key}.html")]
        errors = sum(each["type"] == "error" for each in own)
        rows.append([key, str(errors), str(len(own) - errors)])
    print(table(["page", "errors", "warnings"], rows))
    for each in found:
        line = each.get("lastLine", "")
        print(f"{Path(each['url']).name}:{line}: {each['type']}: {each['message']}")


if __name__ == "__main__":
    main()
