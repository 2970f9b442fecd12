"""Breaking points, Huff, impact, calibration, gap and sensitivity."""

import math
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.tools.methods.hostile import refusal, spoilt
from tools.methods import retail

ORACLES = Path(__file__).parent.parent / "oracles"
TIMES = [[5.0, 20.0, 10.0], [10.0, 8.0, 30.0]]
ATTRACTION = [6.0, 12.0, 4.0]
DEMAND = [100.0, 50.0]
NEW = {"new_times": [7.0, 9.0], "new_attraction": 10.0}
OBSERVED = [[60.0, 10.0, 30.0], [20.0, 70.0, 10.0]]
ACTUAL = [50.0, 400.0]
PLACE = {"population": 1000.0, "spend_per_head": [0.1, 0.3]}

laws = settings(derandomize=True, deadline=None, max_examples=60)
seeds = st.integers(0, 2**32 - 1)
forms = st.sampled_from(["power", "exponential"])


def oracle(name):
    return yaml.safe_load((ORACLES / name).read_text(encoding="utf-8"))


def town(seed):
    """Random times, attraction and demand of up to 12 origins and 8 centres."""
    random = np.random.default_rng(seed)
    origins, centres = random.integers(1, 13), random.integers(2, 9)
    times = random.uniform(0.5, 120, (origins, centres))
    return times, random.uniform(1, 5000, centres), random.uniform(0, 1e6, origins)


def huff_by_loops(times, attraction, exponent, decay, form, extra, extra_exponents):
    """The formula as it stands in the books, cell by cell."""
    shares = []
    for row in times:
        pulls = []
        for j, minutes in enumerate(row):
            pull = 0.0 if attraction[j] == 0 else attraction[j] ** exponent
            pull *= minutes**-decay if form == "power" else math.exp(-decay * minutes)
            for quality, power in zip(extra, extra_exponents, strict=True):
                pull *= quality[j] ** power
            pulls.append(pull)
        shares.append([pull / sum(pulls) for pull in pulls])
    return shares


# The breaking point


def test_breaking_point_follows_the_formula():
    assert retail.breaking_point(100, 1, 4) == pytest.approx(100 / 3)
    assert isinstance(retail.breaking_point(100, 1, 4), float)


def test_breaking_point_takes_arrays_and_numbers_together():
    np.testing.assert_allclose(retail.breaking_point([30, 60], 1, [4, 1]), [10, 30])
    np.testing.assert_allclose(retail.breaking_point(30, 1, [[4, 1]]), [[10, 15]])


@laws
@given(
    st.floats(0, 1e15),
    st.floats(0, 1e15, exclude_min=True),
    st.floats(0, 1e15, exclude_min=True),
)
def test_breaking_points_from_both_sides_sum_to_the_distance(distance, here, there):
    both = retail.breaking_point(distance, here, there) + retail.breaking_point(distance, there, here)

    assert both == pytest.approx(distance, rel=1e-12)


@pytest.mark.parametrize("name", ["distance", "mass_from", "mass_to"])
def test_breaking_point_refuses_what_is_no_number(name):
    good = {"distance": [10.0], "mass_from": [2.0], "mass_to": [3.0]}

    for what, wrong in spoilt([1.0]):
        assert refusal(retail.breaking_point, **good | {name: wrong}).argument == name, what


def test_breaking_point_refuses_nothing_to_pull_and_unequal_lengths():
    assert refusal(retail.breaking_point, 10, 0, 1).argument == "mass_from"
    assert refusal(retail.breaking_point, 10, 1, 0).argument == "mass_to"
    assert refusal(retail.breaking_point, -1, 1, 1).argument == "distance"
    assert refusal(retail.breaking_point, [1, 2], [1, 2, 3], 1).code == "length"


# Huff and turnover


def test_huff_and_turnover_agree_with_the_petrol_stations():
    case = oracle("3A_huff_pumps.yaml")
    given, wanted = case["input"], case["expect"]

    shares = retail.huff(given["times"], given["attraction"], decay=given["decay"])

    np.testing.assert_allclose(shares[:, 0], wanted["probability_old"], atol=5e-5)
    np.testing.assert_allclose(retail.turnover(shares, given["demand"]), wanted["turnover"], atol=case["tolerance"])


def test_huff_agrees_with_exact_fractions():
    times, attraction = [[5, 20, 10], [10, 8, 30]], [6, 12, 4]
    pulls = [[Fraction(size, minutes**2) for size, minutes in zip(attraction, row, strict=True)] for row in times]

    shares = retail.huff(times, attraction)

    np.testing.assert_allclose(shares, [[float(pull / sum(row)) for pull in row] for row in pulls], rtol=1e-14)


@laws
@given(seeds, forms)
def test_huff_agrees_with_the_formula_cell_by_cell(seed, form):
    times, attraction, _demand = town(seed)
    random = np.random.default_rng(seed)
    attraction[0] = 0
    exponent, decay = random.uniform(0, 2), random.uniform(0, 3 if form == "power" else 0.2)
    extra, powers = random.uniform(0.5, 2, (2, attraction.size)), random.uniform(-2, 2, 2)

    shares = retail.huff(
        times,
        attraction,
        attraction_exponent=exponent,
        decay=decay,
        decay_form=form,
        extra=extra,
        extra_exponents=powers,
    )

    expected = huff_by_loops(times, attraction, exponent, decay, form, extra, powers)
    np.testing.assert_allclose(shares, expected, rtol=1e-10, atol=1e-15)


@laws
@given(seeds, forms, st.floats(0, 100), st.floats(0, 20))
def test_huff_rows_sum_to_one_and_turnover_to_the_demand(seed, form, decay, exponent):
    times, attraction, demand = town(seed)

    shares = retail.huff(times, attraction, decay=decay, decay_form=form, attraction_exponent=exponent)

    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-12)
    assert (shares >= 0).all()
    assert retail.turnover(shares, demand).sum() == pytest.approx(demand.sum(), rel=1e-12)


