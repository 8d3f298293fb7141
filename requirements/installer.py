"""Install locked requirements into an environment; see environment.py."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

UNREACHABLE = re.compile(
    r"connection|resolution|resolve host|unreachable|timed? ?out|dns error"
    r"|error sending request|failed to fetch|max retries",
    re.IGNORECASE,
)
NO_NETWORK = (
    "The Python package index cannot be reached, so nothing could be installed: "
    "connect this machine to the network (or name an index it can reach in "
    "PIP_INDEX_URL) and run make again."
)


def make_empty(folder, interpreter, version):
    """An environment with pip and nothing else."""
    if importlib.util.find_spec("ensurepip") is None:
        install_ensurepip(f"python{version}-venv")
    run(f"Making {folder.name}", [interpreter, "-m", "venv", str(folder)])


def install_ensurepip(package):
    """Debian keeps what fills a new environment with pip in a package of its own."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            "This Python cannot make environments yet: "
            f"`sudo apt-get install {package}`, then run make again."
        )
    run("Updating the list of packages", ["apt-get", "-qq", "update"])
    command = ["apt-get", "-qq", "install", "--yes", "--no-install-recommends"]
    run(f"Installing {package}", [*command, package])


def install(folder, requirements):
    """Install the locked file with uv; with pip where uv is not to be had or fails."""
    python = str(folder / "bin" / "python")
    locked = ["--require-hashes", "-r", str(requirements)]
    uv = uv_for(folder, python)
    if uv:
        # The system's certificates and the index that is named for pip.
        environment = dict(os.environ, UV_SYSTEM_CERTS="1")
        if "PIP_INDEX_URL" in os.environ:
            environment.setdefault("UV_DEFAULT_INDEX", os.environ["PIP_INDEX_URL"])
        command = [uv, "pip", "install", "--python", python, *locked]
        problem = attempt("Installing the packages", command, environment)
        if not problem:
            return
        say("uv could not do it; now with pip, which takes about a minute.")
    run("Installing the packages", [python, "-m", "pip", "install", *locked])


def uv_for(folder, python):
    """Path of uv: the machine's, or the locked one put into the environment."""
    if os.environ.get("SCALPWISE_INSTALLER") == "pip":
        return None
    there = shutil.which("uv") or shutil.which("uv", path=str(folder / "bin"))
    if there:
        return there
    locked = (Path(__file__).parent / "development.txt").read_text()
    block = re.search(r"^uv==(?:.*\\\n)*.*\n", locked, re.M)
    with tempfile.TemporaryDirectory() as temporary:
        only_uv = Path(temporary) / "uv.txt"
        only_uv.write_text(block.group())
        command = [python, "-m", "pip", "install", "--retries=1", "--require-hashes"]
        problem = attempt("Fetching uv", [*command, "-r", str(only_uv)])
    if UNREACHABLE.search(problem):
        sys.exit(NO_NETWORK)
    return None if problem else str(folder / "bin" / "uv")


def run(doing, command):
    """Run it, or end with the one sentence that helps, or with what it said."""
    problem = attempt(doing, command)
    if UNREACHABLE.search(problem):
        sys.exit(NO_NETWORK)
    if problem:
        sys.exit(f"{problem[-2000:]}\n{doing} failed; the reason is above.")


def attempt(doing, command, environment=None):
    """Run it, with a sign of life every two seconds; what it said if it failed."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, env=environment
        )
        print(doing, end=" ", flush=True)
        while True:
            try:
                code = process.wait(timeout=2)
                break
            except subprocess.TimeoutExpired:
                print(".", end="", flush=True)
        say("" if code == 0 else " failed")
        output.seek(0)
        said = output.read().decode(errors="replace")
    return (said or "It said nothing.") if code else ""


def say(text):
    print(text, flush=True)
