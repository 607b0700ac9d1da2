"""``python -m examples.generator OUT [--seed N] [--without CLAIM]``."""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from examples.generator.build import build
from examples.generator.chance import Plan

SEED = 2023
CLAIMS = range(1, 32)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m examples.generator", description=__doc__)
    parser.add_argument("out", type=Path, help="folder to write; a bundle made before is replaced")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--without", type=int, action="append", default=[], choices=CLAIMS, metavar="CLAIM")
    asked = parser.parse_args()
    if asked.out.exists() and any(asked.out.iterdir()):
        if not (asked.out / "datapackage.json").is_file():
            print(f"{asked.out} holds something that is not a bundle; name another folder", file=sys.stderr)
            return 2
        shutil.rmtree(asked.out)
    names = build(asked.out, Plan(asked.seed, frozenset(asked.without)))
    print(f"{len(names)} files in {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