@laws
@given(seeds, forms, st.floats(1e-6, 1e6))
def test_huff_does_not_change_when_all_attraction_is_multiplied(seed, form, factor):
    times, attraction, _demand = town(seed)

    before, after = (retail.huff(times, sizes, decay_form=form) for sizes in (attraction, attraction * factor))

    np.testing.assert_allclose(after, before, rtol=1e-10, atol=1e-300)


@laws
@given(seeds, st.floats(1e-6, 1e6), st.floats(0, 100))
def test_huff_does_not_change_when_all_times_are_multiplied_under_power_decay(seed, factor, decay):
    times, attraction, _demand = town(seed)

    before, after = (retail.huff(minutes, attraction, decay=decay) for minutes in (times, times * factor))

    np.testing.assert_allclose(after, before, rtol=1e-10, atol=1e-300)


@pytest.mark.parametrize("form", ["power", "exponential"])
def test_huff_survives_numbers_of_all_sizes(form):
    times = [[1e-300, 1e15, 5.0], [1e15, 1e15, 1e15], [5e-324, 5e-324, 1e-300], [1e15, 9e14, 1e15]]
    attraction = [1e-300, 1e15, 5e-324]

    shares = retail.huff(times, attraction, decay=100, attraction_exponent=20, decay_form=form)

    np.testing.assert_allclose(shares.sum(axis=1), 1, rtol=1e-15)
    np.testing.assert_array_equal(shares[1], [0, 1, 0])  # all equally far


def test_huff_gives_a_row_of_far_centres_to_the_nearest_though_all_pulls_vanish():
    shares = retail.huff([[1e6, 1e6 + 1]], [1, 1], decay=100, decay_form="exponential")

    np.testing.assert_allclose(shares, [[1, math.exp(-100)]], rtol=1e-12)


def test_huff_keeps_differences_of_times_near_the_largest_number():
    shares = retail.huff([[1e15, 1e15 - 1]], [1, 1], decay=2, decay_form="exponential")

    np.testing.assert_allclose(shares, [[1 / (1 + math.e**2), 1 / (1 + math.e**-2)]], rtol=1e-12)


@pytest.mark.parametrize("exponent", [0, 1])
def test_a_closed_centre_has_no_share_whatever_the_exponent(exponent):
    shares = retail.huff([[1, 5, 5]], [0, 7, 7], attraction_exponent=exponent)

    np.testing.assert_array_equal(shares, [[0, 0.5, 0.5]])


def test_decay_and_exponent_zero_leave_equal_shares():
    np.testing.assert_allclose(retail.huff([[1, 1e9]], [1, 1e9], decay=0, attraction_exponent=0), [[0.5, 0.5]])


def test_one_centre_gets_everything():
    np.testing.assert_array_equal(retail.huff([[3], [4]], [2]), [[1], [1]])


def test_time_zero_is_allowed_with_exponential_decay_only():
    shares = retail.huff([[0, 1]], [1, 1], decay=1, decay_form="exponential")
    error = refusal(retail.huff, [[0, 1]], [1, 1])

    np.testing.assert_allclose(shares, [[1 / (1 + 1 / math.e), 1 / (1 + math.e)]])
    assert (error.argument, error.code) == ("times", "zero_time")


def test_min_time_raises_shorter_times():
    shares = retail.huff([[0, 0.5, 2]], [1, 1, 1], min_time=1)

    np.testing.assert_array_equal(shares, retail.huff([[1, 1, 2]], [1, 1, 1]))


def test_one_quality_may_be_a_row_and_its_exponent_a_number():
    quality = [1, 2, 4]

    row = retail.huff(TIMES, ATTRACTION, extra=quality, extra_exponents=0.5)
    table = retail.huff(TIMES, ATTRACTION, extra=[quality], extra_exponents=[0.5])

    np.testing.assert_array_equal(row, table)


def test_exponents_of_qualities_are_one_if_not_given():
    plain = retail.huff(TIMES, ATTRACTION, extra=[[1, 2, 4], [3, 1, 1]])

    np.testing.assert_allclose(
        plain, retail.huff(TIMES, np.array(ATTRACTION) * [3, 2, 4], extra=[1, 1, 1], extra_exponents=[7])
    )


def test_equal_qualities_change_nothing_however_high_their_exponent():
    extreme = retail.huff(TIMES, ATTRACTION, extra=[7, 7, 7], extra_exponents=[1e15])

    np.testing.assert_array_equal(extreme, retail.huff(TIMES, ATTRACTION))


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("times", TIMES),
        ("attraction", ATTRACTION),
        ("extra", [[1.0, 2.0, 3.0]]),
        ("extra_exponents", [1.0]),
        ("decay", 2.0),
        ("attraction_exponent", 1.0),
        ("min_time", 1.0),
    ],
)
def test_huff_refuses_what_is_no_number(name, good):
    arguments = {"times": TIMES, "attraction": ATTRACTION, "extra": [[1.0, 2.0, 3.0]]}

    for what, wrong in spoilt(good):
        assert refusal(retail.huff, **arguments | {name: wrong}).argument == name, what


@pytest.mark.parametrize(
    ("wrong", "argument", "code"),
    [
        ({"times": [[1, -1, 1]]}, "times", "range"),
        ({"times": [1, 2, 3]}, "times", "shape"),
        ({"times": np.ones((5001, 3))}, "times", "too_many"),
        ({"times": np.ones((1, 501)), "attraction": np.ones(501)}, "times", "too_many"),
        ({"attraction": [1, 2]}, "attraction", "length"),
        ({"attraction": [1, 2, -1]}, "attraction", "range"),
        ({"attraction": [0, 0, 0]}, "attraction", "all_zero"),
        ({"attraction_exponent": -0.1}, "attraction_exponent", "range"),
        ({"attraction_exponent": 20.1}, "attraction_exponent", "range"),
        ({"decay": -0.1}, "decay", "range"),
        ({"decay": 100.1}, "decay", "range"),
        ({"decay_form": "linear"}, "decay_form", "option"),
        ({"decay_form": None}, "decay_form", "option"),
        ({"min_time": 0}, "min_time", "range"),
        ({"extra": [1, 2]}, "extra", "length"),
        ({"extra": [1, 2, 0]}, "extra", "range"),
        ({"extra": np.ones((101, 3))}, "extra", "too_many"),
        ({"extra": np.ones((2, 3)), "extra_exponents": [1]}, "extra_exponents", "length"),
        ({"extra_exponents": [1]}, "extra_exponents", "not_used"),
    ],
)
def test_huff_refuses(wrong, argument, code):
    error = refusal(retail.huff, **{"times": TIMES, "attraction": ATTRACTION} | wrong)

    assert (error.argument, error.code) == (argument, code)


