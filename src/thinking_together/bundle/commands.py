"""What other rooms and the command line call."""

from thinking_together.bundle.domain.transfer import BundleRefused, export_folder, import_folder
from thinking_together.bundle.reading import read_bundle

__all__ = ["BundleRefused", "export_folder", "import_folder", "read_bundle"]
