"""The tables of an insights page as one Parquet file, by DuckDB (docs/adr/0235-parquet.md)."""

from pathlib import Path
from tempfile import TemporaryDirectory

from analytics.metrics import Share
from analytics.metrics.skills import Gap
from analytics.tables import Section, Told

CONTENT_TYPE = "application/vnd.apache.parquet"
# One line a number. Keys are the same in every language; numbers are null where too few people are behind.
COLUMNS = {
    "about": "VARCHAR",  # whom the page is about, in words
    "section": "VARCHAR",
    "section_title": "VARCHAR",
    "row": "VARCHAR",
    "row_label": "VARCHAR",
    "measure": "VARCHAR",
    "measure_label": "VARCHAR",
    "value": "DOUBLE",  # percent of a share, points of a gap, or the number itself
    "count": "BIGINT",  # of a share: how many people
    "of": "BIGINT",  # of a share or a gap: out of how many
    "low": "DOUBLE",  # of an interval
    "high": "DOUBLE",
    "text": "VARCHAR",  # as the page says it
}
# Nothing is fetched or loaded: what writes Parquet is in the package.
_SETTINGS = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "threads": "1"}


def as_parquet(sections, *, about):
    """Returns (bytes, content type): all sections in one tidy table, see COLUMNS."""
    import duckdb  # here, as it costs a process 40 MB that nothing else needs

    names = ", ".join(f'"{name}" {kind}' for name, kind in COLUMNS.items())
    lines = [(about, *line) for section in sections for line in _lines(section)]
    with TemporaryDirectory() as folder, duckdb.connect(":memory:", config=_SETTINGS) as base:
        path = Path(folder) / "file.parquet"
        base.execute(f"CREATE TABLE told ({names})")
        if lines:
            base.executemany(f"INSERT INTO told VALUES ({', '.join('?' * len(COLUMNS))})", lines)
        base.execute(f"COPY told TO '{path}' (FORMAT parquet, COMPRESSION zstd)")
        return path.read_bytes(), CONTENT_TYPE


def _lines(section: Section):
    for row, row_label, values in section.lines:
        for (measure, label), value in zip(section.columns.items(), values, strict=True):
            where = (section.key, str(section.title), str(row), str(row_label), measure, str(label))
            yield [*where, *_numbers(value), section.words(value)]


def _numbers(value):
    """Returns (value, count, of, low, high) of one cell."""
    if isinstance(value, Share):
        return value.percent, value.count, value.of, None, None
    if isinstance(value, Gap):
        return value.points, None, value.of, None, None
    value = value.value if isinstance(value, Told) else value
    if isinstance(value, list):
        return None, None, None, *value
    return value, None, None, None, None
