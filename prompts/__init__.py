"""What Headway says: texts in TOML files, their loader, and the writer that needs no model."""
