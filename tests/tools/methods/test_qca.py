import itertools
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import qca
from tools.methods.qca import covers, minimisation, scenarios

LAWS = settings(derandomize=True, deadline=None, max_examples=60)
LIPSET = yaml.safe_load((Path(__file__).parents[1] / "oracles" / "1A_qca_lipset.yaml").read_text(encoding="utf-8"))
NAMES, EXPECTED, WITHIN = LIPSET["names"], LIPSET["expect"], LIPSET["tolerance"]
CONDITIONS, OUTCOME = np.array(LIPSET["conditions"]), np.array(LIPSET["outcome"])
HALFLESS = st.integers(0, 20).filter(lambda tenth: tenth != 10).map(lambda tenth: tenth / 20)


def fuzzy(cases, k):
    return arrays(float, (cases, k), elements=HALFLESS)


def crisp_table(codes):
    """A truth table with these codes, made of one or two crisp cases a row."""
    k = len(codes).bit_length() - 1
    cases = {"1": [1], "0": [0], "C": [0, 1], "?": []}
    rows = [
        ([*map(int, format(number, f"0{k}b"))], outcome) for number, code in enumerate(codes) for outcome in cases[code]
    ]
    return qca.truth_table([row for row, _ in rows], [outcome for _, outcome in rows], cutoff=1.0)


def matches(term, configuration):
    return all(sign in ("-", value) for sign, value in zip(term, configuration, strict=True))


def by_brute_force(table, remainders):
    """Primes, and all covers with the fewest terms, then literals, by trying every term and every set of terms."""
    codes = {row.configuration: row.code for row in table.rows}
    allowed = {"1", "?"} if remainders else {"1"}
    k = len(table.rows[0].configuration)
    implicants = [
        term
        for term in map("".join, itertools.product("01-", repeat=k))
        if all(code in allowed for name, code in codes.items() if matches(term, name))
    ]
    ones = {name for name, code in codes.items() if code == "1"}
    covered = {term: frozenset(name for name in ones if matches(term, name)) for term in implicants}
    primes = sorted(
        term
        for term in implicants
        if covered[term] and not any(term[:j] + "-" + term[j + 1 :] in implicants for j in range(k) if term[j] != "-")
    )
    for size in range(1, len(primes) + 1):
        found = [c for c in itertools.combinations(primes, size) if frozenset().union(*map(covered.get, c)) == ones]
        if found:
            fewest = min(literals(cover) for cover in found)
            return primes, sorted(cover for cover in found if literals(cover) == fewest)
    return primes, []


def literals(cover):
    return sum(len(term) - term.count("-") for term in cover)


def terms_of(result):
    return [solution.terms for solution in result.solutions]


# Calibration


def test_calibrate_gives_the_three_memberships_at_the_anchors():
    rising = qca.calibrate([2, 5, 20, 3.5, 12.5], full_out=2, crossover=5, full_in=20)

    np.testing.assert_allclose(rising, [0.05, 0.5, 0.95, 1 / (1 + 19**0.5), 1 / (1 + 19**-0.5)], rtol=1e-12)
    assert rising[1] == 0.5


def test_falling_anchors_give_the_set_of_low_values():
    falling = qca.calibrate([2, 5, 20], full_out=20, crossover=5, full_in=2)

    np.testing.assert_allclose(falling, [0.95, 0.5, 0.05], rtol=1e-12)


def test_calibrate_goes_to_the_ends_without_overflow():
    result = qca.calibrate([-1e15, 0, 1e15], full_out=-1e-300, crossover=0, full_in=1e-300)

    assert result.tolist() == [0.0, 0.5, 1.0]


def test_anchors_side_by_side_keep_their_memberships():
    result = qca.calibrate([0, 5e-324, 2], full_out=0, crossover=5e-324, full_in=2)

    np.testing.assert_allclose(result, [0.05, 0.5, 0.95], rtol=1e-12)


