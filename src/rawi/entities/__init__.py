"""Names and places: which entities an article names, and what is known of them outside it."""
