"""Training on a newsroom made up for it: a model comes out, the same one after an interruption."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

REASON = "training cannot be tested without the extra `train`: pip install 'rawi[train]'"
torch = pytest.importorskip("torch", reason=REASON)
np = pytest.importorskip("numpy", reason=REASON)
floret = pytest.importorskip("floret", reason=REASON)
for module in ("onnx", "onnxruntime"):
    pytest.importorskip(module, reason=REASON)

sys.path.insert(0, str(Path(__file__).parent))

from newsroom import gold_records, write_newsroom  # noqa: E402

from rawi.cli import rawi as cli  # noqa: E402
from rawi.evaluation import GoldArticle, load_gold  # noqa: E402
from rawi.learning.features import vector_form  # noqa: E402
from rawi.learning.model import Model  # noqa: E402
from rawi.learning.network import Network  # noqa: E402
from rawi.learning.vectors import Vectors  # noqa: E402
from rawi.reading.document import Document  # noqa: E402
from rawi.reading.lexicon import load_lexicon  # noqa: E402
from rawi.reading.reader import Reader  # noqa: E402
from rawi.training.articles import Forms, load_training_gold, window_tags  # noqa: E402
from rawi.training.checkpoints import load_checkpoint  # noqa: E402
from rawi.training.config import PretrainingConfig, load_config  # noqa: E402
from rawi.training.digests import digest  # noqa: E402
from rawi.training.errors import TrainingError  # noqa: E402
from rawi.training.export import export_network  # noqa: E402
from rawi.training.names import CLASSES, NO_PERSON, label_speakers, load_names  # noqa: E402
from rawi.training.network import TagSequences  # noqa: E402
from rawi.training.predict import figures, predict  # noqa: E402
from rawi.training.pretrain import pretrain  # noqa: E402
from rawi.training.pseudo import load_pseudo  # noqa: E402
from rawi.training.run import Data, train  # noqa: E402


def _data(room: Path) -> Data:
    return Data(
        room / "train.jsonl",
        room / "dev.jsonl",
        room / "vectors",
        [room / "names.conll"],
        [room / "corpus.jsonl"],
    )


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("room")
    write_newsroom(folder)
    return folder


@pytest.fixture(scope="module")
def trained(room: Path) -> Path:
    lines: list[str] = []
    train(_data(room), load_config(room / "news.toml"), room / "model", lines.append)
    assert any("1 articles are in both gold files" in line for line in lines)
    return room / "model"


def _document(article: GoldArticle) -> Document:
    return Document(article.article, load_lexicon())


def test_the_model_is_what_the_reader_loads(trained: Path, room: Path) -> None:
    model = Model(trained)
    assert [file.name for file in sorted(trained.iterdir())] == [
        "confidence.json", "mode.npz", "model.json", "pupil", "speakers.npz", "training.json", "vectors",
        "work",
    ]  # fmt: skip
    for article in load_gold(room / "train.jsonl"):
        doc = _document(article)
        findings = model.read(doc)
        assert all(0 <= found.cue[0] < found.cue[1] <= len(doc) for found in findings.statements)


def test_the_record_says_what_it_was_made_of(trained: Path, room: Path) -> None:
    record = json.loads((trained / "training.json").read_text(encoding="utf-8"))
    assert record["data"]["train.jsonl"] == digest(room / "train.jsonl")
    assert record["articles"] == {"train": 3, "dev": 1, "names": 1, "pseudo": 6}
    assert set(record["networks"]) == {"teacher", "pupil"}
    assert set(record["networks"]["pupil"]["dev"]) == {"2", "3"}
    assert set(record["dev"]) == {"cue", "source", "content", "content overlap", "all"}
    assert {"rawi", "python", "torch", "floret", "onnxruntime"} <= set(record["versions"])
    assert record["dev_confidence"]["statements"] >= 0
    assert str(room) not in json.dumps(record)


def test_a_reader_reads_with_what_was_trained(trained: Path, room: Path) -> None:
    reader = Reader(model=trained)
    for article in load_gold(room / "train.jsonl"):
        assert all(0 <= s.confidence < 1 for s in reader.read(article.article).statements)


def test_the_same_network_can_be_written_with_floats(trained: Path, room: Path, tmp_path: Path) -> None:
    export_network(load_checkpoint(trained / "work" / "pupil.pt"), tmp_path, in_bytes=False)
    small, whole = Model(trained), Network(tmp_path)
    (article, *_) = load_gold(room / "train.jsonl")
    doc = _document(article)
    context = load_training_gold(room / "train.jsonl", Forms(Vectors(room / "vectors")))[0].context
    inputs = small._inputs([small._form(doc, i) for i in range(len(doc))], context, 0)
    difference = np.abs(whole.read(inputs).cues - small.networks[0].read(inputs).cues).max()
    assert 0 < difference < 0.05
    assert [file.name for file in sorted(tmp_path.glob("*.onnx"))] == [
        "article.int8.onnx", "windows.int8.onnx",
    ]  # fmt: skip


def test_the_exported_network_says_what_the_trained_one_says(trained: Path, room: Path) -> None:
    forms = Forms(Vectors(room / "vectors"))
    articles = load_training_gold(room / "train.jsonl", forms)
    checkpoint = load_checkpoint(trained / "work" / "pupil.pt")
    network = checkpoint.network(forms)
    model = Model(trained)
    rows = checkpoint.vocabulary.tensors(forms)
    for article in articles:
        for i, row in enumerate(article.forms):
            form = model._form(article.doc, i)
            assert np.array_equal(form.vector, rows.vectors[row])
            assert np.array_equal(form.features, rows.features[row])
            assert (form.affixes[0], form.words[0]) == (rows.affixes[row].tolist(), rows.words[row])
    for prediction in predict([network], articles):
        doc = prediction.article.doc
        inputs = model._inputs([model._form(doc, i) for i in range(len(doc))], prediction.article.context, 0)
        exported = model.networks[0].read(inputs)
        assert np.abs(exported.cues - prediction.cues).max() < 0.05  # weights are rounded to bytes
        assert np.abs(exported.names - prediction.names).max() < 0.05


def test_a_stopped_training_goes_on_to_the_same_weights(trained: Path, room: Path, tmp_path: Path) -> None:
    config, folder = load_config(room / "news.toml"), tmp_path / "model"

    def stop_at(words: str) -> None:
        def say(line: str) -> None:
            if words in line:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            train(_data(room), config, folder, say, resume=folder.exists())

    stop_at("teacher: epoch 2 of 3 done")
    assert load_checkpoint(folder / "work" / "teacher.pt").epoch == 1
    stop_at("pupil: epoch 3 of 3 done")
    assert load_checkpoint(folder / "work" / "pupil.pt").epoch == 2
    train(_data(room), config, folder, lambda line: None, resume=True)
    for name in ("teacher", "pupil"):
        whole, resumed = (load_checkpoint(place / "work" / f"{name}.pt") for place in (trained, folder))
        for part in ("weights", "average"):
            one, other = getattr(whole, part), getattr(resumed, part)
            assert one.keys() == other.keys()
            assert all(torch.equal(one[key], other[key]) for key in one)
        assert whole.figures == resumed.figures
    for file in (
        "mode.npz",
        "speakers.npz",
        "pupil/article.int8.onnx",
        "pupil/windows.int8.onnx",
        "pupil/vocabulary.json",
    ):
        assert (trained / file).read_bytes() == (folder / file).read_bytes(), file


def test_more_epochs_learn_the_cues(room: Path, tmp_path: Path) -> None:
    text = (room / "news.toml").read_text(encoding="utf-8")
    text = text.replace(
        "epochs = 3", "epochs = 60\ndropout = 0.0\nword_dropout = 0.0\nwarm_up = 1\naverage = 0.9"
    )
    text = text.partition("[[networks]]")[0] + '[[networks]]\nname = "alone"\nlearning_rate = 2e-2\n'
    (tmp_path / "longer.toml").write_text(text, encoding="utf-8")
    record = train(_data(room), load_config(tmp_path / "longer.toml"), tmp_path / "model", lambda line: None)
    assert record["dev"]["cue"] == 100


def test_a_trained_model_goes_on_learning(trained: Path, room: Path, tmp_path: Path) -> None:
    text = (room / "news.toml").read_text(encoding="utf-8").replace("epochs = 3", "epochs = 1")
    text = (
        text.partition("[[networks]]")[0] + '[[networks]]\nname = "pupil"\nlayers = 1\nlearning_rate = 1e-9\n'
    )
    (tmp_path / "ours.toml").write_text(text, encoding="utf-8")
    data = Data(room / "train.jsonl", room / "dev.jsonl", trained, start=trained)
    record = train(data, load_config(tmp_path / "ours.toml"), tmp_path / "model", lambda line: None)
    before, after = (load_checkpoint(place / "work" / "pupil.pt") for place in (trained, tmp_path / "model"))
    assert before.vocabulary == after.vocabulary
    assert all(torch.allclose(before.average[key], after.average[key], atol=1e-6) for key in before.average)
    assert list(record["start"]) == ["pupil.pt"]
    (tmp_path / "ours.toml").write_text(text.replace("hidden = 6", "hidden = 5"), encoding="utf-8")
    with pytest.raises(TrainingError, match="other sizes"):
        train(data, load_config(tmp_path / "ours.toml"), tmp_path / "other", lambda line: None)
    with pytest.raises(TrainingError, match="no model to start from"):
        train(
            Data(room / "train.jsonl", room / "dev.jsonl", trained, start=room),
            load_config(tmp_path / "ours.toml"),
            tmp_path / "none",
            lambda line: None,
        )


def test_figures_of_the_gold_itself_are_full(room: Path) -> None:
    from rawi.learning.model import Found

    articles = load_training_gold(room / "train.jsonl", Forms(Vectors(room / "vectors")))
    found = {}
    for article in articles:
        found[article.id] = [
            Found(cue.range, 0.9, {part: [span] for part, span in cue.parts}) for cue in article.cues
        ]
    assert set(figures(articles, found).values()) == {100.0}


def test_labels_of_self_training_are_kept(trained: Path, room: Path) -> None:
    articles = load_pseudo(trained / "work" / "pseudo.jsonl", Forms(Vectors(room / "vectors")))
    assert all(article.pseudo and article.gold is None for article in articles)
    assert {article.doc.article.outlet for article in articles} == {"أ", "ب"}


def test_names_of_a_corpus_and_of_speakers(room: Path) -> None:
    forms = Forms(Vectors(room / "vectors"))
    (named,) = load_names(room / "names.conll", forms)
    assert named.names is not None
    by_word = [CLASSES[label] for label in named.names]
    words = named.doc.norms
    assert by_word[words.index("هاني")] == "B-PER"
    assert by_word[words.index("النخيل")] == "I-ORG"
    article = load_training_gold(room / "train.jsonl", forms)[0]
    label_speakers(article)
    assert article.names is not None
    labels = dict(zip(article.doc.norms, article.names.tolist(), strict=True))
    assert labels["سامي"] == CLASSES.index("B-PER")
    assert labels["وزير"] == NO_PERSON


def test_a_shorter_part_interrupts_a_longer_one() -> None:
    tags = window_tags([("content", (0, 6)), ("source", (2, 4))], 0, 7)
    assert tags.tolist() == [3, 4, 1, 2, 3, 4, 0]


def test_the_loss_counts_all_sequences() -> None:
    torch.manual_seed(0)
    sequences = TagSequences(5)
    for values in sequences.parameters():
        torch.nn.init.normal_(values)
    scores, lengths = torch.randn(3, 4, 5), torch.tensor([4, 2, 1])
    tags = torch.tensor([[1, 2, 0, 3], [0, 1, 0, 0], [3, 0, 0, 0]])
    transitions, start, end = sequences.scores()

    def weight(row: int, path: tuple[int, ...]) -> torch.Tensor:
        total = start[path[0]] + end[path[-1]] + sum(scores[row, i, tag] for i, tag in enumerate(path))
        return total + sum(transitions[a, b] for a, b in itertools.pairwise(path))

    for row, length in enumerate(lengths.tolist()):
        paths = torch.stack([weight(row, path) for path in itertools.product(range(5), repeat=length)])
        expected = torch.logsumexp(paths, 0) - weight(row, tuple(tags[row, :length].tolist()))
        assert sequences.loss(scores, tags, lengths)[row].item() == pytest.approx(expected.item(), abs=1e-4)


def test_faults_say_what_to_do(trained: Path, room: Path, tmp_path: Path) -> None:
    config = load_config(room / "news.toml")
    with pytest.raises(TrainingError, match="--resume"):
        train(_data(room), config, trained, lambda line: None)
    no_corpora = Data(room / "train.jsonl", room / "dev.jsonl", room / "vectors")
    with pytest.raises(TrainingError, match="--corpora"):
        train(no_corpora, config, tmp_path / "model", lambda line: None)
    with pytest.raises(TrainingError, match="another data"):
        other = Data(room / "dev.jsonl", room / "dev.jsonl", room / "vectors", (), [room / "corpus.jsonl"])
        train(other, config, trained, lambda line: None, resume=True)
    with pytest.raises(TrainingError, match="rawi pretrain"):
        train(Data(room / "train.jsonl", room / "dev.jsonl", tmp_path), config, tmp_path / "m", print)


def test_vectors_are_the_same_again_and_are_not_made_twice(room: Path, tmp_path: Path) -> None:
    settings = PretrainingConfig(dimensions=4, buckets=100, min_count=1, threads=1, epochs=1)
    config = msgspec.structs.replace(load_config(room / "news.toml"), pretraining=settings)
    for name in ("one", "other"):
        pretrain([room / "corpus.jsonl"], config, tmp_path / name, lambda line: None)
    for file in ("buckets.int8.npy", "scales.npy"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()
    assert sorted(file.name for file in (tmp_path / "one").iterdir()) == [
        "buckets.int8.npy", "pretraining.json", "scales.npy",
    ]  # fmt: skip
    lines: list[str] = []
    pretrain([room / "corpus.jsonl"], config, tmp_path / "one", lines.append, resume=True)
    assert lines == [f"{tmp_path / 'one'} is finished already"]
    with pytest.raises(TrainingError, match="--resume"):
        pretrain([room / "corpus.jsonl"], config, tmp_path / "one", lines.append)
    (tmp_path / "empty.txt").touch()
    with pytest.raises(TrainingError, match="no text"):
        pretrain([tmp_path / "empty.txt"], config, tmp_path / "empty", lines.append)


def test_vectors_are_those_of_floret(room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    models = []
    trained_by = floret.train_unsupervised

    def keep(*args: object, **options: object) -> object:
        models.append(trained_by(*args, **options))
        return models[-1]

    monkeypatch.setattr(floret, "train_unsupervised", keep)
    settings = PretrainingConfig(dimensions=8, buckets=500, min_count=1, threads=1, epochs=2)
    config = msgspec.structs.replace(load_config(room / "news.toml"), pretraining=settings)
    pretrain([room / "corpus.jsonl"], config, tmp_path / "vectors", lambda line: None)
    vectors = Vectors(tmp_path / "vectors")
    for word in ("الجسر", "كلمه", "سيناقشها", "2024"):
        expected = models[0].get_word_vector(vector_form(word))
        assert np.abs(vectors.vector(word) - expected).max() < 0.01 * np.abs(expected).max() + 1e-4


def test_a_stopped_command_says_how_it_goes_on(
    room: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rawi.training.run.train", stop)
    inputs = [
        ("--gold", room / "train.jsonl"),
        ("--dev", room / "dev.jsonl"),
        ("--pretrained", room / "vectors"),
    ]
    words = [str(word) for pair in inputs for word in pair]
    result = CliRunner().invoke(cli, ["train", *words, "-o", str(tmp_path / "model")])
    assert (result.exit_code, result.output) == (
        130,
        "rawi: stopped; the same command with --resume goes on\n",
    )


def test_the_commands(room: Path, tmp_path: Path) -> None:
    config = tmp_path / "news.toml"
    settings = "[pretraining]\ndimensions = 4\nbuckets = 200\nmin_count = 1\nthreads = 1\nepochs = 1\n"
    expected = '[digests]\n"train.jsonl" = "0"\n'
    config.write_text(
        'name = "commands"\n' + settings + '[[networks]]\nname = "one"\nepochs = 1\nhidden = 4\n' + expected,
        encoding="utf-8",
    )
    text = tmp_path / "raw.txt"
    text.write_text("\n".join(r["text"].replace("\n", " ") for r in gold_records() * 30), encoding="utf-8")
    run = CliRunner().invoke
    vectors, model = str(tmp_path / "vectors"), str(tmp_path / "model")
    result = run(
        cli,
        [
            "pretrain",
            "--corpus",
            str(text),
            str(room / "corpus.jsonl"),
            "-o",
            vectors,
            "--config",
            str(config),
        ],
    )
    assert result.exit_code == 0, result.output
    assert Vectors(Path(vectors)).vector("الموازنة").shape == (4,)
    record = json.loads(Path(vectors, "pretraining.json").read_text(encoding="utf-8"))
    assert set(record["data"]) == {"raw.txt", "corpus.jsonl"}
    result = run(
        cli,
        [
            "train", "--gold", str(room / "train.jsonl"), "--dev", str(room / "dev.jsonl"),
            "--pretrained", vectors, "--names", str(room / "names.conll"), "--config", str(config),
            "-o", model, "--quiet",
        ],
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "warning: train.jsonl is another file than the configuration expects" in result.output
    assert Path(model, "training.json").exists()
    gold = ["--gold", str(room / "train.jsonl"), "--dev", str(room / "dev.jsonl"), "--config", str(config)]
    for part, file in {"speakers": "speakers.npz", "modes": "mode.npz"}.items():
        weights = Path(model, file)
        before = weights.read_bytes()
        weights.write_bytes(b"")
        result = run(cli, ["train", *gold, "--only", part, "-o", model])
        assert result.exit_code == 0, result.output
        assert "of those of" in result.output
        assert weights.read_bytes() == before
    assert "no model" in run(cli, ["train", *gold, "--only", "speakers", "-o", vectors]).output
    assert "--pretrained" in run(cli, ["train", *gold, "-o", str(tmp_path / "other")]).output
