"""A few papers to search in, and how a test asks for them."""

from storage.discovery.answers.search import SearchAnswer, SearchPage, SearchRequest
from storage.discovery.search import search_page
from tests.conftest import Shelf
from tests.importing.test_jsonl import lines

AUDIT = {"title": "State of the Art in Canary Audits", "abstract": "We audit.", "authors": ["Ada Baker"]}
AUDIT |= {"published": "2020-03-01", "field": "cs.LG", "venue": "NeurIPS", "citations": 10}
AUDIT |= {"code_url": "https://example.org/code"}
GALLERIES = {"title": "State Art Galleries", "abstract": "Canaries sing to galleries.", "authors": ["Ben Stock"]}
GALLERIES |= {"published": "2021", "field": "cs.CV", "venue": "Journal of Art & Song"}
RENYI = {"title": "Rényi Divergence for Naïve Bayes", "abstract": "The art of the state: audits."}
RENYI |= {"authors": ["José Núñez", "Ada Baker"], "published": "2021-07", "field": "stat.ML", "citations": 10}
CHINESE = {"title": "深度学习 and 图像", "authors": ["王小明"], "field": "Marine Biology", "citations": 0}
LATEX = {"title": r"Learning $\alpha$-stable Laws", "abstract": "In $O(n^2)$ time.", "authors": ["Pierre Stock"]}
LATEX |= {"published": "2019-12-31", "field": "math.PR"}
CORPUS = lines(AUDIT, GALLERIES, RENYI, CHINESE, LATEX)
A, G, R, C, L = "State of the Art in Canary Audits", GALLERIES["title"], RENYI["title"], CHINESE["title"], "Learning α"
KEYS = {A: "A", G: "G", R: "R", C: "C", "Learning α-stable Laws": "L"}


async def ask(shelf: Shelf, request: SearchRequest, page: int = 0) -> SearchAnswer:
    return await shelf.library.ask(search_page, shelf.library.index, None, request, page)


async def titles(shelf: Shelf, request: SearchRequest, page: int = 0) -> list[str]:
    answer = await ask(shelf, request, page)
    return [found.line.title for found in answer.found] if isinstance(answer, SearchPage) else []


async def keys(shelf: Shelf, request: SearchRequest) -> str:
    found = {KEYS[title] for title in await titles(shelf, request)}
    return "".join(key for key in "AGRCL" if key in found)


def many(number: int) -> str:
    dates, cited = [None, "2020", "2020-05", "2020-05-17", "2021-01-01"], [None, 0, 7, 3_000_000_000]
    return lines(
        *(
            {"title": f"Canary {n}", "published": dates[n % 5], "citations": cited[n % 4], "authors": ["Ann Lee"]}
            for n in range(number)
        )
    )
