"""The statement network: layers over the article find cues and names, one over a window the parts.

All are recurrent. The window around a cue is read by a smaller layer that knows where the cue is; a
conditional random field (Lafferty et al. 2001) scores the sequence of its tags. `rawi.training.export` turns
it into what `rawi.learning.network` runs: a change here is a change there.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from torch import nn

from rawi.learning.features import CONTEXT
from rawi.learning.names import CLASSES
from rawi.training.articles import TAGS
from rawi.training.config import NetworkConfig

FORBIDDEN = -1e4
"""Score of a tag that goes on with a part which has not begun."""
DISTANCES = 24
"""Classes of the distance from the cue; see `rawi.learning.network`."""
_BOUNDS = (6, 9, 14, 21, 33, 61)
_CUE_HIDDEN = 64
AFFIXES = 6
"""Beginnings and endings of one to three letters."""


class FormTensors(NamedTuple):
    """What the network looks up of each word form; the first axis is the form."""

    vectors: Any
    features: Any
    affixes: Any
    words: Any


class Batch(NamedTuple):
    """Articles as tensors; the first axis is the article, the second the token."""

    forms: Any
    context: Any
    lengths: Any


class Windows(NamedTuple):
    """Windows around cues, the longest first."""

    article: Any
    cue_start: Any
    cue_end: Any
    low: Any
    high: Any

    @property
    def lengths(self) -> Any:
        """Tokens of each window."""
        return self.high - self.low


class BothWays(nn.Module):
    """A recurrent layer in both directions; the backward one starts at each sequence's own end."""

    def __init__(self, inputs: int, hidden: int) -> None:
        super().__init__()
        self.forwards = nn.LSTM(inputs, hidden, batch_first=True)
        self.backwards = nn.LSTM(inputs, hidden, batch_first=True)
        for lstm in (self.forwards, self.backwards):
            for name, values in lstm.named_parameters():
                if "weight_hh" in name:
                    for gate in range(4):
                        nn.init.orthogonal_(values.data[gate * hidden : (gate + 1) * hidden])
                elif "weight_ih" in name:
                    nn.init.xavier_uniform_(values)
                else:
                    values.data.zero_()
                    if "bias_ih" in name:
                        values.data[hidden : 2 * hidden] = 1  # the gate that forgets begins open

    def forward(self, x: Any, reverse: Any) -> Any:
        """`reverse`: of each place, the place that mirrors it in its sequence."""
        ahead, _ = self.forwards(x)
        mirror = reverse.unsqueeze(-1)
        back, _ = self.backwards(x.gather(1, mirror.expand_as(x)))
        return torch.cat([ahead, back.gather(1, mirror.expand_as(back))], -1)