@LAWS
@given(
    arrays(float, 20, elements=st.floats(-1e6, 1e6)),
    st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=3, unique=True).map(sorted),
)
def test_calibrate_is_monotone_and_its_anchors_hold(x, anchors):
    low, middle, high = anchors
    x = np.sort(x)

    rising = qca.calibrate(x, full_out=low, crossover=middle, full_in=high)
    falling = qca.calibrate(x, full_out=high, crossover=middle, full_in=low)
    at_anchors = qca.calibrate(anchors, full_out=low, crossover=middle, full_in=high)

    assert (np.diff(rising) >= 0).all()
    np.testing.assert_allclose(falling, 1 - rising, atol=1e-12)
    np.testing.assert_allclose(at_anchors, [0.05, 0.5, 0.95], rtol=1e-9)


@pytest.mark.parametrize("anchors", [(1, 1, 2), (1, 2, 2), (1, 3, 2), (2, 2, 2), (3, 1, 2)])
def test_anchors_must_rise_or_fall_strictly(anchors):
    full_out, crossover, full_in = anchors

    error = refusal(qca.calibrate, [1], full_out=full_out, crossover=crossover, full_in=full_in)

    assert (error.argument, error.code) == ("crossover", "order")


@pytest.mark.parametrize("name", ["full_out", "crossover", "full_in"])
@pytest.mark.parametrize("wrong", [None, "high", np.nan, np.inf, 2e15, [1, 2]])
def test_each_anchor_must_be_a_number(name, wrong):
    anchors = {"full_out": 0, "crossover": 1, "full_in": 2} | {name: wrong}

    assert refusal(qca.calibrate, [1], **anchors).argument == name


# Fit


@pytest.mark.parametrize("name", EXPECTED["necessity"])
def test_necessity_of_lipsets_conditions(name):
    columns = [CONDITIONS[:, NAMES.index(part)] for part in name.split("*")]

    result = qca.necessity(np.min(columns, axis=0), OUTCOME)

    assert [result.inclusion, result.coverage, result.ron] == pytest.approx(EXPECTED["necessity"][name], abs=WITHIN)


@LAWS
@given(arrays(float, 6, elements=st.floats(0, 1)), arrays(float, 6, elements=st.floats(0, 1)))
def test_fit_equals_the_formulas_written_out(x, y):
    low = sum(min(a, b) for a, b in zip(x, y, strict=True))
    lower = sum(min(a, b, 1 - b) for a, b in zip(x, y, strict=True))
    necessary, sufficient = qca.necessity(x, y), qca.sufficiency(x, y)

    for result, part, whole in [
        (necessary.inclusion, low, sum(y)),
        (necessary.coverage, low, sum(x)),
        (necessary.ron, sum(1 - x), sum(1 - min(a, b) for a, b in zip(x, y, strict=True))),
        (sufficient.inclusion, low, sum(x)),
        (sufficient.pri, low - lower, sum(x) - lower),
        (sufficient.coverage, low, sum(y)),
    ]:
        if whole > 1e-6:
            assert result == pytest.approx(part / whole, abs=1e-9)


def test_nothing_over_nothing_is_nan():
    nothing, everything = [0, 0], [1, 1]

    assert math.isnan(qca.necessity(everything, nothing).inclusion)
    assert math.isnan(qca.necessity(nothing, everything).coverage)
    assert math.isnan(qca.necessity(everything, everything).ron)
    assert math.isnan(qca.sufficiency(nothing, everything).inclusion)
    assert math.isnan(qca.sufficiency(nothing, everything).pri)
    assert math.isnan(qca.sufficiency(everything, nothing).coverage)


@pytest.mark.parametrize(("x", "y"), [(0.1, 0.9), (0.3, 0.7), (0.4, 0.6), (0.5, 0.5), (0.2, 0.8)])
def test_pri_is_nan_where_only_rounding_is_left(x, y):
    assert math.isnan(qca.sufficiency([x, x], [y, y]).pri)


@pytest.mark.parametrize("size", [1e-300, 1e-17, 1.0])
def test_pri_of_tiny_memberships_is_still_there(size):
    assert qca.sufficiency([size], [1.0]).pri == 1.0


@pytest.mark.parametrize("function", [qca.necessity, qca.sufficiency])
def test_fit_refuses_what_is_no_membership(function):
    for _kind, wrong in spoilt([0.1, 0.9]):
        assert refusal(function, wrong, [0.1, 0.9]).argument == "condition"
        assert refusal(function, [0.1, 0.9], wrong).argument == "outcome"
    assert refusal(function, [1.1], [1]).code == "range"
    assert refusal(function, [1], [-0.1]).code == "range"
    assert refusal(function, [1], [1, 0]).code == "length"
    assert refusal(function, np.ones(501), np.ones(501)).code == "too_many"


