import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.latex import latex_to_text
from tests.patience import at_most
from tests.rows import each_row

FORMULAS = [
    (r"40$\times$ faster", "40× faster"),
    (r"a $100\times$ reduction", "a 100× reduction"),
    (r"$x_{i} \in \mathbb R^{d}$", "xᵢ ∈ ℝᵈ"),
    (
        r"$R_θ: x \in \mathbb R^{d} \mapsto R_θ(x) \in \mathbb R^{k}$.",
        "R_θ: x ∈ ℝᵈ ↦ R_θ(x) ∈ ℝᵏ.",
    ),
    (r"subset $\mathcal X \subseteq \mathbb R^{d}$", "subset X ⊆ ℝᵈ"),
    (r"$\mathcal{O}(n \log n)$ and $O(n\log\log n)$", "O(n log n) and O(n log log n)"),
    (r"$\epsilon$-DP", "ε-DP"),
    (r"$10^{-3}$", "10⁻³"),
    (r"$L_2$, $\ell_\infty$", "L₂, ℓ_∞"),
    (r"$\sqrt{n}$ and $\sqrt{n+1}$ and $\sqrt[3]{x}$", "√n and √(n+1) and ³√x"),
    (r"$\frac{1}{2}$, $\frac{a+b}{c}$", "1/2, (a+b)/c"),
    (r"$2^{q}$, $x_{i,j}$, $x_{cls}$", "2^q, x_(i,j), x_cls"),
    (r"$x_\mathrm{max}$ and $k^{\text{th}}$", "xₘₐₓ and kᵗʰ"),
    (r"90$^\circ$C and CO$_2$", "90°C and CO₂"),
    (r"$\sim$10x, $\sim 10$", "∼10x, ∼10"),
    (r"$50%$ and $6\%$", "50% and 6%"),
    (r"\(x^2\), \[y_1\], $$E=mc^2$$", "x², y₁, E=mc²"),
    (r"$k$NN, $n$-th, $p < 0.05$", "kNN, n-th, p < 0.05"),
    (r"$\{0,1\}^n$", "{0,1}ⁿ"),
    (r"$\operatorname*{arg\,max}_x f(x)$", "arg maxₓ f(x)"),
    (r"$\begin{pmatrix} 1 & 2 \\ 3 & 4\end{pmatrix}$", "[ 1 2; 3 4 ]"),
    (r"$\hat\mathbf{x}$, $x^\text{a}$", "x̂, xᵃ"),
    (r"$\tilde{O}(\sqrt{T})$", "Õ(√T)"),
]

WORDS = [
    (r"a 68.4\% win rate", "a 68.4% win rate"),
    (r"100\times faster", "100× faster"),
    (r"\alpha-divergence in \ell_2", "α-divergence in ℓ₂"),
    (r"Andr\'{e}, Poincar\'e, M\"uller, Garc{\'\i}a", "André, Poincaré, Müller, García"),
    (r"Erd\H{o}s, S\o ren, Stra\ss e, \v{S}koda, Fran\c{c}ois", "Erdős, Søren, Straße, Škoda, François"),
    (r"\emph{x}, \textbf{y \textit{z}}, {\em a b}, {\bf c}", "x, y z, a b, c"),
    (r"Fig.~3", "Fig. 3"),
    ("Mistral 7B -- Instruct, Navier--Stokes, we---they", "Mistral 7B – Instruct, Navier–Stokes, we—they"),
    ("``quotes'' here", "“quotes” here"),
    (r"as in~\cite{foo}, and (\citep[p. 3]{a,b}).", "as in, and."),
    (r"see \url{http://a.b/c_d%20~x}", "see http://a.b/c_d%20~x"),
    (r"\href{http://a.b/x\_y}{the \emph{code}} is", "the code (http://a.b/x_y) is"),
    (r"https://a.b/c\_d and \$5", "https://a.b/c_d and $5"),
    (r"\sqrt{n}, \frac{1}{2}, 10^{-3} eV, \mathbb{R}^d", "√n, 1/2, 10⁻³ eV, ℝᵈ"),
    (r"{BERT}: Pre-training of {D}eep", "BERT: Pre-training of Deep"),
    (r"R\&D, x\_y, \#1, \LaTeX{} too", "R&D, x_y, #1, LaTeX too"),
    (r"one\footnote{two} three", "one (two) three"),
    (r"\begin{itemize} \item a \item b \end{itemize}", "• a • b"),
    (r"they don\'t say \"yes\" or \"it is\".", 'they don\'t say "yes" or "it is".'),
]

