"""What comes in: the workbook of a provider, as XLSX or as a folder of CSV files."""
