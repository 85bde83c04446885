"""Names: gazetteer, stable keys, Latin spellings."""
