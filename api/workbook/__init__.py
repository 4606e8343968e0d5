"""The workbook of a provider as data: its sheets, columns, words and how a cell is written."""
