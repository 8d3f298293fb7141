"""Lock every layer in one resolution: `python requirements/compile.py [--upgrade]`.

The widest layer is resolved first and constrains the narrower ones, so that all
three can be installed together. `--universal` keeps one file for every system and
for Python 3.11 to 3.13.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
LAYERS = ("development", "production", "base")


def main(arguments: list[str]) -> None:
    for layer in LAYERS:
        command = ["uv", "pip", "compile", "--quiet", "--universal"]
        command += ["--generate-hashes", "--no-emit-index-url", "--python-version=3.11"]
        command += ["--custom-compile-command=python requirements/compile.py"]
        if layer == LAYERS[0]:
            command += arguments
        else:
            command += ["--constraint", f"{LAYERS[0]}.txt"]
        command += [f"{layer}.in", "--output-file", f"{layer}.txt"]
        subprocess.run(command, cwd=HERE, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
