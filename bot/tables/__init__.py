"""Tables of answers: `table_of` says what stands in them, `to_csv` and `to_xlsx` make files of that."""

from bot.tables.csv_file import to_csv
from bot.tables.table import Row, Standing, Table, table_of
from bot.tables.workbook import WorkbooksMissingError, to_xlsx

__all__ = ["Row", "Standing", "Table", "WorkbooksMissingError", "table_of", "to_csv", "to_xlsx"]
