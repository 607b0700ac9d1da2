from pathlib import Path

from thinking_together.bundle.guide import guide


def test_the_guide_names_every_file_and_column_as_the_code_reads_them(repository: Path) -> None:
    page = (repository / "docs" / "guides" / "bundle.md").read_text(encoding="utf-8")
    assert page == guide(), "write it again: ./run bundle guide > docs/guides/bundle.md"