# Terms


def test_a_term_is_the_least_of_its_literals():
    result = qca.term_membership("1-0", [[0.9, 0.1, 0.3], [0.4, 1.0, 0.0]])

    np.testing.assert_allclose(result, [0.7, 0.4])


def test_a_term_without_literals_holds_every_case():
    assert qca.term_membership("--", [[0.2, 0.3]]).tolist() == [1.0]
    assert qca.term_label("--", ["DEV", "URB"]) == "1"


@pytest.mark.parametrize(("term", "label"), EXPECTED["complex"]["labels"].items())
def test_labels_of_lipsets_terms(term, label):
    assert qca.term_label(term, NAMES) == label


@pytest.mark.parametrize(
    ("term", "code"),
    [("1x", "term"), ("", "empty"), ("1", "length"), ("1" * 9, "too_many"), (None, "term"), (10, "term")],
)
def test_wrong_terms_are_refused(term, code):
    for function, other in ((qca.term_membership, [[1, 0]]), (qca.term_label, ["A", "B"])):
        error = refusal(function, term, other)

        assert (error.argument, error.code) == ("term", code)


@pytest.mark.parametrize(
    ("names", "code"), [("AB", "not_text"), (["A", 1], "not_text"), (None, "not_text"), (["A", " "], "empty")]
)
def test_wrong_names_are_refused(names, code):
    error = refusal(qca.term_label, "10", names)

    assert (error.argument, error.code) == ("names", code)


# Truth table


def test_truth_table_of_lipsets_cases():
    table = qca.truth_table(CONDITIONS, OUTCOME)

    rows = {row.configuration: row for row in table.rows if row.n}
    assert rows.keys() == EXPECTED["truth_table_cutoff_0.8"].keys()
    for name, (cases, inclusion, pri, code) in EXPECTED["truth_table_cutoff_0.8"].items():
        assert [LIPSET["cases"][case] for case in rows[name].cases] == cases
        assert (rows[name].inclusion, rows[name].pri) == pytest.approx((inclusion, pri), abs=WITHIN)
        assert rows[name].code == code
    assert {row.code for row in table.rows if not row.n} == {"?"}


def test_rows_come_in_binary_order_with_crisp_fit():
    table = qca.truth_table([[0, 0], [0, 1], [1, 1], [1, 1]], [0, 1, 1, 0])

    assert [row.configuration for row in table.rows] == ["00", "01", "10", "11"]
    assert [row.code for row in table.rows] == ["0", "1", "?", "C"]
    assert [row.cases for row in table.rows] == [(0,), (1,), (), (2, 3)]
    assert [row.deviant for row in table.rows] == [(0,), (), (), (3,)]
    assert [row.n for row in table.rows] == [1, 1, 0, 2]
    np.testing.assert_array_equal([row.inclusion for row in table.rows], [0, 1, np.nan, 0.5])
    assert (table.cutoff, table.pri_cutoff, table.n_cutoff) == (0.8, 0.0, 1)


def test_a_sufficient_row_names_its_deviant_cases():
    table = qca.truth_table([[1.0], [1.0], [0.9], [0.0]], [1.0, 1.0, 0.5, 0.0])

    assert (table.rows[1].code, table.rows[1].deviant) == ("1", (2,))


def test_an_outcome_of_a_half_counts_as_absent():
    assert qca.truth_table([[1], [1]], [0.5, 0.5 + 1e-12], cutoff=1).rows[1].code == "0"
    assert qca.truth_table([[1], [1]], [0.5, 0.6], cutoff=1).rows[1].code == "C"


@pytest.mark.parametrize(("n_cutoff", "code"), [(1, "1"), (2, "1"), (3, "?"), (10**9, "?")])
def test_rows_with_too_few_cases_are_remainders(n_cutoff, code):
    assert qca.truth_table([[1], [1]], [1, 1], n_cutoff=n_cutoff).rows[1].code == code


