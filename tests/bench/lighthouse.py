"""`python -m tests.bench.lighthouse [key …]`: Lighthouse, mobile, on pages of the demo.

Needs node and Chromium. Keys are those of `manage.py demo --addresses`,
"search_results" and "check_answer"; without any, the pages readers see most. The last
two ask not to be indexed, which costs them points for SEO.
"""

import json
import os
import shutil
import subprocess
import sys

from tests import services
from tests.bench.demo_site import ANSWER, TOLD, demo_site
from tests.bench.relay import relay
from tests.bench.report import table

USUAL = ("home", "article", "article_index", "search_results", "check", "check_answer")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
AUDITS = {
    "largest-contentful-paint": "largest paint",
    "cumulative-layout-shift": "layout shift",
    "total-blocking-time": "blocking time",
    "total-byte-weight": "weight",
}


def measured(url: str) -> dict:
    """What Lighthouse says of one address.

    It loses its browser now and then on a busy machine, and is asked up to three
    times. Raises CalledProcessError when it fails each time.
    """
    flags = "--headless=new --no-sandbox"
    command = ["npx", "--yes", "lighthouse", url, "--quiet", "--output=json"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    environment = os.environ | {"CHROME_PATH": str(services.chromium())}
    for _attempt in range(3):
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE)
        if done.returncode == 0:
            break
    done.check_returncode()
    return json.loads(done.stdout)


def row(key: str, result: dict) -> list[str]:
    scores = [result["categories"][name]["score"] for name in CATEGORIES]
    shown = [result["audits"][name]["displayValue"] for name in AUDITS]
    return [key, *(f"{round(score * 100)}" for score in scores), *shown]


def weak_points(key: str, result: dict) -> list[str]:
    """The audits that cost a point outside performance."""
    wanted = {
        reference["id"]
        for name in CATEGORIES[1:]
        for reference in result["categories"][name]["auditRefs"]
        if reference["weight"]
    }
    return [
        f"{key}: {audit['title']}"
        for name, audit in result["audits"].items()
        if name in wanted and audit["score"] is not None and audit["score"] < 1
    ]


def main(keys: list[str]) -> None:
    if not shutil.which("npx"):
        sys.exit("Lighthouse needs node: apt-get install nodejs npm")
    if services.chromium() is None:
        sys.exit(services.advice("Chromium"))
    rows, weak = [], []
    with (
        demo_site() as site,
        relay(site.url, {ANSWER: (site.pages["check"], TOLD)}) as url,
    ):
        pages = site.pages | {"check_answer": ANSWER}
        for key in keys or USUAL:
            result = measured(url + pages[key])
            rows.append(row(key, result))
            weak += weak_points(key, result)
    print(table(["page", *CATEGORIES, *AUDITS.values()], rows))
    print("\n".join(weak))


if __name__ == "__main__":
    main(sys.argv[1:])
