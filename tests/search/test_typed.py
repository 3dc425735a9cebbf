"""How what was typed is matched to names and titles."""

from hypothesis import given
from hypothesis import strategies as st

from storage.search.entry import IndexEntry
from storage.search.name_matching import MatchQuality, best_matches, rank_matches
from tests.rows import each_row

PEOPLE = [
    "Pierre Stock",
    "Guillaume Lample",
    "Jian Wang",
    "Jian Q. Wang",
    "Jia Wang",
    "Rémi Gribonval",
    "Abhinav Rastogi",
    "王小明",
    "김철수",
]
PAPERS = [
    "CANIFE: Crafting Canaries",
    "Improving CANIFE",
    "LLM-QAT: Data-Free Quantization",
    "Mistral 7B",
    "Mixtral of Experts",
]


def found(words: str, names: list[str], kind="author") -> list[str]:
    entries = [IndexEntry(kind, n, name, "", 0) for n, name in enumerate(names)]
    return [match.entry.name for match in best_matches(rank_matches(words, entries))]


@each_row(
    ("words", "names"),
    [
        ("pierre stock", ["Pierre Stock"]),
        ("Lample G", ["Guillaume Lample"]),
        ("Lample, G.", ["Guillaume Lample"]),
        ("stcok pierre", ["Pierre Stock"]),
        ("pierrestock", ["Pierre Stock"]),
        ("remi", ["Rémi Gribonval"]),
        ("jian wang", ["Jian Wang"]),
        ("wang", ["Jia Wang", "Jian Wang", "Jian Q. Wang"]),
        ("小明", ["王小明"]),
        ("王小明", ["王小明"]),
        ("김철수", ["김철수"]),
        ("abc", []),
        ("nobody", []),
        ("", []),
    ],
)
def test_people(words, names):
    assert sorted(found(words, PEOPLE)) == sorted(names)


@each_row(
    ("words", "titles"),
    [
        ("canife", ["CANIFE: Crafting Canaries"]),
        ("canifee", ["CANIFE: Crafting Canaries"]),
        ("llmqat", ["LLM-QAT: Data-Free Quantization"]),
        ("mistral", ["Mistral 7B"]),
        ("mistral7b", ["Mistral 7B"]),
        ("mxtral experts", ["Mixtral of Experts"]),
        ("quantization data free", ["LLM-QAT: Data-Free Quantization"]),
    ],
)
def test_papers(words, titles):
    assert found(words, PAPERS, "paper") == titles


def test_an_exact_name_stands_before_a_longer_one_that_has_it():
    ranked = rank_matches("jian wang", [IndexEntry("author", n, name, "", 0) for n, name in enumerate(PEOPLE)])
    assert [(match.entry.name, match.fit) for match in ranked[:2]] == [
        ("Jian Wang", MatchQuality.EXACT),
        ("Jian Q. Wang", MatchQuality.COMPLETE),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_is_ranked(words, name):
    assert len(rank_matches(words, [IndexEntry("paper", 1, name, "", 0)])) == 1