def test_cutoffs_have_a_tolerance():
    conditions, outcome = [[1.0], [1.0], [1.0]], [0.7, 0.8, 0.9]  # inclusion .8, PRI .75 but for rounding

    row = qca.truth_table(conditions, outcome).rows[1]

    assert row.pri == pytest.approx(1.8 / 2.4)
    assert row.code == "1"
    assert qca.truth_table(conditions, outcome, cutoff=0.8 + 5e-10).rows[1].code == "1"
    assert qca.truth_table(conditions, outcome, cutoff=0.8 + 1e-8).rows[1].code == "0"
    assert qca.truth_table(conditions, outcome, pri_cutoff=row.pri + 5e-10).rows[1].code == "1"
    assert qca.truth_table(conditions, outcome, pri_cutoff=0.8).rows[1].code == "0"


@pytest.mark.parametrize("half", [0.5, 0.7 - 0.2, 0.1 + 0.4])
def test_a_membership_of_a_half_names_the_case(half):
    error = refusal(qca.truth_table, [[1, 0], [0.3, 0.6], [0.2, half]], [1, 1, 1])

    assert (error.argument, error.code) == ("conditions", "half")
    assert "case 2 (condition 1)" in str(error)


def test_many_halves_are_named_in_part():
    assert "and 1995 more" in str(refusal(qca.truth_table, np.full((250, 8), 0.5), np.ones(250)))


@pytest.mark.parametrize("function", [qca.truth_table, qca.robustness])
@pytest.mark.parametrize(
    ("options", "argument", "code"),
    [
        ({"cutoff": 0}, "cutoff", "range"),
        ({"cutoff": 1.01}, "cutoff", "range"),
        ({"cutoff": "high"}, "cutoff", "not_numbers"),
        ({"pri_cutoff": -0.1}, "pri_cutoff", "range"),
        ({"pri_cutoff": 1.1}, "pri_cutoff", "range"),
        ({"n_cutoff": 0}, "n_cutoff", "range"),
        ({"n_cutoff": 1.5}, "n_cutoff", "not_whole"),
        ({"n_cutoff": True}, "n_cutoff", "not_whole"),
        ({"outcome": [1, 0, 1]}, "outcome", "length"),
        ({"outcome": [1, 2]}, "outcome", "range"),
        ({"conditions": [[1, 0], [-1, 0]]}, "conditions", "range"),
        ({"conditions": np.ones((2, 9))}, "conditions", "too_many"),
        ({"conditions": np.ones((501, 2))}, "conditions", "too_many"),
        ({"conditions": [1, 0]}, "conditions", "shape"),
    ],
)
def test_what_does_not_fit_is_refused(function, options, argument, code):
    error = refusal(function, **({"conditions": [[1, 0], [0, 1]], "outcome": [1, 0]} | options))

    assert (error.argument, error.code) == (argument, code)


@pytest.mark.parametrize("function", [qca.truth_table, qca.robustness])
@pytest.mark.parametrize(("kind", "wrong"), list(spoilt([[0.1, 0.9], [0.2, 1.0]])))
def test_wrong_tables_are_refused(function, kind, wrong):
    assert refusal(function, wrong, [1, 0]).argument == "conditions"


@LAWS
@given(fuzzy(9, 3), arrays(float, 9, elements=HALFLESS))
def test_each_case_belongs_to_one_row_whose_fit_is_that_of_its_term(conditions, outcome):
    table = qca.truth_table(conditions, outcome)

    assert sorted(case for row in table.rows for case in row.cases) == list(range(9))
    for row in table.rows:
        members = qca.term_membership(row.configuration, conditions)
        expected = qca.sufficiency(members, outcome)
        np.testing.assert_allclose([row.inclusion, row.pri], [expected.inclusion, expected.pri], rtol=1e-12)
        assert row.cases == tuple(np.flatnonzero(members > 0.5))
        assert row.deviant == tuple(case for case in row.cases if outcome[case] <= 0.5)


# Minimisation


@pytest.mark.parametrize(
    ("name", "outcome", "remainders"),
    [("complex", OUTCOME, False), ("parsimonious", OUTCOME, True), ("failure_complex", 1 - OUTCOME, False)],
)
def test_solutions_of_lipsets_cases(name, outcome, remainders):
    result = qca.minimise(qca.truth_table(CONDITIONS, outcome), remainders=remainders)

    [solution] = result.solutions
    expected = EXPECTED[name]
    assert solution.terms == tuple(sorted(expected["terms"]))
    assert [solution.inclusion, solution.pri, solution.coverage] == pytest.approx(expected["model"], abs=WITHIN)
    for term in solution.details:
        fit = [term.inclusion, term.pri, term.coverage, term.unique]
        assert fit == pytest.approx(expected["terms"][term.term], abs=WITHIN)
    assert not result.truncated


