from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.latex import latex_to_text
from storage.text.sentences import key_sentence, split_sentences
from tests.patience import at_most
from tests.rows import each_row

SEED = Path(__file__).parents[2] / "seeds" / "pierre-stock.txt"
KEYS = [
    "We introduce Mistral 7B v0.1,",
    "In this paper, we formalize and address the problem of compressing",
    "We introduce Voxtral TTS,",
    "We introduce the Ministral 3 series,",
    "In this paper, we propose the concept of Green FL,",
    "This paper builds upon it by introducing a new interpolation procedure",
    "In this work, we decouple privacy analysis",
    "We propose a novel method, CANIFE,",
    "We introduce Mixtral 8x7B,",
    "We introduce Magistral,",
    "We introduce Devstral-Small,",
    "As a result, we propose LeVIT:",
    "We present Voxtral Mini and Voxtral Small,",
    "We introduce Voxtral Realtime,",
    "We propose a data-free distillation method",
    "In this paper, we provide insights into potential privacy risks",
    "In this paper we show that, for a same mechanism,",
    "The overall objective of this paper is to introduce an embedding",
    "To unlock video chat for hundreds of millions of people",
    "Our proposal is to only quantize a different random subset of weights",
    "We introduce a vector quantization method",
    "Inspired by the Sinkhorn-Knopp algorithm, we introduce",
    "This work investigates these questions",
]
SPLIT: list[tuple[str, list[str]]] = [
    ("It outperforms Llama 2. We release it.", ["It outperforms Llama 2.", "We release it."]),
    ("We use e.g. GPT-3, i.e. a model. Done.", ["We use e.g. GPT-3, i.e. a model.", "Done."]),
    ("By Vaswani et al. (2017) in Fig. 3. Next.", ["By Vaswani et al. (2017) in Fig. 3.", "Next."]),
    ("As in Vaswani et al. We go on.", ["As in Vaswani et al.", "We go on."]),
    ("See Sec. 4.2. Eq. (3) holds by Thm. 2. So.", ["See Sec. 4.2.", "Eq. (3) holds by Thm. 2.", "So."]),
    ("It is approx. 3.3MB vs. 14 MB. Good.", ["It is approx. 3.3MB vs. 14 MB.", "Good."]),
    ("It is known [2]. This is new [3].", ["It is known [2].", "This is new [3]."]),
    ("As [5] show, it works. Is it? Yes!", ["As [5] show, it works.", "Is it?", "Yes!"]),
    ("Code: https://a.b/c. We thank you.", ["Code: https://a.b/c.", "We thank you."]),
    ("One line\nwraps here. Two.\n\nA heading\n\nThree", ["One line wraps here.", "Two.", "A heading", "Three"]),
    ("新的方法！我们提出。", ["新的方法！", "我们提出。"]),
    (" \n ", []),
]
PICKED = [
    ("Nets grow. Recent works propose pruning. We study pruning. We also propose X.", "We study pruning."),
    ("A new network, the X, is proposed. It works.", "A new network, the X, is proposed."),
    ("Asthma is common. Objective: To see. Methods: We studied.", "Objective: To see."),
    ("Our contributions are threefold. In this survey, we review Y.", "In this survey, we review Y."),
    ("We release the code. Here we report a bound.", "Here we report a bound."),
    ("X is a library. It is fast.", "X is a library."),
    ("Les réseaux sont grands. Nous proposons Y.", "Les réseaux sont grands."),
    ("one only without an end", "one only without an end"),
]


def abstracts() -> list[str]:
    return [latex_to_text(line) for line in SEED.read_text("utf-8").splitlines() if len(line) > 300]


@each_row(("abstract", "start"), list(zip(abstracts(), KEYS, strict=True)))
def test_the_key_sentence_of_each_seed_paper_says_what_it_does(abstract: str, start: str) -> None:
    key = key_sentence(abstract)
    assert key is not None
    assert key.startswith(start)
    assert key in abstract


@each_row(("text", "expected"), PICKED)
def test_the_key_sentence_is_the_main_thought_or_the_first(text: str, expected: str) -> None:
    assert key_sentence(text) == expected


@pytest.mark.parametrize("text", [None, "", " \n"])
def test_no_text_has_no_key_sentence(text: str | None) -> None:
    assert key_sentence(text) is None


@each_row(("text", "expected"), SPLIT)
def test_the_abbreviations_of_papers_end_no_sentence(text: str, expected: list[str]) -> None:
    assert list(split_sentences(text)) == expected


@given(st.text(st.characters(exclude_categories=["Cs"])) | st.text("aWe.?![](1)\n \u3002'", max_size=80))
def test_sentences_lose_no_word(text: str) -> None:
    found = split_sentences(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in found)
    assert key_sentence(text) in (found or (None,))


def test_a_lone_surrogate_is_no_error() -> None:
    assert split_sentences("One \ud800. Two.") == ("One \ufffd.", "Two.")


@each_row("piece", ["a. ", "We propose. ", "[5]", "https://", "in this ", "1. ", "(", "e.g. A "])
def test_no_text_takes_long(piece: str) -> None:
    with at_most(2):
        key_sentence(piece * (50_000 // len(piece)))