def test_turnover_is_the_sum_over_the_origins():
    np.testing.assert_allclose(retail.turnover([[0.25, 0.75], [1, 0]], [100, 10]), [35, 75])


def test_turnover_allows_rounded_rows_only():
    assert retail.turnover([[0.5, 0.5 + 9e-7]], [1]).shape == (2,)

    assert refusal(retail.turnover, [[0.5, 0.5], [0.5, 0.5 + 2e-6]], [1, 1]).code == "row_sum"


def test_turnover_refuses_wrong_arguments():
    for what, wrong in spoilt([[0.5, 0.5], [0.5, 0.5]]):
        assert refusal(retail.turnover, wrong, [1, 1]).argument == "probabilities", what
    for what, wrong in spoilt([1.0, 1.0]):
        assert refusal(retail.turnover, np.eye(2), wrong).argument == "demand", what
    assert refusal(retail.turnover, [[2, -1]], [1]).argument == "probabilities"
    assert refusal(retail.turnover, np.eye(2), [1, -1]).argument == "demand"
    assert refusal(retail.turnover, np.eye(2), [1, 1, 1]).code == "length"
    assert refusal(retail.turnover, np.ones((1, 501)) / 501, [1]).code == "too_many"


# The impact of a new centre


def test_impact_agrees_with_the_petrol_stations():
    case = oracle("3A_huff_pumps.yaml")
    times, sizes = np.array(case["input"]["times"]), case["input"]["attraction"]

    result = retail.impact(
        times[:, :1], sizes[:1], case["input"]["demand"], new_times=times[:, 1], new_attraction=sizes[1]
    )

    assert [field.name for field in fields(result)] == ["before", "after", "change", "change_percent", "new_turnover"]
    assert result.before == pytest.approx([380])
    assert result.after == pytest.approx(case["expect"]["turnover"][:1], abs=case["tolerance"])
    assert result.change_percent == pytest.approx([case["expect"]["impact_percent_old"]], abs=case["tolerance"])
    assert result.new_turnover == pytest.approx(case["expect"]["turnover"][1:], abs=case["tolerance"])


@laws
@given(seeds, forms, st.integers(1, 3))
def test_new_centres_take_from_every_other_what_they_gain(seed, form, new):
    times, attraction, demand = town(seed)
    random = np.random.default_rng(seed)
    demand += 1
    new_times, new_attraction = random.uniform(1, 60, (demand.size, new)), random.uniform(1, 5000, new)

    result = retail.impact(
        times, attraction, demand, new_times=new_times, new_attraction=new_attraction, decay_form=form, decay=1.5
    )

    assert (result.change < 0).all()
    assert -result.change.sum() == pytest.approx(result.new_turnover.sum(), rel=1e-9)
    np.testing.assert_allclose(result.after - result.before, result.change, atol=1e-9 * demand.sum())
    np.testing.assert_allclose(result.change_percent, 100 * result.change / result.before)


def test_impact_is_huff_with_minus_huff_without():
    options = {"decay": 1.2, "attraction_exponent": 0.8, "decay_form": "exponential", "min_time": 8.0}
    quality, powers = np.array([[1, 2, 3, 4, 5], [5, 4, 1, 2, 3.0]]), [0.5, -1]
    new_times, sizes = np.array([[7.0, 6.0], [9.0, 12.0]]), [10.0, 3.0]

    result = retail.impact(
        TIMES,
        ATTRACTION,
        DEMAND,
        new_times=new_times,
        new_attraction=sizes,
        extra=quality,
        extra_exponents=powers,
        **options,
    )

    before = retail.huff(TIMES, ATTRACTION, extra=quality[:, :3], extra_exponents=powers, **options)
    after = retail.huff(
        np.hstack([TIMES, new_times]), ATTRACTION + sizes, extra=quality, extra_exponents=powers, **options
    )
    after = retail.turnover(after, DEMAND)
    np.testing.assert_allclose(result.before, retail.turnover(before, DEMAND))
    np.testing.assert_allclose(result.after, after[:3])
    np.testing.assert_allclose(result.new_turnover, after[3:])
    np.testing.assert_allclose(result.change, result.after - result.before)


def test_impact_keeps_the_digits_of_a_change_far_below_the_turnover():
    result = retail.impact([[1]], [1], [1e6], new_times=[1e10], new_attraction=1)

    assert result.change == pytest.approx([-1e6 * 1e-20], rel=1e-12)


def test_impact_percent_is_missing_where_nothing_was_sold():
    result = retail.impact([[1, 1]], [0, 5], [10], new_times=[1], new_attraction=5)

    np.testing.assert_array_equal(result.before, [0, 10])
    np.testing.assert_array_equal(result.change, [0, -5])
    np.testing.assert_array_equal(result.change_percent, [np.nan, -50])


def test_a_closed_new_centre_changes_nothing():
    result = retail.impact(TIMES, ATTRACTION, DEMAND, new_times=[1, 1], new_attraction=0)

    np.testing.assert_array_equal(result.change, np.zeros(3))
    np.testing.assert_array_equal(result.new_turnover, [0])


@laws
@given(seeds, forms)
def test_impact_of_other_sizes_is_huff_with_minus_huff_without(seed, form):
    times, attraction, demand = town(seed)
    random = np.random.default_rng(seed)
    later = attraction * random.choice([0, 1, 3], attraction.size)
    attraction[-1], later[0] = 0, 5
    quality, powers = random.uniform(0.5, 2, (2, attraction.size)), [0.5, -1]
    options = {
        "decay_form": form,
        "decay": 1.3,
        "attraction_exponent": 0.8,
        "extra": quality,
        "extra_exponents": powers,
    }
    before, after = (retail.turnover(retail.huff(times, sizes, **options), demand) for sizes in (attraction, later))

    result = retail.impact(times, attraction, demand, later=later, **options)

    np.testing.assert_array_equal(result.before, before)
    np.testing.assert_array_equal(result.after, after)
    np.testing.assert_array_equal(result.change, after - before)
    np.testing.assert_array_equal(result.change_percent, retail.percent_change(before, after))
    assert result.new_turnover.size == 0


