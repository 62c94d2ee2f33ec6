"""Out of the store again: open formats that others can read without this program, each figure with its source."""

from knowledge.exporting.writing import FORMS, Exported, export

__all__ = ["FORMS", "Exported", "export"]
