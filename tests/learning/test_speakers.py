"""Candidates and their ranking: who is gathered under one name, and what is done with the chances."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rawi.learning import speakers
from rawi.learning.candidates import Candidate, Cast
from rawi.learning.files import MODEL_FOLDER, SPEAKERS_FILE
from rawi.learning.network import Floats
from rawi.learning.speakers import SpeakerNetwork, go_through, load_speaker_network, rank_speakers
from rawi.reading.document import Document, Draft
from rawi.reading.lexicon import load_lexicon
from rawi.reading.reader import STEPS, Reader
from rawi.schema import Article

BODY = (
    "زار وزير النقل سامر حداد مدينة الميناء أمس. وقال الحداد إن الجسر جاهز.\n"
    "وأعلنت وزارة الصحة أن اللقاح متوفر، مضيفة أن المراكز مفتوحة.\n"
    "وأكد حداد أن العمل انتهى، ونفى مصدر أمني أن يكون الطريق مغلقا.\n"
)


def read_by_rules(body: str, title: str = "") -> Document:
    doc = Document(Article(body=body, title=title), load_lexicon())
    for name, step in STEPS:
        step(doc)
        if name == "speakers":
            break
    return doc


def named(cast: Cast, name: str) -> Candidate:
    (found,) = (candidate for candidate in cast.candidates if candidate.name == name)
    return found


def test_a_surname_is_a_mention_of_the_full_name() -> None:
    doc = read_by_rules(BODY)
    person = named(Cast(doc), "سامر حداد")
    assert person.person
    assert "وزير" in person.heads
    assert {"وزير", "نقل"} <= person.contexts[0]
    (again,) = (d for d in doc.drafts if d.source and doc.characters(d.source) == "حداد")
    assert Cast(doc).own[id(again)][0].name == "سامر حداد"


def test_bodies_and_unnamed_sources_are_candidates() -> None:
    names = {candidate.name: candidate.kind for candidate in Cast(read_by_rules(BODY)).candidates}
    assert names["وزارة الصحة"] == "organization"
    assert names["مصدر أمني"] == "anonymous"


def test_a_clitic_is_no_part_of_a_name() -> None:
    doc = read_by_rules("قال سامر حداد إن الجسر جاهز. ووفقا لحداد فإن العمل انتهى.")
    assert "لحداد" not in {candidate.name for candidate in Cast(doc).candidates if candidate.person}


def test_who_was_chosen_is_a_candidate_for_what_follows() -> None:
    doc = read_by_rules(BODY)
    seen: list[list[str]] = []

    def decide(draft: Draft, candidates: list[Candidate], rows: Floats) -> int:
        assert rows.shape[0] == len(candidates)
        assert np.isfinite(rows).all()
        seen.append([candidate.name for candidate in candidates])
        return 0

    cast = Cast(doc)
    go_through(doc, cast, decide)
    assert len(seen) == len(doc.drafts)
    (implied,) = (k for k, draft in enumerate(doc.drafts) if draft.source is None)
    assert "وزارة الصحة" in seen[implied]
    assert named(cast, seen[0][0]).cues


def test_where_nobody_is_likely_nobody_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = load_speaker_network(MODEL_FOLDER)._hidden.shape[0]
    undecided = SpeakerNetwork(
        np.zeros((inputs, 1), np.float32), np.zeros(1, np.float32), np.zeros(1, np.float32)
    )
    monkeypatch.setattr(speakers, "load_speaker_network", lambda folder: undecided)
    monkeypatch.setattr(speakers, "LEAST_TOLD", 0.6)
    doc = read_by_rules(BODY)
    rank_speakers(doc)
    assert all(draft.why[-1].rule == "ranked" for draft in doc.drafts)
    unknown = [d.speaker for d in doc.drafts if d.speaker is not None and d.speaker.name is None]
    assert unknown
    assert all(1 < len(speaker.candidates) <= 3 for speaker in unknown)


def test_weights_are_the_same_again(tmp_path: Path) -> None:
    network = load_speaker_network(MODEL_FOLDER)
    network.save(tmp_path / SPEAKERS_FILE)
    rows = np.eye(network._hidden.shape[0], dtype=np.float32)
    assert (load_speaker_network(tmp_path).scores(rows) == network.scores(rows)).all()


def test_explanations_give_the_likeliest_with_their_chances() -> None:
    reading = Reader().read(Article(body="قال سامر حداد إن العمل بدأ. وأضاف أن التسليم قريب."))
    second = reading.statements[1]
    assert second.speaker.name == "سامر حداد"
    (told,) = (evidence.detail for evidence in second.why if evidence.rule == "ranked")
    name, chance = told.split("; ")[0].rsplit(" ", 1)
    assert name == "سامر حداد"
    assert float(chance) > 0.9