UNTOUCHED = [
    "82.5% accuracy on MNLI",
    "from $5 to $10",
    "US$5 billion and $6",
    "$HOME/$USER",
    "snake_case and file_name.py, x^2",
    r"C:\path\alpha",
    r"\foo{bar} and \baz",
    r"$\foo{x}$",
    r"$\frac\text{x}$",
    r"$\begin{array}{c}\end{array}$",
    r"\d{3} and \w+",
    r"App\Models\User",
    "a { b and } c",
    "a $x b",
    "$}{$",
    r"\frac and \emph{",
    "use --flag, i-- and <!-- this -->",
    "about ~10 GB, 5~10",
    "https://a.b/~me/c_d?e=%20--f",
    "f''(x) and ```code```",
    "{a, b} and {question} and {}",
    "----",
    r"\input{/etc/passwd}",
    "",
]

EVIL = [
    "{" * 20_000,
    "$" * 20_000,
    "\\" * 20_000,
    "{" * 10_000 + "}" * 10_000,
    r"\(" * 20_000,
    r"\emph{" * 10_000 + "}" * 10_000,
    r"\frac{" * 10_000 + "}" * 10_000,
    "x_{" * 10_000 + "}" * 10_000,
    r"\cite{" * 15_000,
    "``a" * 30_000,
    "-- " * 30_000,
    " " * 99_000 + "~",
    "{A " * 20_000 + "}" * 20_000,
    "$" + r"\sqrt[" * 200 + "$",
    "$" + r"\(" * 900 + "$",
    "$" + "{" * 900 + "}" * 900 + "$",
    r"\alpha_{" * 12_000,
    "{" * 5_000_000,
]


@each_row(("source", "expected"), FORMULAS + WORDS)
def test_latex_becomes_what_people_read(source: str, expected: str) -> None:
    assert latex_to_text(source) == expected


@each_row(("source", "expected"), FORMULAS + WORDS)
def test_what_people_read_stays_as_it_is(source: str, expected: str) -> None:
    assert latex_to_text(expected) == expected


@each_row("text", UNTOUCHED)
def test_what_only_looks_like_latex_stays_as_it_is(text: str) -> None:
    latex_to_text(text)


@each_row("text", EVIL)
def test_no_text_takes_long(text: str) -> None:
    with at_most(1):
        latex_to_text(text)


def test_a_text_that_would_be_empty_stays_as_it_is() -> None:
    assert latex_to_text(r"\cite{foo}") == r"\cite{foo}"


@given(st.text(st.characters(exclude_characters="\\${}~-`")))
def test_text_without_latex_is_unchanged(text: str) -> None:
    latex_to_text(text)


MACROS = r"\alpha \frac \sqrt \emph \' \" \( \) \[ \] \\ \left \mathbb \href \cite \foo \c \not"
ENVIRONMENTS = r"\begin{cases} \end{cases} \begin{array} \end{array}"
SIGNS = "$ $$ { } [ ] _ ^ ~ % & # -- `` '' x 1 é θ"
PIECES = st.sampled_from([*MACROS.split(), *ENVIRONMENTS.split(), *SIGNS.split(), r"\operatorname*", " ", "\n"])


@given(st.lists(PIECES, max_size=25).map("".join) | st.text())
def test_no_text_raises(text: str) -> None:
    once = latex_to_text(text)
    latex_to_text(once)
    assert bool(once) == bool(text)


@given(st.lists(st.sampled_from(["foo", "$5", "82%", "a_b", "x^2", "R&D", "#1", "{a, b}", "~3"]), min_size=1))
def test_prices_percents_and_names_are_unchanged(words: list[str]) -> None:
    assert latex_to_text(" ".join(words)) == " ".join(words)


@pytest.mark.parametrize("opening", ["x_{", "\\hat{", "\\frac{a}{"])
def test_nested_formulas_are_read_in_linear_work(opening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr("storage.text.latex.formula_to_text", read.append)
    text = opening * 500 + "}" * 500
    latex_to_text(text)
    assert sum(map(len, read)) < 13 * len(text)