def test_a_centre_that_closes_leaves_its_turnover_to_old_and_new_ones():
    result = retail.impact([[5, 5, 5]], [50, 30, 20], [100], new_times=[5], new_attraction=150, later=[0, 30, 20])

    np.testing.assert_allclose(result.after, [0, 15, 10])
    np.testing.assert_allclose(result.change, [-50, -15, -10])
    np.testing.assert_allclose(result.new_turnover, [75])


def test_nothing_changes_where_nothing_is_told_of_a_change():
    result = retail.impact(TIMES, ATTRACTION, DEMAND)

    np.testing.assert_array_equal(result.after, result.before)
    np.testing.assert_array_equal(result.change, np.zeros(3))


def test_percent_change_is_missing_where_nothing_was_sold_and_takes_any_size():
    np.testing.assert_array_equal(retail.percent_change([0, 5, 4e18], [3, 4, 5e18]), [np.nan, -20, 25])


@pytest.mark.parametrize("name", ["before", "after"])
def test_percent_change_refuses_what_is_no_number(name):
    good = {"before": [1.0, 2.0], "after": [1.0, 2.0]}

    for what, wrong in spoilt([1.0, 2.0]):
        if what != "beyond 1e15":
            assert refusal(retail.percent_change, **good | {name: wrong}).argument in good, what
    assert refusal(retail.percent_change, [1, 2], [1]).code == "length"
    assert refusal(retail.percent_change, [1, -2], [1, 2]).code == "range"


def test_one_attraction_holds_for_each_new_centre():
    new_times = [[7.0, 6.0], [9.0, 12.0]]

    one, each = (
        retail.impact(TIMES, ATTRACTION, DEMAND, new_times=new_times, new_attraction=size) for size in (5, [5, 5])
    )

    np.testing.assert_array_equal(one.new_turnover, each.new_turnover)


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("times", TIMES),
        ("attraction", ATTRACTION),
        ("demand", DEMAND),
        ("new_times", [[7.0], [9.0]]),
        ("new_attraction", [10.0]),
        ("later", ATTRACTION),
        ("extra", np.ones((2, 4))),
    ],
)
def test_impact_refuses_what_is_no_number(name, good):
    arguments = {"times": TIMES, "attraction": ATTRACTION, "demand": DEMAND, **NEW}

    for what, wrong in spoilt(good):
        assert refusal(retail.impact, **arguments | {name: wrong}).argument == name, what


@pytest.mark.parametrize(
    ("wrong", "argument", "code"),
    [
        ({"new_times": [1, 2, 3]}, "new_times", "length"),
        ({"new_times": [1, 0]}, "new_times", "zero_time"),
        ({"new_times": [1, -1]}, "new_times", "range"),
        ({"new_times": np.ones((2, 501))}, "new_times", "too_many"),
        ({"new_attraction": [1, 2]}, "new_attraction", "length"),
        ({"new_attraction": -1}, "new_attraction", "range"),
        ({"new_attraction": None}, "new_attraction", "required"),
        ({"later": [1, 2]}, "later", "length"),
        ({"later": [0, 0, 0]}, "later", "all_zero"),
        ({"attraction": [0, 0, 0]}, "attraction", "all_zero"),
        ({"demand": [1, 2, 3]}, "demand", "length"),
        ({"extra": [1, 1, 1]}, "extra", "length"),  # it must hold the new centre too
        ({"decay": 101}, "decay", "range"),
        ({"decay_form": "log"}, "decay_form", "option"),
    ],
)
def test_impact_refuses(wrong, argument, code):
    arguments = {"times": TIMES, "attraction": ATTRACTION, "demand": DEMAND, **NEW}

    error = refusal(retail.impact, **arguments | wrong)

    assert (error.argument, error.code) == (argument, code)


# Calibration


@laws
@given(seeds, forms, st.floats(0.05, 9.5), st.floats(0, 2))
def test_calibration_recovers_the_decay_from_the_shares_it_made(seed, form, decay, exponent):
    times, attraction, demand = town(seed)
    if form == "exponential":
        times /= 30
    shares = retail.huff(times, attraction, decay=decay, decay_form=form, attraction_exponent=exponent)
    counts = shares * (demand[:, None] + 1)

    for observed in (shares, counts):
        result = retail.calibrate_decay(
            times, attraction, observed, decay_form=form, attraction_exponent=exponent, bounds=(0, 10)
        )
        assert result.decay == pytest.approx(decay, abs=1e-6)
        assert not result.at_bound
        np.testing.assert_allclose(result.probabilities, shares, atol=1e-6)


@laws
@given(seeds, forms)
def test_no_decay_nearby_is_more_likely(seed, form):
    times, attraction, _demand = town(seed)
    observed = np.random.default_rng(seed).integers(0, 20, times.shape).astype(float)
    assume(observed.any())
    observed[0] = 0 if observed[1:].any() else observed[0]

    def log_likelihood(decay):
        shares = retail.huff(times, attraction, decay=decay, decay_form=form)
        return (observed * np.log(shares)).sum()

    result = retail.calibrate_decay(times, attraction, observed, decay_form=form, bounds=(0, 3))

    best = log_likelihood(result.decay)
    assert result.log_likelihood == pytest.approx(best, rel=1e-12)
    for nearby in np.clip(result.decay + np.array([-0.1, -1e-3, 1e-3, 0.1]), 0, 3):
        assert log_likelihood(nearby) <= best + 1e-9 * abs(best)