def test_a_solution_names_the_cases_of_each_term():
    [solution] = qca.minimise(qca.truth_table(CONDITIONS, OUTCOME)).solutions

    cases = {term.term: [LIPSET["cases"][case] for case in term.cases] for term in solution.details}
    assert cases == {"10101": ["FI", "IE"], "11111": ["BE", "CZ", "NL", "UK"]}


def test_no_sufficient_row_leaves_everything_empty():
    result = qca.minimise(crisp_table("000C"), remainders=True)

    assert result == qca.Minimisation((), (), (), False)


def test_a_certain_outcome_needs_no_condition():
    result = qca.minimise(crisp_table("11??"), remainders=True)

    assert result.prime_implicants == result.essential == ("--",)
    assert (result.solutions[0].inclusion, result.solutions[0].coverage) == (1.0, 1.0)


def test_a_contradiction_is_never_covered():
    assert terms_of(qca.minimise(crisp_table("C1?1"), remainders=True)) == [("-1",)]
    assert terms_of(qca.minimise(crisp_table("1C?C"), remainders=True)) == [("-0",)]


def test_primes_that_cover_remainders_alone_are_left_out():
    result = qca.minimise(crisp_table("1??0???0"), remainders=True)

    assert all(matches(prime, "000") for prime in result.prime_implicants)


def test_the_classic_cycle_of_six_rows_has_two_solutions_and_nothing_essential():
    result = qca.minimise(crisp_table("01111110"))

    assert len(result.prime_implicants) == 6
    assert result.essential == ()
    assert terms_of(result) == [("-01", "01-", "1-0"), ("-10", "0-1", "10-")]


def test_solutions_beyond_the_most_are_cut_and_said_so():
    table = crisp_table("01111110")

    assert qca.minimise(table, max_solutions=2).truncated is False
    cut = qca.minimise(table, max_solutions=1)
    assert (len(cut.solutions), cut.truncated) == (1, True)
    assert terms_of(cut)[0] in terms_of(qca.minimise(table))


def test_among_as_few_terms_the_fewest_literals_win():
    rng = np.random.default_rng(5)
    for _ in range(25):
        table = crisp_table(rng.choice(list("10?C"), 16, p=[0.35, 0.25, 0.3, 0.1]))

        result = qca.minimise(table, remainders=True)

        assert len({literals(terms) for terms in terms_of(result)}) <= 1


@LAWS
@given(
    st.integers(1, 4).flatmap(lambda k: st.lists(st.sampled_from("1110??C"), min_size=2**k, max_size=2**k)),
    st.booleans(),
)
def test_minimise_equals_brute_force(codes, remainders):
    codes[0] = "1"
    table = crisp_table(codes)
    primes, solutions = by_brute_force(table, remainders)

    result = qca.minimise(table, remainders=remainders, max_solutions=10_000)

    assert [row.code for row in table.rows] == codes
    assert list(result.prime_implicants) == primes
    assert terms_of(result) == solutions
    assert set(result.essential) == {
        prime
        for prime in primes
        for row in table.rows
        if row.code == "1" and [p for p in primes if matches(p, row.configuration)] == [prime]
    }


@LAWS
@given(fuzzy(12, 3), arrays(float, 12, elements=HALFLESS), st.booleans())
def test_solutions_cover_what_is_sufficient_and_nothing_else(conditions, outcome, remainders):
    table = qca.truth_table(conditions, outcome)
    result = qca.minimise(table, remainders=remainders)

    for solution in result.solutions:
        for row in table.rows:
            covered = any(matches(term, row.configuration) for term in solution.terms)
            assert covered if row.code == "1" else not covered or (remainders and row.code == "?")
        assert set(solution.terms) <= set(result.prime_implicants)
        assert [term.term for term in solution.details] == list(solution.terms)
        assert sum(term.unique for term in solution.details) <= solution.coverage + 1e-12


