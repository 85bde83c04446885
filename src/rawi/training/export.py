"""From a trained network to the files that `rawi.learning` reads: two ONNX graphs, tables, the vectors.

The graphs are written node by node rather than traced: recurrent layers keep the lengths of their sequences,
and what the reader looks up itself (features, vectors) stays outside. Weights are made into bytes (int8) for
speed and size.
"""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from rawi.training.checkpoints import Checkpoint
from rawi.training.network import AFFIXES

OPSET, IR_VERSION = 17, 9
VECTOR_FILES = ("buckets.int8.npy", "scales.npy")
_GATES = (0, 3, 1, 2)
"""ONNX's gates of a recurrent layer (in, out, forget, cell) among PyTorch's (in, forget, cell, out)."""


class _Graph:
    """A graph in the making; operations are added in the order in which they run."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self.weights = weights
        self.nodes: list[Any] = []
        self.constants: list[Any] = []
        self.inputs: list[Any] = []
        self.outputs: list[Any] = []

    def input(self, name: str, kind: int, shape: list[str | int]) -> str:
        self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        return name

    def output(self, name: str, value: str, shape: list[str | int | None]) -> None:
        self.nodes.append(helper.make_node("Identity", [value], [name]))
        self.outputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def constant(self, values: Any) -> str:
        name = f"c{len(self.constants)}"
        values = np.asarray(values)
        self.constants.append(
            numpy_helper.from_array(np.ascontiguousarray(values).reshape(values.shape), name)
        )
        return name

    def weight(self, name: str) -> str:
        return self.constant(self.weights[name])

    def add(self, operation: str, *inputs: str, **attributes: Any) -> str:
        output = f"{operation}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operation, list(inputs), [output], **attributes))
        return output

    def linear(self, x: str, layer: str) -> str:
        product = self.add("MatMul", x, self.constant(self.weights[f"{layer}.weight"].T.copy()))
        return self.add("Add", product, self.weight(f"{layer}.bias"))

    def both_ways(self, x: str, lengths: str, layer: str) -> str:
        """A `BothWays` layer over [place, sequence, feature]."""

        def gates(direction: str, kind: str) -> Any:
            values = np.split(self.weights[f"{layer}.{direction}.{kind}_l0"], 4)
            return np.concatenate([values[gate] for gate in _GATES])

        directions = ("forwards", "backwards")
        inputs = np.stack([gates(d, "weight_ih") for d in directions])
        recurrent = np.stack([gates(d, "weight_hh") for d in directions])
        biases = [np.concatenate([gates(d, "bias_ih"), gates(d, "bias_hh")]) for d in directions]
        hidden = recurrent.shape[2]
        constants = [self.constant(values) for values in (inputs, recurrent, np.stack(biases))]
        y = self.add("LSTM", x, *constants, lengths, direction="bidirectional", hidden_size=hidden)
        y = self.add("Transpose", y, perm=[0, 2, 1, 3])
        return self.add("Reshape", y, self.constant(np.array([0, 0, 2 * hidden], np.int64)))

    def save(self, path: Path) -> None:
        graph = helper.make_graph(self.nodes, "rawi", self.inputs, self.outputs, self.constants)
        opset = helper.make_opsetid("", OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=IR_VERSION)
        onnx.checker.check_model(model)
        onnx.save(model, str(path))


def export_network(checkpoint: Checkpoint, folder: Path, *, in_bytes: bool = True) -> None:
    """Writes one network: `article.int8.onnx`, `windows.int8.onnx`, `crf.npz`, `vocabulary.json`.

    `in_bytes`: with weights made into bytes; else they stay floats, in files of the same names, to compare.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = {**checkpoint.weights, **checkpoint.average}
    weights = {name: values.detach().float().numpy() for name, values in kept.items()}
    for name, graph in (
        ("article", _article_graph(weights, checkpoint)),
        ("windows", _window_graph(weights)),
    ):
        whole, small = folder / f"{name}.onnx", folder / f"{name}.int8.onnx"
        graph.save(whole)
        if in_bytes:
            _to_bytes(whole, small)
            whole.unlink()
        else:
            whole.replace(small)
    np.savez(
        folder / "crf.npz",
        trans=weights["sequences.transitions"] + weights["sequences.forbidden"],
        start=weights["sequences.start"] + weights["sequences.forbidden_first"],
        end=weights["sequences.end"],
    )
    vocabulary = checkpoint.vocabulary
    (folder / "vocabulary.json").write_text(
        json.dumps({"words": vocabulary.words, "affixes": vocabulary.affixes}, ensure_ascii=False),
        encoding="utf-8",
    )