@laws
@given(seeds, forms)
def test_calibration_is_right_to_a_millionth(seed, form):
    times, attraction, _demand = town(seed)
    observed = np.random.default_rng(seed).integers(1, 20, times.shape).astype(float)

    result = retail.calibrate_decay(times, attraction, observed, decay_form=form)

    separation = np.log(times) if form == "power" else times

    def slope(decay):
        expected = observed.sum(axis=1, keepdims=True) * retail.huff(times, attraction, decay=decay, decay_form=form)
        return ((expected - observed) * separation).sum()

    assert result.decay <= 1e-6 or slope(result.decay - 1e-6) > 0
    assert result.decay >= 10 - 1e-6 or slope(result.decay + 1e-6) < 0


def test_calibration_agrees_with_the_decay_solved_by_hand():
    # one origin, two equal centres at 1 and 2 minutes: p1 / p2 = 2 ** decay
    result = retail.calibrate_decay([[1, 2]], [1, 1], [[3, 1]])

    assert [field.name for field in fields(result)] == ["decay", "log_likelihood", "probabilities", "at_bound"]
    assert result.decay == pytest.approx(math.log2(3), abs=1e-9)
    assert result.log_likelihood == pytest.approx(3 * math.log(0.75) + math.log(0.25))
    np.testing.assert_allclose(result.probabilities, [[0.75, 0.25]])
    assert result.at_bound is False


@pytest.mark.parametrize(("observed", "decay"), [([[5, 0]], 10), ([[0, 5]], 0), ([[1, 1]], 0)])
def test_calibration_says_when_it_stopped_at_a_bound(observed, decay):
    result = retail.calibrate_decay([[1, 2]], [1, 1], observed)

    assert (result.decay, result.at_bound) == (pytest.approx(decay, abs=1e-6), True)


def test_calibration_stays_within_its_bounds():
    result = retail.calibrate_decay([[1, 2]], [1, 1], [[3, 1]], bounds=(2, 5))

    assert (result.decay, result.at_bound) == (2, True)


def test_origins_without_observations_say_nothing():
    some = retail.calibrate_decay([[1, 2], [9, 1]], [1, 1], [[3, 1], [0, 0]])

    assert some.decay == pytest.approx(math.log2(3), abs=1e-9)
    assert some.probabilities.shape == (2, 2)


def test_calibration_raises_short_times_like_huff():
    result = retail.calibrate_decay([[0, 2]], [1, 1], [[3, 1]], min_time=1)

    assert result.decay == pytest.approx(math.log2(3), abs=1e-9)


@pytest.mark.parametrize("form", ["power", "exponential"])
def test_calibration_survives_numbers_of_all_sizes(form):
    times = [[1e-300, 1e15], [1.0, 2.0], [5.0, 1.0]]

    for observed in ([[1e15, 1e-300], [1e-300, 1], [1, 1e15]], [[1e-300, 1e-310], [1e-300, 0], [5e-324, 0]]):
        result = retail.calibrate_decay(times, [1e-300, 1e15], observed, decay_form=form, bounds=(0, 100))
        assert 0 <= result.decay <= 100
        assert np.isfinite(result.log_likelihood)
        np.testing.assert_allclose(result.probabilities.sum(axis=1), 1)


def test_calibration_takes_hours_as_large_as_they_come():
    times = np.array([[1.0, 2.0], [4.0, 2.0]]) * 1e14
    shares = retail.huff(times, [1, 1], decay=3e-15, decay_form="exponential")

    result = retail.calibrate_decay(times, [1, 1], shares, decay_form="exponential")

    np.testing.assert_allclose(result.probabilities, shares, rtol=1e-6)


@pytest.mark.parametrize("form", ["power", "exponential"])
@pytest.mark.parametrize(
    "times", [[[3, 3], [8, 8]], [[3, 3 + 1e-12], [8, 8]], [[3], [8]], [[3, 3], [1, 8]], [[0.1, 0.9], [0.4, 0.4]]]
)
def test_calibration_refuses_centres_equally_far_from_all_observed(times, form):
    observed = np.array([np.ones_like(times[0]), np.zeros_like(times[0])])

    error = refusal(retail.calibrate_decay, times, np.ones(len(times[0])), observed, decay_form=form, min_time=1)

    assert (error.argument, error.code) == ("times", "equally_far")


@pytest.mark.parametrize(
    ("name", "good"),
    [("times", TIMES), ("attraction", ATTRACTION), ("observed", OBSERVED), ("bounds", [0.0, 5.0]), ("min_time", 1.0)],
)
def test_calibration_refuses_what_is_no_number(name, good):
    arguments = {"times": TIMES, "attraction": ATTRACTION, "observed": OBSERVED}

    for what, wrong in spoilt(good):
        assert refusal(retail.calibrate_decay, **arguments | {name: wrong}).argument == name, what


@pytest.mark.parametrize(
    ("wrong", "argument", "code"),
    [
        ({"times": [[0, 1, 1], [1, 1, 1]]}, "times", "zero_time"),
        ({"times": np.ones((5001, 3))}, "times", "too_many"),
        ({"attraction": [1, 2, 0]}, "attraction", "range"),
        ({"attraction": [1, 2]}, "attraction", "length"),
        ({"observed": np.zeros((2, 3))}, "observed", "all_zero"),
        ({"observed": np.ones((3, 3))}, "observed", "length"),
        ({"observed": np.ones((2, 2))}, "observed", "length"),
        ({"observed": -np.ones((2, 3))}, "observed", "range"),
        ({"bounds": (1, 1)}, "bounds", "order"),
        ({"bounds": (2, 1)}, "bounds", "order"),
        ({"bounds": (-1, 1)}, "bounds", "range"),
        ({"bounds": (0, 101)}, "bounds", "range"),
        ({"bounds": (0, 1, 2)}, "bounds", "length"),
        ({"bounds": None}, "bounds", "not_numbers"),
        ({"attraction_exponent": 21}, "attraction_exponent", "range"),
        ({"decay_form": "linear"}, "decay_form", "option"),
    ],
)
def test_calibration_refuses(wrong, argument, code):
    arguments = {"times": TIMES, "attraction": ATTRACTION, "observed": OBSERVED}

    error = refusal(retail.calibrate_decay, **arguments | wrong)

    assert (error.argument, error.code) == (argument, code)


