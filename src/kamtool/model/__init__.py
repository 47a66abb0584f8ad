"""The plan: what an account manager may write, section by section. Pydantic only; no files, no sentences."""
