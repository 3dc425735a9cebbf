"""Scores how clearly a sentence of an abstract says what the paper does, by English phrases."""

import re

_MAX_LENGTH = 600
"""Characters of a sentence that are searched."""


def _any(*phrases: str) -> str:
    return f"(?:{'|'.join(phrases)})"


def _verbs(*words: str) -> str:
    """With their endings: propose, proposes, proposed; study, studies."""
    return _any(*(f"{word[:-1]}(?:y|ies|ied)" if word[-1] == "y" else f"{word}(?:s|d|ed|es)?" for word in words))


def _cue(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PAPER = _any(
    "paper", "work", "article", "letter", "study", "report", "thesis", "dissertation", "note", "survey",
    "review", "manuscript", "chapter", "tutorial", "research", "project",
)  # fmt: skip
_THIS = rf"(?:this|the present|the current|our) (?:\w+ )?{_PAPER}"
_ADVERB = r"(?:(?:here|hereby|first|then|thus|therefore|hence|now|finally|also|further|instead|next|\w+ly),? )*"
_WE = rf"(?:\bwe|\bI|\bthe authors?|\b(?:{_THIS}|the paper)) {_ADVERB}"
_OFFER = _any(_verbs("propose", "introduce", "present", "unveil", "announce"), "puts? forward")
_BUILD = _verbs(
    "develop", "design", "describe", "devise", "formalize", "formalise", "formulate", "construct",
    "build", "create", "establish", "provide", "offer", "extend", "generalize", "generalise", "revisit",
    "collect", "release", "suggest", "advocate", "argue", "review", "survey", "implement", "outline",
    "report", "curate",
)  # fmt: skip
_LOOK = _verbs(
    "show", "study", "investigate", "analyze", "analyse", "explore", "examine", "address", "tackle",
    "demonstrate", "prove", "derive", "consider", "evaluate", "aim", "find", "compare", "characterize",
    "characterise", "discuss", "focus", "seek", "ask", "measure", "identify", "leverage", "quantify",
    "solve", "improve", "apply",
)  # fmt: skip
_AIM = _any("objective", "goal", "aim", "purpose", "proposal", "idea", "contribution")

_VERBS = (
    (6.0, _cue(rf"{_WE}{_OFFER}\b|\bwe\b.{{1,200}}? and {_ADVERB}{_OFFER}\b")),
    (4.0, _cue(rf"{_WE}{_BUILD}\b")),
    (3.5, _cue(r"\b(?:is|are|was|were) (?:\w+ )?(?:proposed|introduced|presented|developed)\b")),
    (3.0, _cue(rf"{_WE}{_LOOK}\b")),
)
"""What the authors do, from the most telling verbs to the least; the first match counts."""

_FRAMES = (
    (7.0, _cue(rf"\bour (?:\w+ )?{_AIM} is\b|\bthe (?:\w+ ){{0,2}}{_AIM} of {_THIS} (?:is|was)\b")),
    (6.0, _cue(r"^(?:objectives?|aims?|purpose|goals?)\s?[:.–—-]")),
    (2.5, _cue(rf"\b(?:in|with|through) {_THIS}\b|^here,? we\b")),
    (2.5, _cue(rf"^{_THIS} (?!is |are |was |has |have |will |by )")),
)
"""Phrases that name the paper itself; the highest score counts."""

_DOES = _cue(rf"\bin {_THIS},? we {_ADVERB}[a-z]+|^{_THIS} [a-z]+")
"""With the paper named, any verb is telling: "In this work, we decouple …"."""

_AGAIN = _any("also", "finally", "further", "furthermore", "additionally", "lastly", "hope", "believe")
_FOURFOLD = _any("(?:two|three|four|five)[- ]?fold", "as follows", "summari[sz]ed")

_LESSER = (
    (-3.0, _cue(rf"\b(?:we|paper|work) {_AGAIN}\b")),
    (-3.0, _cue(r"^(?:finally|lastly|additionally|furthermore|moreover|in addition|also|second|third)\b")),
    (-1.5, _cue(r"^(?:in particular|specifically|for (?:example|instance)|notably|then|next|first)\b")),
    (-1.5, _cue(r"\b(?:gives?|provides?|presents?) an overview\b")),
    (-5.0, _cue(rf"\bcontributions? .*\b{_FOURFOLD}\b")),
    (-6.0, _cue(r"\b(?:code|implementation|data ?sets?|models?|weights) (?:is|are|will be) (?:\w+ )?available\b")),
    (-4.0, _cue(r"\b(?:release|open-source|provide|make) (?:\w+ ){0,4}(?:code|weights|checkpoints)\b")),
    (-4.0, _cue(r"\b(?:previous|prior|recent|existing) (?:\w+ )?(?:works?|studies|methods|approaches)\b")),
)
"""Asides, examples, announcements, and related work."""


def cue_score(sentence: str) -> float:
    """0 or less: no cue. About 3 for "we study", 6 for "we propose", 8 for "in this paper, we propose"."""
    sentence = sentence[:_MAX_LENGTH]
    verb = next((worth for worth, cue in _VERBS if cue.search(sentence)), 0.0)
    frame = max((worth for worth, cue in _FRAMES if cue.search(sentence)), default=0.0)
    any_verb = 2.0 if not verb and _DOES.search(sentence) else 0.0
    worth = verb + frame + any_verb
    return worth + sum(lesser for lesser, cue in _LESSER if cue.search(sentence)) if worth else 0.0
