"""How readings go out: one file a format."""