def test_floor_space_and_qualities_make_one_attraction():
    quality, powers = [[1, 2, 3.0], [5, 4, 1]], [0.5, -2]

    joint = retail.joint_attraction(ATTRACTION, attraction_exponent=0.7, extra=quality, extra_exponents=powers)

    assert joint.max() == 1
    np.testing.assert_allclose(
        retail.huff(TIMES, joint),
        retail.huff(TIMES, ATTRACTION, attraction_exponent=0.7, extra=quality, extra_exponents=powers),
        rtol=1e-12,
    )


def test_joint_attraction_never_vanishes():
    joint = retail.joint_attraction([1e-300, 1e15], attraction_exponent=20)

    np.testing.assert_array_equal(joint, [1e-300, 1])


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("attraction", ATTRACTION),
        ("attraction_exponent", 1.0),
        ("extra", [[1.0, 2.0, 3.0]]),
        ("extra_exponents", [1.0]),
    ],
)
def test_joint_attraction_refuses_what_is_no_number(name, good):
    arguments = {"attraction": ATTRACTION, "extra": [[1.0, 2.0, 3.0]]}

    for what, wrong in spoilt(good):
        assert refusal(retail.joint_attraction, **arguments | {name: wrong}).argument == name, what
    assert refusal(retail.joint_attraction, [1, 0]).code == "range"
    assert refusal(retail.joint_attraction, np.ones(501)).code == "too_many"


def test_misplaced_visits_are_half_of_what_the_shares_differ():
    observed = [[3, 1], [0, 0], [0.2, 0.2]]

    assert retail.misplaced_share(observed, [[0.5, 0.5], [1, 0], [0.5, 0.5]]) == pytest.approx((0.25 + 0) / 2)
    assert retail.misplaced_share(observed, [[0.75, 0.25], [0, 1], [0.5, 0.5]]) == 0


@pytest.mark.parametrize("name", ["observed", "probabilities"])
def test_misplaced_share_refuses_what_is_no_number(name):
    good = {"observed": np.eye(2), "probabilities": np.eye(2)}

    for what, wrong in spoilt(np.eye(2)):
        assert refusal(retail.misplaced_share, **good | {name: wrong}).argument in good, what
    assert refusal(retail.misplaced_share, [[0, 0]], [[1, 0]]).code == "all_zero"
    assert refusal(retail.misplaced_share, [[1, 0]], [[1, 1]]).code == "row_sum"
    assert refusal(retail.misplaced_share, [[1, 0, 0]], [[1, 0]]).code == "length"


# Distances


def test_a_degree_along_a_meridian_and_half_the_sphere():
    found = retail.distances([[46, 15], [0, 0]], [[47, 15], [0, 180]])

    assert found[0, 0] == pytest.approx(6371 * math.pi / 180)
    assert found[1, 1] == pytest.approx(6371 * math.pi)


@laws
@given(seeds)
def test_distances_agree_with_the_angle_between_two_vectors(seed):
    random = np.random.default_rng(seed)
    places = np.column_stack([random.uniform(-90, 90, 6), random.uniform(-180, 180, 6)])

    found = retail.distances(places[:2], places)

    latitude, longitude = np.radians(places).T
    vectors = np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )
    angles = np.arccos(np.clip(vectors[:2] @ vectors.T, -1, 1))
    np.testing.assert_allclose(found, 6371 * angles, atol=1e-3)
    np.testing.assert_allclose(found[:, :2], found[:, :2].T)


def test_a_distance_to_an_unknown_place_is_unknown():
    np.testing.assert_array_equal(retail.distances([[46, 15]], [[46, 15], [np.nan, 15]]), [[0, np.nan]])


def test_distances_refuse_what_is_no_place():
    for name in ("from_places", "to_places"):
        for what, wrong in spoilt([[46.0, 15.0], [45.0, 14.0]], missing=True):
            good = {"from_places": [[46, 15]], "to_places": [[46, 15]]}
            assert refusal(retail.distances, **good | {name: wrong}).argument == name, what
    assert refusal(retail.distances, [[91, 0]], [[0, 0]]).code == "range"
    assert refusal(retail.distances, [[0, 0]], [[0, 181]]).code == "range"
    assert refusal(retail.distances, [[0, 0, 0]], [[0, 0]]).code == "length"
    assert refusal(retail.distances, np.zeros((5001, 2)), [[0, 0]]).code == "too_many"


# The gap


def test_gap_agrees_with_the_furniture_branch():
    case = oracle("3D_gap_furniture.yaml")

    result = retail.gap(**case["input"])

    assert [field.name for field in fields(result)] == [
        "potential",
        "balance",
        "pull_factor",
        "captured_population",
        "floor_space",
    ]
    wanted = case["expect"]
    np.testing.assert_allclose(result.potential, [wanted["potential"]], atol=case["tolerance"])
    np.testing.assert_allclose(result.balance, [wanted["balance"]], atol=case["tolerance"])
    np.testing.assert_allclose(result.pull_factor, [wanted["pull_factor"]], atol=5e-5)
    np.testing.assert_allclose(result.captured_population, [wanted["captured_population"]], atol=case["tolerance"])
    assert result.floor_space is None


def test_gap_follows_the_formulas_branch_by_branch():
    result = retail.gap([50, 400], population=1000, spend_per_head=[0.1, 0.3], income_ratio=2, turnover_per_m2=[5, 2])

    np.testing.assert_allclose(result.potential, [200, 600])
    np.testing.assert_allclose(result.balance, [-150, -200])
    np.testing.assert_allclose(result.pull_factor, [0.25, 2 / 3])
    np.testing.assert_allclose(result.captured_population, [250, 2000 / 3])
    np.testing.assert_allclose(result.floor_space, [30, 100])


def test_gap_repeats_a_number_for_each_branch():
    result = retail.gap(50, population=1000, spend_per_head=[0.1, 0.3], turnover_per_m2=5)

    np.testing.assert_allclose(result.balance, [-50, -250])
    np.testing.assert_allclose(result.floor_space, [10, 50])


