"""Tables of plans in DuckDB: built from lines of JSON, written as a database or as Parquet, and asked in SQL."""