def export_model(name: str, networks: dict[str, Checkpoint], vectors: Path, folder: Path) -> None:
    """Writes a model as `rawi.learning.model` loads it: networks, vectors, `model.json`."""
    for network, checkpoint in networks.items():
        export_network(checkpoint, folder / network)
    (folder / "vectors").mkdir(exist_ok=True)
    for file in VECTOR_FILES:
        shutil.copyfile(vectors / file, folder / "vectors" / file)
    (folder / "model.json").write_text(
        json.dumps({"name": name, "networks": list(networks)}) + "\n", encoding="utf-8"
    )


def _article_graph(weights: dict[str, Any], checkpoint: Checkpoint) -> _Graph:
    graph = _Graph(weights)
    config = checkpoint.config
    floats, whole = TensorProto.FLOAT, TensorProto.INT64
    vectors = graph.input("vec", floats, ["B", "T", "V"])
    features = graph.input("feats", floats, ["B", "T", "F"])
    affixes = graph.input("aff", whole, ["B", "T", AFFIXES])
    words = graph.input("word", whole, ["B", "T"])
    lengths = graph.input("lengths", TensorProto.INT32, ["B"])
    parts = [vectors, features]
    for i in range(AFFIXES):
        numbers = graph.add("Gather", affixes, graph.constant(np.array(i, np.int64)), axis=2)
        parts.append(graph.add("Gather", graph.weight(f"affixes.{i}.weight"), numbers))
    parts.append(graph.add("Gather", graph.weight("words.weight"), words))
    x = graph.add("Relu", graph.linear(graph.add("Concat", *parts, axis=2), "inputs"))
    scale, shift = graph.weight("norm.weight"), graph.weight("norm.bias")
    x = graph.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-5)
    x = graph.add("Transpose", x, perm=[1, 0, 2])
    states = graph.both_ways(x, lengths, "layer_1")
    if config.layers > 1:
        states = graph.add("Add", states, graph.both_ways(states, lengths, "layer_2"))
    encoded = graph.add("Transpose", graph.add("Concat", states, x, axis=2), perm=[1, 0, 2])
    cues = graph.linear(graph.add("Relu", graph.linear(encoded, "cue_hidden")), "cue_out")
    shape: list[str | int | None] = ["B", "T", None]
    graph.output("cue", graph.add("Softmax", cues, axis=-1), shape)
    graph.output("base", graph.linear(encoded, "base"), shape)
    graph.output("state", graph.linear(encoded, "cue_state"), shape)
    graph.output("names", graph.add("Softmax", graph.linear(encoded, "names"), axis=-1), shape)
    return graph


def _window_graph(weights: dict[str, Any]) -> _Graph:
    graph = _Graph(weights)
    size = weights["base.bias"].shape[0]
    floats, whole = TensorProto.FLOAT, TensorProto.INT64
    base = graph.input("base", floats, ["N", size])
    places = graph.input("idx", whole, ["W", "M"])
    distances = graph.input("rel", whole, ["W", "M"])
    in_cue = graph.input("flag", whole, ["W", "M"])
    chances = graph.input("prob", floats, ["W", "M", 1])
    state = graph.input("state", floats, ["M", size])
    lengths = graph.input("lengths", TensorProto.INT32, ["M"])
    x = graph.add("Gather", base, places)
    x = graph.add("Add", x, graph.add("Gather", graph.weight("distance.weight"), distances))
    x = graph.add("Add", x, graph.add("Gather", graph.weight("in_cue.weight"), in_cue))
    x = graph.add("Add", x, graph.linear(chances, "cue_chance"))
    x = graph.add("Relu", graph.add("Add", x, state))
    y = graph.both_ways(x, lengths, "window_layer")
    tags = graph.linear(graph.add("Concat", y, x, axis=2), "tag_scores")
    graph.output("tags", tags, ["W", "M", None])
    return graph


def _to_bytes(whole: Path, small: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)  # it advises a preparation that these graphs do not need
    try:
        quantize_dynamic(
            str(whole),
            str(small),
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
    finally:
        root.setLevel(level)
