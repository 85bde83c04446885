"""Training of the learned reader: vectors from raw text, networks from annotated articles, export.

What needs PyTorch and floret stands here, apart from `rawi.learning`, which reads with the exported model and
needs neither. `rawi pretrain` and `rawi train` are the two commands; the features that the networks see are
computed by `rawi.learning`, the same code that reads.
"""
