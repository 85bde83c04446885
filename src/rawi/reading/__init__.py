"""The reader: from a text to a reading, one file a step."""