@LAWS
@given(fuzzy(10, 3), arrays(float, 10, elements=HALFLESS))
def test_fit_of_a_solution_equals_that_of_its_union(conditions, outcome):
    for solution in qca.minimise(qca.truth_table(conditions, outcome), remainders=True).solutions:
        members = [qca.term_membership(term, conditions) for term in solution.terms]
        expected = qca.sufficiency(np.max(members, axis=0), outcome)

        assert (solution.inclusion, solution.coverage) == pytest.approx((expected.inclusion, expected.coverage))
        np.testing.assert_allclose(solution.pri, expected.pri)
        for i, term in enumerate(solution.details):
            others = np.max([*members[:i], *members[i + 1 :], np.zeros(10)], axis=0)
            unique = expected.coverage - qca.sufficiency(others, outcome).coverage
            assert term.unique == pytest.approx(unique, abs=1e-12)
            assert term.cases == tuple(np.flatnonzero(members[i] > 0.5))


@LAWS
@given(fuzzy(12, 4), arrays(float, 12, elements=HALFLESS), st.permutations(range(4)), st.booleans())
def test_reordering_conditions_permutes_the_terms_only(conditions, outcome, order, remainders):
    usual = qca.minimise(qca.truth_table(conditions, outcome), remainders=remainders)
    permuted = qca.minimise(qca.truth_table(conditions[:, order], outcome), remainders=remainders)

    renamed = {frozenset("".join(term[i] for i in order) for term in terms) for terms in terms_of(usual)}
    assert renamed == {frozenset(terms) for terms in terms_of(permuted)}


def wide_table(seed, k=6, codes="110?"):
    return crisp_table(np.random.default_rng(seed).choice(list(codes), 2**k))


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_the_search_does_not_matter_in_wide_tables(seed):
    table = wide_table(seed)
    order = [3, 0, 5, 1, 4, 2]
    permuted = qca.truth_table(table.conditions[:, order], table.outcome, cutoff=1.0)

    usual, other = (qca.minimise(t, max_solutions=400) for t in (table, permuted))

    assert not usual.truncated
    renamed = {frozenset("".join(term[i] for i in order) for term in terms) for terms in terms_of(usual)}
    assert renamed == {frozenset(terms) for terms in terms_of(other)}
    assert len(set(terms_of(usual))) == len(usual.solutions)


def test_five_hundred_cases_and_eight_conditions_are_minimised():
    rng = np.random.default_rng(3)
    conditions, outcome = rng.random((500, 8)), rng.random(500)

    result = qca.minimise(qca.truth_table(conditions, outcome))

    assert len(result.prime_implicants) == 169
    assert {(len(terms), literals(terms)) for terms in terms_of(result)} == {(33, 156)}  # as HiGHS finds (SciPy 1.17)
    assert (len(result.solutions), result.truncated) == (50, True)


def test_a_search_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(minimisation, "BUDGET", 1_000)
    monkeypatch.setattr(scenarios, "BUDGET", 1_000)
    rng = np.random.default_rng(3)
    conditions, outcome = rng.random((200, 7)), rng.random(200)

    assert refusal(qca.minimise, qca.truth_table(conditions, outcome)).code == "too_complex"
    error = refusal(qca.robustness, conditions, outcome)
    assert (error.argument, error.code) == ("conditions", "too_complex")


def test_bounds_never_exceed_what_a_cover_needs():
    rng = np.random.default_rng(0)
    for _ in range(40):
        table = (rng.random((7, 8)) < 0.4).astype(float)
        table[table.sum(axis=1) == 0, 0] = 1
        table = table[:, table.any(axis=0)]
        sizes = rng.integers(1, 6, table.shape[1]).astype(float)
        columns = range(table.shape[1])
        found = {
            c: sizes[list(c)].sum()
            for n in range(1, 8)
            for c in itertools.combinations(columns, n)
            if table[:, c].any(axis=1).all()
        }
        count = min(map(len, found))

        count_bound, _prices = covers._count_bound(table, 99, covers.Work("table", 10**9))
        literal_bound, _prices = covers._literal_bound(table, sizes, count, 999.0, covers.Work("table", 10**9))

        assert count_bound <= count + 1e-9
        assert literal_bound <= min(size for c, size in found.items() if len(c) == count) + 1e-9


@pytest.mark.parametrize("wrong", [None, "table", [], {}, 1, object()])
def test_minimise_wants_a_truth_table(wrong):
    error = refusal(qca.minimise, wrong)

    assert (error.argument, error.code) == ("table", "not_a_table")