class SequenceDropout(nn.Module):
    """Drops the same features at all places of a sequence (Gal and Ghahramani 2016)."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Any) -> Any:
        """Of a batch of sequences [sequence, place, feature]."""
        if not self.training or not self.share:
            return x
        kept = x.new_empty(x.size(0), 1, x.size(2)).bernoulli_(1 - self.share)
        return x * kept / (1 - self.share)


class TagSequences(nn.Module):
    """Linear-chain conditional random field over the tags of a window."""

    def __init__(self, tags: int = TAGS) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(tags, tags))
        self.start = nn.Parameter(torch.zeros(tags))
        self.end = nn.Parameter(torch.zeros(tags))
        forbidden = torch.zeros(tags, tags)
        for goes_on in range(2, tags, 2):
            forbidden[:, goes_on] = FORBIDDEN
            forbidden[goes_on - 1 : goes_on + 1, goes_on] = 0
        first = torch.zeros(tags)
        first[2::2] = FORBIDDEN
        self.register_buffer("forbidden", forbidden)
        self.register_buffer("forbidden_first", first)

    def scores(self) -> tuple[Any, Any, Any]:
        """Scores of tag after tag [from, to], of the first and of the last tag."""
        return self.transitions + self.forbidden, self.start + self.forbidden_first, self.end

    def loss(self, scores: Any, tags: Any, lengths: Any) -> Any:
        """Negative log-likelihood of the tags of each window; the longest windows come first."""
        transitions, start, end = self.scores()
        places = scores.size(1)
        valid = (torch.arange(places).unsqueeze(0) < lengths.unsqueeze(1)).float()
        right = start[tags[:, 0]] + (scores.gather(2, tags.unsqueeze(2)).squeeze(2) * valid).sum(1)
        right = right + (transitions[tags[:, :-1], tags[:, 1:]] * valid[:, 1:]).sum(1)
        right = right + end[tags.gather(1, (lengths - 1).unsqueeze(1)).squeeze(1)]
        return self._all_paths(scores, lengths.tolist(), transitions, start, end) - right

    def _all_paths(self, scores: Any, lengths: list[int], transitions: Any, start: Any, end: Any) -> Any:
        """Log of the sum over all tag sequences, as one product of matrices a place, rescaled each time."""
        after = transitions.exp()
        highest = scores.max(2).values.detach()
        weights = (scores - highest.unsqueeze(2)).exp()
        first = start + scores[:, 0]
        peak = first.max(1, keepdim=True).values
        share, log_sum = (first - peak).exp(), peak.squeeze(1)
        live = len(lengths)
        done: list[tuple[Any, Any]] = []  # of the windows that have ended, the shortest first
        for place in range(1, scores.size(1)):
            while live and lengths[live - 1] <= place:
                live -= 1
                done.append((share[live : live + 1], log_sum[live : live + 1]))
            share, log_sum = share[:live], log_sum[:live]
            if not live:
                break
            share = (share @ after) * weights[:live, place]
            total = share.sum(1, keepdim=True) + 1e-30
            share = share / total
            log_sum = log_sum + total.squeeze(1).log() + highest[:live, place]
        shares = torch.cat([share, *(s for s, _ in reversed(done))])
        log_sums = torch.cat([log_sum, *(s for _, s in reversed(done))])
        return log_sums + ((shares * end.exp()).sum(1) + 1e-30).log()


class StatementNetwork(nn.Module):
    """Cues, names, and the parts around each cue."""

    def __init__(self, config: NetworkConfig, forms: FormTensors, affixes: list[int], words: int) -> None:
        """`affixes`, `words`: sizes of the vocabularies, the unknown one included."""
        super().__init__()
        self.config = config
        for name, table in forms._asdict().items():
            self.register_buffer(f"form_{name}", table, persistent=False)
        self.affixes = nn.ModuleList([nn.Embedding(n, config.affix_size) for n in affixes])
        self.words = nn.Embedding(words, config.word_size, padding_idx=0)
        for embedding in [*self.affixes, self.words]:
            nn.init.normal_(embedding.weight, std=0.1)
        self.words.weight.data[0] = 0
        width = forms.vectors.size(1) + forms.features.size(1) + CONTEXT
        width += len(affixes) * config.affix_size + config.word_size
        self.inputs = nn.Linear(width, config.input_size)
        self.norm = nn.LayerNorm(config.input_size)
        self.layer_1 = BothWays(config.input_size, config.hidden)
        self.layer_2 = BothWays(2 * config.hidden, config.hidden) if config.layers > 1 else None
        encoded = 2 * config.hidden + config.input_size
        self.cue_hidden = nn.Linear(encoded, _CUE_HIDDEN)
        self.cue_out = nn.Linear(_CUE_HIDDEN, 3)
        self.names = nn.Linear(encoded, len(CLASSES))
        base = config.base_size
        self.base = nn.Linear(encoded, base)
        self.cue_state = nn.Linear(encoded, base)
        self.distance = nn.Embedding(DISTANCES, base)
        self.in_cue = nn.Embedding(2, base)
        self.cue_chance = nn.Linear(1, base)
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.normal_(self.in_cue.weight, std=0.1)
        self.window_layer = BothWays(base, config.window_hidden)
        self.tag_scores = nn.Linear(2 * config.window_hidden + base, TAGS)
        self.sequences = TagSequences()
        self.input_dropout = SequenceDropout(config.input_dropout)
        self.dropout = SequenceDropout(config.dropout)

    def encode(self, batch: Batch) -> Any:
        """What the layers over the article make of each token."""
        vectors, words = self.form_vectors[batch.forms], self.form_words[batch.forms]
        if self.training:
            dropped = torch.rand(words.shape) < self.config.word_dropout
            words = words.masked_fill(dropped, 0)
            dropped = torch.rand(words.shape) < self.config.vector_dropout
            vectors = vectors.masked_fill(dropped.unsqueeze(-1), 0.0)
        affixes = self.form_affixes[batch.forms]
        parts = [vectors, self.form_features[batch.forms], batch.context]
        parts += [embedding(affixes[..., i]) for i, embedding in enumerate(self.affixes)]
        x = torch.cat([*parts, self.words(words)], -1)
        x = self.norm(torch.relu(self.inputs(self.input_dropout(x))))
        reverse = _mirror(batch.lengths, x.size(1))
        states = self.layer_1(self.dropout(x), reverse)
        if self.layer_2 is not None:
            states = states + self.layer_2(self.dropout(states), reverse)
        return self.dropout(torch.cat([states, x], -1))

    def cues(self, encoded: Any) -> Any:
        """Scores of no cue, of a cue's first token, of a further one."""
        return self.cue_out(torch.relu(self.cue_hidden(encoded)))

    def windows(self, encoded: Any, cue_chances: Any, windows: Windows) -> Any:
        """Scores of the tags in each window; `cue_chances`: of being part of any cue."""
        places = windows.low.unsqueeze(1) + torch.arange(int(windows.lengths.max())).unsqueeze(0)
        places = places.clamp(max=encoded.size(1) - 1)
        flat = windows.article.unsqueeze(1) * encoded.size(1) + places
        start, end = windows.cue_start.unsqueeze(1), windows.cue_end.unsqueeze(1)
        base = self.base(encoded)
        x = base.reshape(-1, base.size(-1))[flat]
        x = x + self.distance(_distance_class(places - start))
        x = x + self.in_cue(((places >= start) & (places < end)).long())
        x = x + self.cue_chance(cue_chances.reshape(-1)[flat].unsqueeze(-1))
        x = torch.relu(x + self.cue_state(encoded[windows.article, windows.cue_start]).unsqueeze(1))
        y = self.window_layer(self.dropout(x), _mirror(windows.lengths, x.size(1)))
        return self.tag_scores(self.dropout(torch.cat([y, x], -1)))


def _distance_class(distances: Any) -> Any:
    """Distance from the cue: exact up to five tokens, then six classes; 12 and more after the cue."""
    far = distances.abs()
    near = torch.where(far <= 5, far, 5 + torch.bucketize(far, torch.tensor(_BOUNDS), right=True))
    return near + torch.where(distances < 0, 0, 12)


def _mirror(lengths: Any, places: int) -> Any:
    place, length = torch.arange(places).unsqueeze(0), lengths.unsqueeze(1)
    return torch.where(place < length, length - 1 - place, place)
