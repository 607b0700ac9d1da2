"""PDF/UA-1 from HTML, in a process that does nothing else: every ``.html`` in a folder gets a ``.pdf`` beside it.

It knows only WeasyPrint, so that it begins at once, on the other core, and gives its memory back.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

LIBRARIES_MISSING = 3


def typeset(folder: Path) -> int:
    """The exit status. Nothing is fetched: pictures stand in the HTML, and any other address is refused."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return LIBRARIES_MISSING

    for source in sorted(folder.glob("*.html")):
        text = source.read_text(encoding="utf-8")
        identifier = hashlib.sha256(text.encode()).hexdigest()[:32].encode()
        fetcher = URLFetcher(allowed_protocols=["data"], fail_on_errors=True)
        HTML(string=text, url_fetcher=fetcher).write_pdf(
            source.with_suffix(".pdf"), pdf_variant="pdf/ua-1", pdf_identifier=identifier, custom_metadata=False
        )
    return 0


if __name__ == "__main__":
    sys.exit(typeset(Path(sys.argv[1])))