@pytest.mark.parametrize(
    "changes",
    [
        {"rows": ()},
        {"rows": None},
        {"rows": (1, 2)},
        {"conditions": [["a"]]},
        {"conditions": [[0, 1], [1, 1]]},
        {"outcome": [1, 0, 1]},
    ],
)
def test_minimise_refuses_a_truth_table_that_was_tampered_with(changes):
    assert refusal(qca.minimise, replace(crisp_table("10"), **changes)).code == "not_a_table"


@pytest.mark.parametrize(
    ("options", "argument", "code"),
    [
        ({"remainders": 1}, "remainders", "option"),
        ({"remainders": None}, "remainders", "option"),
        ({"max_solutions": 0}, "max_solutions", "range"),
        ({"max_solutions": 2.5}, "max_solutions", "not_whole"),
    ],
)
def test_wrong_options_of_minimise_are_refused(options, argument, code):
    error = refusal(qca.minimise, crisp_table("10"), **options)

    assert (error.argument, error.code) == (argument, code)


# Robustness


@LAWS
@given(fuzzy(7, 3), arrays(float, 7, elements=HALFLESS), st.booleans(), st.integers(1, 2))
def test_robustness_equals_each_scenario_by_itself(conditions, outcome, remainders, n_cutoff):
    options = {"pri_cutoff": 0.3, "n_cutoff": n_cutoff}

    result = qca.robustness(conditions, outcome, cutoffs=(0.9, 0.7), cutoff=0.75, remainders=remainders, **options)

    def solutions(conditions, outcome, cutoff):
        table = qca.truth_table(conditions, outcome, cutoff=cutoff, **options)
        return tuple(terms_of(qca.minimise(table, remainders=remainders)))

    expected = [qca.Scenario(cutoff, None, solutions(conditions, outcome, cutoff)) for cutoff in (0.9, 0.7)]
    for case in range(7):
        without = np.delete(conditions, case, axis=0), np.delete(outcome, case)
        expected.append(qca.Scenario(0.75, case, solutions(*without, 0.75)))
    assert list(result) == expected


def test_robustness_of_lipsets_cases_with_the_usual_cutoffs():
    result = qca.robustness(CONDITIONS, OUTCOME)

    assert [(s.cutoff, s.dropped) for s in result] == [(c, None) for c in (0.75, 0.8, 0.85, 0.9)] + [
        (0.8, case) for case in range(18)
    ]
    assert result[1].solutions == (("10101", "11111"),)
    assert result[3].solutions == (("11111",),)


@pytest.mark.parametrize(
    ("options", "argument", "code"),
    [
        ({"cutoffs": ()}, "cutoffs", "empty"),
        ({"cutoffs": (0.8, 1.2)}, "cutoffs", "range"),
        ({"cutoffs": (0.0,)}, "cutoffs", "range"),
        ({"cutoffs": 0.8}, "cutoffs", "shape"),
        ({"cutoffs": (np.nan,)}, "cutoffs", "not_finite"),
        ({"cutoffs": np.full(101, 0.8)}, "cutoffs", "too_many"),
        ({"remainders": "yes"}, "remainders", "option"),
        ({"conditions": [[1, 0]], "outcome": [1]}, "conditions", "too_few"),
    ],
)
def test_wrong_options_of_robustness_are_refused(options, argument, code):
    error = refusal(qca.robustness, **({"conditions": [[1, 0], [0, 1]], "outcome": [1, 0]} | options))

    assert (error.argument, error.code) == (argument, code)


def test_inputs_and_random_state_stay_as_they_are():
    conditions, outcome, x = CONDITIONS.copy(), OUTCOME.copy(), np.array([1.0, 2.0])
    state = np.random.get_state()[1].copy()

    table = qca.truth_table(conditions, outcome)
    qca.minimise(table, remainders=True)
    qca.robustness(conditions, outcome)
    qca.calibrate(x, full_out=0, crossover=1, full_in=2)
    table.conditions[:] = 0

    np.testing.assert_array_equal(conditions, CONDITIONS)
    np.testing.assert_array_equal(outcome, OUTCOME)
    assert x.tolist() == [1.0, 2.0]
    assert (np.random.get_state()[1] == state).all()
