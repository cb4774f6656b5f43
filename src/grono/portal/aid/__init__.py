"""De minimis aid: the ledger by undertaking, its checks, papers and open questions."""
