"""Plain files with a declared shape: read with every problem named, written so that they read back equal."""

from thinking_together.core.tabular.columns import Code, column, columns_of
from thinking_together.core.tabular.csvfile import CsvFile, YamlFile
from thinking_together.core.tabular.folder import Folder
from thinking_together.core.tabular.limits import Limits
from thinking_together.core.tabular.problems import Problem, Problems
from thinking_together.core.tabular.reading import Reading
from thinking_together.core.tabular.refused import FileRefused
from thinking_together.core.tabular.writer import FolderWriter

__all__ = [
    "Code",
    "CsvFile",
    "FileRefused",
    "Folder",
    "FolderWriter",
    "Limits",
    "Problem",
    "Problems",
    "Reading",
    "YamlFile",
    "column",
    "columns_of",
]