def test_gap_has_no_pull_factor_without_potential():
    result = retail.gap([0, 50, 50], population=10, spend_per_head=[0, 0, 5], turnover_per_m2=1)

    np.testing.assert_array_equal(result.pull_factor, [np.nan, np.nan, 1])
    np.testing.assert_array_equal(result.captured_population, [np.nan, np.nan, 10])
    np.testing.assert_array_equal(result.floor_space, [0, -50, 0])


def test_gap_refuses_amounts_whose_ratio_is_beyond_all_numbers():
    error = refusal(retail.gap, 1e15, population=1, spend_per_head=1e-300)

    assert (error.argument, error.code) == ("spend_per_head", "too_small")
    assert refusal(retail.gap, 1, population=1e15, spend_per_head=1, turnover_per_m2=1e-300).code == "too_small"


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("actual", ACTUAL),
        ("population", 1000.0),
        ("spend_per_head", [0.1, 0.3]),
        ("income_ratio", 1.0),
        ("turnover_per_m2", [5.0, 5.0]),
    ],
)
def test_gap_refuses_what_is_no_number(name, good):
    for what, wrong in spoilt(good):
        assert refusal(retail.gap, **{"actual": ACTUAL, **PLACE, name: wrong}).argument == name, what


@pytest.mark.parametrize(
    ("wrong", "argument", "code"),
    [
        ({"actual": [1, -1]}, "actual", "range"),
        ({"population": -1}, "population", "range"),
        ({"population": 0}, "population", "range"),
        ({"income_ratio": 0}, "income_ratio", "range"),
        ({"spend_per_head": [0, 0]}, "spend_per_head", "all_zero"),
        ({"spend_per_head": 0}, "spend_per_head", "all_zero"),
        ({"population": [1, 2]}, "population", "shape"),
        ({"spend_per_head": [1, -1]}, "spend_per_head", "range"),
        ({"income_ratio": -1}, "income_ratio", "range"),
        ({"turnover_per_m2": [1, 0]}, "turnover_per_m2", "range"),
        ({"turnover_per_m2": [1, 1, 1]}, "actual", "length"),
        ({"actual": [1]}, "actual", "length"),
    ],
)
def test_gap_refuses(wrong, argument, code):
    error = refusal(retail.gap, **{"actual": ACTUAL, **PLACE} | wrong)

    assert (error.argument, error.code) == (argument, code)


# Sensitivity


@pytest.mark.parametrize("form", ["power", "exponential"])
@pytest.mark.parametrize("attraction", [[6.0, 12.0, 4.0], [0.0, 12.0, 4.0], [6.0, 12.0, 0.0]])
def test_sensitivity_is_huff_with_one_assumption_changed(form, attraction):
    base = {"decay": 1.7, "attraction_exponent": 0.9, "decay_form": form, "min_time": 9.0}

    def turnover(times=TIMES, **changed):
        return retail.turnover(retail.huff(times, attraction, **base | changed), DEMAND)[2]

    decay, exponent, times, demand = retail.sensitivity(
        TIMES, attraction, DEMAND, centre=2, decays=(0, 3), attraction_exponents=[0.5, 2], time_change=0.3, **base
    )

    assert [field.name for field in fields(decay)] == ["parameter", "values", "turnover"]
    assert [swing.parameter for swing in (decay, exponent, times, demand)] == [
        "decay",
        "attraction_exponent",
        "times",
        "demand",
    ]
    np.testing.assert_array_equal(decay.values, [0, 3])
    np.testing.assert_allclose(decay.turnover, [turnover(decay=0), turnover(decay=3)])
    np.testing.assert_array_equal(exponent.values, [0.5, 2])
    np.testing.assert_allclose(exponent.turnover, [turnover(attraction_exponent=value) for value in (0.5, 2)])
    np.testing.assert_allclose(times.values, [0.7, 1, 1.3])
    np.testing.assert_allclose(times.turnover, [turnover(np.array(TIMES) * [1, 1, f]) for f in (0.7, 1, 1.3)])
    np.testing.assert_allclose(demand.values, [0.9, 1, 1.1])
    np.testing.assert_allclose(demand.turnover, turnover() * np.array([0.9, 1, 1.1]))


def test_sensitivity_watches_several_centres_while_the_first_is_studied():
    options = {"extra": [1, 2, 3], "extra_exponents": [0.5], "decay": 1.7, "time_change": 0.3}

    def turnover(times):
        shares = retail.huff(times, ATTRACTION, decay=1.7, extra=[1, 2, 3], extra_exponents=[0.5])
        return retail.turnover(shares, DEMAND)

    several = retail.sensitivity(TIMES, ATTRACTION, DEMAND, centre=[2, 0], **options)
    one = retail.sensitivity(TIMES, ATTRACTION, DEMAND, centre=2, **options)

    for both, alone in zip(several, one, strict=True):
        assert both.turnover.shape == (both.values.size, 2)
        np.testing.assert_array_equal(both.turnover[:, 0], alone.turnover)
    expected = [turnover(np.array(TIMES) * [1, 1, factor])[[2, 0]] for factor in (0.7, 1, 1.3)]
    np.testing.assert_array_equal(several[2].turnover, expected)


def test_sensitivity_tells_how_far_it_is_and_can_be_stopped():
    told = []
    retail.sensitivity(TIMES, ATTRACTION, DEMAND, centre=0, progress=told.append)
    assert told == [0.25, 0.5, 0.75, 1]

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        retail.sensitivity(TIMES, ATTRACTION, DEMAND, centre=0, progress=stop)


def test_sensitivity_tries_what_the_portal_shows_if_not_told_otherwise():
    decay, exponent, times, demand = retail.sensitivity(TIMES, ATTRACTION, DEMAND, centre=0)

    np.testing.assert_array_equal(decay.values, [1, 1.5, 2, 2.5, 3])
    np.testing.assert_array_equal(exponent.values, [0.5, 1, 1.5])
    assert decay.turnover[2] == exponent.turnover[1] == times.turnover[1] == demand.turnover[1]
    assert times.turnover[0] > times.turnover[1] > times.turnover[2]


