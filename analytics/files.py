"""Tables as files: CSV that spreadsheets open with the right letters, XLSX by openpyxl, Parquet by DuckDB."""

import csv
import io

from django.utils.translation import gettext as _
from openpyxl import Workbook

from analytics.parquet import as_parquet
from lms.spreadsheets import harmless


def as_csv(sections, *, about):
    """Returns (bytes, content type): whom it is about, then each section below an empty line."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_first_line(about))
    for section in _filled(sections):
        writer.writerow([])
        writer.writerow([harmless(section.title)])
        writer.writerows([[harmless(cell) for cell in row] for row in section.records])
    return ("\ufeff" + text.getvalue()).encode(), "text/csv; charset=utf-8"


def as_xlsx(sections, *, about):
    """Returns (bytes, content type): a sheet a section, each below whom it is about, its head frozen."""
    book = Workbook()
    book.remove(book.active)
    for number, section in enumerate(_filled(sections), start=1):
        sheet = book.create_sheet(f"{number}")
        sheet.append(_first_line(about))
        sheet.append([harmless(section.title)])
        for row in section.records:
            sheet.append([harmless(cell) for cell in row])
        sheet.freeze_panes = "B4"
        sheet.column_dimensions["A"].width = 40
    if not _filled(sections):
        book.create_sheet("1").append(_first_line(about))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _first_line(about):
    return [harmless(_("About: {who}").format(who=about))]


def _filled(sections):
    return [section for section in sections if section.rows]


WRITERS = {"csv": as_csv, "xlsx": as_xlsx, "parquet": as_parquet}
