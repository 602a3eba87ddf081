"""The statement history in a column store run by others, where one is configured (docs/adr/0277).

Without LRS_HISTORY=clickhouse nothing here does anything: the history is the table of statements.
"""
