"""A YAML file that is a flat mapping, read key by key as the columns of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from thinking_together.core.tabular.columns import Column, columns_of
from thinking_together.core.tabular.csvfile import YamlFile
from thinking_together.core.tabular.refused import FileRefused
from thinking_together.core.tabular.yamltext import compose

if TYPE_CHECKING:
    from thinking_together.core.tabular.reading import Reading

_NOTHING = ("", "~", "null", "Null", "NULL")
_YES_OR_NO = {"~": "", "null": "", "true": "yes", "on": "yes", "yes": "yes", "false": "no", "off": "no", "no": "no"}


def read_mapping(reading: Reading, file: YamlFile[Any], text: str) -> Any | None:
    """The one value of a YAML text, or ``None`` after naming its problems at their lines."""
    columns = columns_of(file.row)
    names = [c.name for c in columns]
    before = reading.problems.count
    try:
        root = compose(text)
    except FileRefused as refused:
        reading.problems.add(file.name, refused.what, refused.remedy, row=refused.row)
        return None
    if not isinstance(root, yaml.MappingNode):
        reading.problems.add(file.name, "the file is not a mapping", f"Write lines like '{names[0]}: …'.")
        return None
    given = {key.value: (key.start_mark.line + 1, node) for key, node in root.value}
    for name, (line, _) in given.items():
        if name not in names:
            remedy = f"The keys are: {', '.join(names)}."
            reading.problems.add(file.name, "the key is not known", remedy, row=line, column=name[:60])
    values = {c.name: _value(reading, file, c, *given.get(c.name, (1, None))) for c in columns}
    return None if reading.problems.count > before else file.row(**values)


def _value(reading: Reading, file: YamlFile[Any], column: Column, line: int, node: yaml.Node | None) -> Any:
    try:
        text = _text(column, node)
    except ValueError as error:
        reading.problems.add(file.name, str(error), f"{column.help}.", row=line, column=column.name)
        return None
    return reading.cell(file.name, line, column, text)


def _text(column: Column, node: yaml.Node | None) -> str:
    """What stands there as the text of a cell. Between quotes it stands exactly; a block loses its last line end."""
    if isinstance(node, yaml.SequenceNode) and column.many:
        return "|".join(_text(column, part) for part in node.value if isinstance(part, yaml.ScalarNode))
    if node is None:
        return ""
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("a list or a mapping stands where one value is needed")
    text: str = node.value
    if column.type is bool:
        return _YES_OR_NO.get(text.lower(), text)
    if node.style in ("'", '"'):
        return text
    return "" if text in _NOTHING else text.strip(" \t\n")
