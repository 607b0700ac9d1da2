"""What other rooms and the command line call."""

from thinking_together.bundle.domain.transfer import (
    export_folder,
    export_into,
    export_zip,
    import_bundle,
    import_folder,
)
from thinking_together.bundle.opening import BundleRefused, opened
from thinking_together.bundle.reading import read_bundle

__all__ = [
    "BundleRefused",
    "export_folder",
    "export_into",
    "export_zip",
    "import_bundle",
    "import_folder",
    "opened",
    "read_bundle",
]
