"""Plain files with a declared shape: read with every problem named, written so that they read back equal."""

from thinking_together.core.tabular.columns import Code, column, columns_of
from thinking_together.core.tabular.csvfile import CsvFile, YamlFile
from thinking_together.core.tabular.folder import Folder, FolderWriter
from thinking_together.core.tabular.problems import Problem, Problems
from thinking_together.core.tabular.reading import Reading

__all__ = [
    "Code",
    "CsvFile",
    "Folder",
    "FolderWriter",
    "Problem",
    "Problems",
    "Reading",
    "YamlFile",
    "column",
    "columns_of",
]
