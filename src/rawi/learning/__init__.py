"""What the reader has learned: features, word vectors, networks, and the model that is shipped.

Needs numpy and ONNX Runtime only; how the model is made is in `rawi.training`.
"""
