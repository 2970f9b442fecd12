"""What may go wrong: how many risks have each likelihood and impact, and all of them, the gravest first."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.charts import risk_matrix
from catalogue.languages import Shown, shown
from plans.figures.risk import Band, RiskFigures, bands, counts
from plans.pages.words import BANDS, IMPACTS, LIKELIHOODS


class RiskLine(NamedTuple):
    """A risk with its grades in words."""

    title: Shown
    response: Shown
    owner: str
    likelihood: str
    impact: str
    score: int
    band: str
    band_said: str
    action: Shown
    address: str


def risk_parts(shown_plan):
    found, rows = shown_plan.standing.risks, shown_plan.rows.by_key("risks")
    return {
        "risks": [risk_line(shown_plan, rows[one.key]) for one in found],
        "chart": chart_of(found) if found else None,
        "in_bands": [(BANDS[band], sum(one.band == band for one in found)) for band in reversed(Band)],
    }


def risk_line(shown_plan, row):
    figures = RiskFigures(row.key, row.likelihood, row.impact)
    return RiskLine(
        shown(row, "title"),
        shown(row, "response"),
        row.owner,
        LIKELIHOODS[row.likelihood - 1],
        IMPACTS[row.impact - 1],
        figures.score,
        str(figures.band),
        BANDS[figures.band],
        shown(row.action, "title"),
        shown_plan.action_address(row.action.key),
    )


def chart_of(risks):
    order = list(Band)
    return risk_matrix(
        key="risks",
        title=_("Risks by likelihood and impact"),
        description=_("How many risks have each likelihood and each impact; the highest ones stand at the top right."),
        counts=counts(risks),
        bands=[[order.index(band) for band in row] for row in bands()],
        scores=[[likelihood * impact for impact in range(1, 6)] for likelihood in range(1, 6)],
        band_labels=[BANDS[band] for band in order],
        likelihood_labels=LIKELIHOODS,
        impact_labels=IMPACTS,
        likelihood_title=_("Likelihood"),
        impact_title=_("Impact"),
    )
