"""The ledger: sales lines as an ERP exports them, with all their dirt, to sums for each customer."""
