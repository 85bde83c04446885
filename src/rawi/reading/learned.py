"""Statements that the networks find, joined with those that the rules found.

Step `find_learned` of the reader, after the contents of the rules' statements are closed. The networks tell
cues, sources, contents, addressees, media, transmitters and names of persons. The rules are a second opinion:
a cue that they find as well needs less of a chance than one that they do not, and what they know of its
words (the verb's form, the length of a phrase, the frame of a transmission) is kept. The steps after,
from parents to credits, are the same for both.
"""

from __future__ import annotations

from rawi.learning.model import Findings, Found, Model, load_model
from rawi.learning.names import LearnedName
from rawi.reading.document import Document, Draft, Range
from rawi.reading.lexicon import CueForm
from rawi.reading.people import person_in

LEAST_AGREED = 0.3
"""Chance from which on a cue counts that the rules find as well."""
LEAST_ALONE = 0.6
"""Chance from which on a cue counts that the rules do not find."""
LEAST_QUOTED = 0.95
"""The same inside a quotation, where somebody else's words are likelier to be a speaker's turn of phrase."""
LONGEST_NAME = 5
"""Tokens of a name in quotation marks."""
SHORTEST_HALF = 3
"""Tokens of the shorter part of a content that its cue interrupts."""


def find_learned(doc: Document) -> None:
    """Puts the statements of the networks in the place of the rules' statements."""
    model = load_model(doc.model)
    findings = model.read(doc)
    rules = {draft.cue[0]: draft for draft in doc.drafts}
    doc.learned_names = _with_surnames(doc, findings.names)
    doc.persons = [name.span for name in doc.learned_names if name.kind == "PER"]
    doc.drafts = []
    for found in findings.statements:
        rule = next((rules[k] for k in range(*found.cue) if k in rules), None)
        if found.chance >= _least_chance(doc, found, rule):
            draft = _draft(doc, model, findings, found, rule)
            if draft is not None:
                doc.drafts.append(draft)
    doc.drafts += _missed(doc, rules)
    doc.drafts.sort(key=lambda draft: draft.cue)


def _with_surnames(doc: Document, names: list[LearnedName]) -> list[LearnedName]:
    """The names, a person's with the next word where that is a person's name elsewhere in the article."""
    surnames = {doc.norms[n.span[0]] for n in names if n.kind == "PER" and n.span[1] - n.span[0] == 1}
    begun = {name.span[0] for name in names}
    longer = []
    for name in names:
        end = name.span[1]
        if name.kind == "PER" and end < len(doc) and end not in begun and doc.norms[end] in surnames:
            name = name._replace(span=(name.span[0], end + 1))
        longer.append(name)
    return longer


def _least_chance(doc: Document, found: Found, rule: Draft | None) -> float:
    if rule is not None:
        return LEAST_AGREED
    return LEAST_QUOTED if doc.quoted_until[found.cue[0]] else LEAST_ALONE


def _missed(doc: Document, rules: dict[int, Draft]) -> list[Draft]:
    """Statements in a content of the networks that only the rules find: of a person named after the cue.

    Statements inside others are what the networks miss most often.
    """
    known = {k for draft in doc.drafts for k in range(*draft.cue)}
    inside = {k for draft in doc.drafts for part in draft.content for k in range(*part)}
    return [
        rule
        for at, rule in rules.items()
        if at in inside
        and known.isdisjoint(range(*rule.cue))
        and rule.source is not None
        and rule.source[0] == rule.cue[1]
        and person_in(doc, rule.source) is not None
    ]


def _draft(doc: Document, model: Model, findings: Findings, found: Found, rule: Draft | None) -> Draft | None:
    """The statement that the networks found; `rule`: what the rules read at its cue."""
    cue = _cue(found, rule)
    content = _content(doc, cue, found.parts.get("content", []))
    if not content:
        return None
    draft = Draft(
        cue=cue,
        form=_form(doc, cue, rule),
        opener="before" if content[0][0] < cue[0] else "",
        source=_nearest(doc, cue, found, "source"),
        content=content,
        mode=model.mode(doc, findings, cue, content),
        addressee=_nearest(doc, cue, found, "addressee"),
        medium=_nearest(doc, cue, found, "medium"),
        transmitter=_nearest(doc, cue, found, "via"),
        learned=True,
        reliability=found.chance,
    )
    draft.because("cue", "learned", f"{found.chance:.2f}")
    if rule is not None:
        _join(doc, draft, rule)
    return draft


