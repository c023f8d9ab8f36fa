"""What commands and jobs do with records in a transaction: keep, change, undo, look up, gather."""
