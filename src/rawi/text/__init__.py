"""Letters, tokens, sentences, quotation marks: offsets kept, nothing learned, nothing read from disk."""