def _cue(found: Found, rule: Draft | None) -> Range:
    """The networks' cue; where the rules know a phrase that is longer, that (نقلا | عن)."""
    start, end = found.cue
    return (start, max(end, rule.cue[1])) if rule is not None and rule.cue[0] == start else found.cue


def _join(doc: Document, draft: Draft, rule: Draft) -> None:
    """Adds to a statement of the networks what the rules know of the same cue."""
    draft.negated = rule.negated
    if len(rule.content) == 2 and len(draft.content) == 1 and rule.content[1][0] == draft.content[0][0]:
        draft.content = rule.content  # «…»، قال فلان، «…»
    draft.agreed = rule.source == draft.source and rule.content[0][0] == draft.content[0][0]
    draft.why += [evidence for evidence in rule.why if evidence.part == "cue"]
    if rule.medium is not None:
        draft.medium = _joined_medium(doc, draft, rule, rule.medium)
    if rule.form is None and draft.addressee is None:
        draft.addressee = rule.addressee
    if draft.transmitter is None:
        draft.transmitter, draft.transmitter_implied = rule.transmitter, rule.transmitter_implied
        draft.why += [evidence for evidence in rule.why if evidence.part == "via"]


def _joined_medium(doc: Document, draft: Draft, rule: Draft, by_rule: Range) -> Range | None:
    """The networks' medium, but the rules' where these know better.

    That is: where they see it begin earlier (كلمته خلال | حفل الاستقبال), where they see it end with a
    quotation (صحيفة “…” | مقالا مطولا), and beside a source phrase.
    """
    medium = draft.medium
    if medium is None:
        return by_rule if rule.form is None else None
    if by_rule[1] == medium[1] and by_rule[0] < medium[0]:
        return by_rule
    shorter = by_rule[0] == medium[0] and by_rule[1] < medium[1]
    return by_rule if shorter and by_rule[1] - 1 in doc.quotation_start else medium


def _form(doc: Document, cue: Range, rule: Draft | None) -> CueForm | None:
    """The form of the cue verb, as the rules took it, else the likeliest one."""
    if rule is not None and rule.form is not None:
        return rule.form
    return next((form for k in range(*cue) for form in doc.words[k].cues), None)


def _content(doc: Document, cue: Range, spans: list[Range]) -> list[Range]:
    """The longest content; two where the cue interrupts it."""
    spans = [_with_closing_mark(doc, part) for span in spans for part in _apart(doc, cue, span)]
    if len(spans) < 2:
        return spans
    before = max((s for s in spans if s[1] <= cue[0]), key=_length, default=None)
    after = max((s for s in spans if s[0] >= cue[1]), key=_length, default=None)
    if before and after and min(_length(before), _length(after)) >= SHORTEST_HALF:
        return [before, after]
    return [max(spans, key=_length)]


def _apart(doc: Document, cue: Range, span: Range) -> list[Range]:
    """A span without the cue and without ends of lines at its ends: the parts that have words in them."""
    parts = []
    for start, end in ((span[0], min(span[1], cue[0])), (max(span[0], cue[1]), span[1])):
        while start < end and doc.norms[start] == "\n":
            start += 1
        while start < end and doc.norms[end - 1] == "\n":
            end -= 1
        if any(doc.norms[k][0].isalnum() for k in range(start, end)):
            parts.append((start, end))
    return parts


def _with_closing_mark(doc: Document, span: Range) -> Range:
    """A span with the mark right after it that closes a quotation in it."""
    start, end = span
    return (start, end + 1) if start <= doc.quotation_start.get(end, -1) else span


def _whole_name(doc: Document, span: Range) -> Range:
    """A span that begins a short quotation, to the end of that: «أسواق | اليوم»."""
    quotation = doc.quotation_at.get(span[0] - 1)
    if quotation is None or not quotation.closed or quotation.end - span[0] > LONGEST_NAME:
        return span
    return (span[0], max(span[1], quotation.end))


def _length(span: Range) -> int:
    return span[1] - span[0]


def _nearest(doc: Document, cue: Range, found: Found, part: str) -> Range | None:
    """The span of a part that stands nearest to the cue."""
    start, end = cue
    spans = [_whole_name(doc, s) for span in found.parts.get(part, []) for s in _apart(doc, cue, span)]
    return min(spans, key=lambda s: min(abs(s[0] - end), abs(start - s[1])), default=None)