def test_sensitivity_of_the_only_centre_is_the_demand():
    swings = retail.sensitivity([[3], [4]], [5], [10, 20], centre=0)

    for swing in swings[:3]:
        np.testing.assert_array_equal(swing.turnover, np.full(swing.values.size, 30.0))


def test_sensitivity_keeps_the_least_of_times_above_zero():
    _decay, _exponent, times, _demand = retail.sensitivity([[5e-324, 1.0]], [1, 1], [10], centre=0, time_change=0.9)

    assert np.isfinite(times.turnover).all()


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("times", TIMES),
        ("attraction", ATTRACTION),
        ("demand", DEMAND),
        ("decays", [1.0, 2.0]),
        ("attraction_exponents", [1.0, 2.0]),
        ("time_change", 0.2),
        ("demand_change", 0.1),
    ],
)
def test_sensitivity_refuses_what_is_no_number(name, good):
    arguments = {"times": TIMES, "attraction": ATTRACTION, "demand": DEMAND, "centre": 0}

    for what, wrong in spoilt(good):
        assert refusal(retail.sensitivity, **arguments | {name: wrong}).argument == name, what


@pytest.mark.parametrize(
    ("wrong", "argument", "code"),
    [
        ({"centre": 3}, "centre", "range"),
        ({"centre": -1}, "centre", "range"),
        ({"centre": 1.0}, "centre", "not_whole"),
        ({"centre": None}, "centre", "not_whole"),
        ({"centre": []}, "centre", "too_few"),
        ({"centre": [0, 3]}, "centre", "range"),
        ({"centre": [[0, 1]]}, "centre", "not_whole"),
        ({"extra": [1, 2]}, "extra", "length"),
        ({"decays": (1, 101)}, "decays", "range"),
        ({"attraction_exponents": (-1,)}, "attraction_exponents", "range"),
        ({"time_change": -0.1}, "time_change", "range"),
        ({"time_change": 1}, "time_change", "range"),
        ({"demand_change": 1.1}, "demand_change", "range"),
        ({"demand_change": -0.1}, "demand_change", "range"),
        ({"times": [[0, 1, 1], [1, 1, 1]]}, "times", "zero_time"),
        ({"attraction": [0, 0, 0]}, "attraction", "all_zero"),
        ({"demand": [1]}, "demand", "length"),
        ({"decay": 101}, "decay", "range"),
        ({"min_time": -1}, "min_time", "range"),
    ],
)
def test_sensitivity_refuses(wrong, argument, code):
    arguments = {"times": TIMES, "attraction": ATTRACTION, "demand": DEMAND, "centre": 0}

    error = refusal(retail.sensitivity, **arguments | wrong)

    assert (error.argument, error.code) == (argument, code)


# All


CALLS = {
    "breaking_point": (retail.breaking_point, ([1.0, 2.0], [3.0, 4.0], [5.0, 6.0]), {}),
    "huff": (retail.huff, (TIMES, ATTRACTION), {"extra": [1.0, 2.0, 3.0], "extra_exponents": [2.0], "min_time": 7}),
    "turnover": (retail.turnover, ([[0.5, 0.5]], [3.0]), {}),
    "joint_attraction": (retail.joint_attraction, (ATTRACTION,), {"extra": [1.0, 2.0, 3.0], "extra_exponents": [2.0]}),
    "percent_change": (retail.percent_change, ([1.0, 2.0], [3.0, 4.0]), {}),
    "misplaced_share": (retail.misplaced_share, ([[2.0, 3.0]], [[0.5, 0.5]]), {}),
    "distances": (retail.distances, ([[46.0, 15.0]], [[45.0, 14.0]]), {}),
    "impact of other sizes": (
        retail.impact,
        (TIMES, ATTRACTION, DEMAND),
        {"later": [0.0, 7.0, 9.0], "min_time": 8},
    ),
    "impact": (
        retail.impact,
        (TIMES, ATTRACTION, DEMAND),
        {"new_times": [7.0, 9.0], "new_attraction": [3.0], "extra": np.ones((2, 4)), "min_time": 8},
    ),
    "calibrate_decay": (retail.calibrate_decay, (TIMES, ATTRACTION, OBSERVED), {"bounds": [0.0, 9.0], "min_time": 8}),
    "gap": (
        retail.gap,
        (ACTUAL,),
        {"population": 3, "spend_per_head": [1.0, 2.0], "turnover_per_m2": [1.0, 2.0]},
    ),
    "sensitivity": (
        retail.sensitivity,
        (TIMES, ATTRACTION, DEMAND),
        {"centre": 1, "decays": [1.0], "attraction_exponents": [1.0], "min_time": 8},
    ),
}


@pytest.mark.parametrize("name", CALLS)
def test_arguments_and_the_global_random_state_stay_as_they_are(name):
    function, positional, options = CALLS[name]
    positional = [np.array(value) for value in positional]
    options = {key: np.array(value) if isinstance(value, list) else value for key, value in options.items()}
    before = [array.copy() for array in positional], {key: np.copy(value) for key, value in options.items()}
    state = np.random.get_state()[1].copy()

    result = function(*positional, **options)

    for array, copy in zip(positional, before[0], strict=True):
        np.testing.assert_array_equal(array, copy)
    for key, copy in before[1].items():
        np.testing.assert_array_equal(options[key], copy)
    np.testing.assert_array_equal(np.random.get_state()[1], state)
    inputs = [*positional, *(value for value in options.values() if isinstance(value, np.ndarray))]
    for array in arrays_of(result):
        assert array.dtype == np.float64
        assert not any(np.shares_memory(array, given) for given in inputs)


def arrays_of(result):
    if isinstance(result, np.ndarray | float):
        return [result] if isinstance(result, np.ndarray) else []
    parts = result if isinstance(result, tuple) else [result]
    values = [getattr(part, field.name) for part in parts for field in fields(part)]
    return [value for value in values if isinstance(value, np.ndarray)]


@pytest.mark.parametrize("name", CALLS)
def test_results_do_not_depend_on_how_the_caller_treats_underflow(name):
    function, positional, options = CALLS[name]

    with np.errstate(all="raise"):
        function(*positional, **options)
        retail.huff([[1e-300, 1e15]], [1e-300, 1e15], decay=100)
