"""Who shops where: the Huff model of catchments, and what a new or a closing centre changes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tools.asking.base import Question, Source, Trouble
from tools.asking.options import Choice, Number, Yes
from tools.asking.parts import Attribute, Listing, Table
from tools.questions.huff.answer import answer_catchments
from tools.questions.huff.check import catchment_problems
from tools.questions.huff.compute import compute_catchments
from tools.questions.huff.data import CLOSED, EXISTING, NEW
from tools.questions.huff.examples import EXAMPLES

LONG = 400_000  # times, from which on it takes more than a second


class HuffQuestion(Question):
    key = "huff"
    tool = "retail"
    title = _("Catchments and new centres")
    question = _("Who shops where, and what changes if a centre opens or closes?")
    lead = _(
        "You need the places where people live with what they spend, the shopping centres with their floor space, and "
        "travel times or coordinates. You get the catchment of each centre and what it wins or loses."
    )
    method = (
        _(
            "Huff model: the pull of a centre on a place is floor space^γ × f(travel time), times each further quality "
            "raised to its own weight. f = time^−λ (power decay) or exp(−λ × time) (exponential decay). The share of "
            "a centre is its pull divided by the pulls of all centres; its turnover is the sum of share × residents × "
            "spending per head over all places."
        ),
        _(
            "Impact = turnover with all centres that are open afterwards − turnover with those open today. Losses "
            "above 10 per cent are marked amber, above 20 per cent red. A centre without floor space counts as closed."
        ),
        _(
            "Travel times are those typed. An empty cell is estimated from coordinates: straight line × detour ÷ "
            "speed. Times below the least time are raised to it, because power decay has no value at 0."
        ),
        _(
            "Breaking point (Reilly, Converse) between centres with coordinates, measured from the first: "
            "distance ÷ (1 + √(floor space of the second ÷ floor space of the first))."
        ),
        _(
            "From observed visits, λ is found by maximum likelihood: the value that makes Σ observed × ln(share) "
            "largest. Sensitivity: λ 1 to 3 (exponential: half to one and a half times), γ 0.5 to 1.5, times to the "
            "centre studied ±20 per cent, spending ±10 per cent, one at a time."
        ),
    )
    sources = (
        Source(
            "Huff, D. L. (1963): A Probabilistic Analysis of Shopping Center Trade Areas. Land Economics 39(1), 81–90."
        ),
        Source(
            "Nakanishi, M., Cooper, L. G. (1974): Parameter Estimation for a Multiplicative Competitive Interaction "
            "Model: Least Squares Approach. Journal of Marketing Research 11(3), 303–311."
        ),
        Source("Reilly, W. J. (1931): The Law of Retail Gravitation. Knickerbocker Press, New York."),
        Source("Converse, P. D. (1949): New Laws of Retail Gravitation. Journal of Marketing 14(3), 379–384."),
        Source(
            "Batty, M., Mackie, S. (1972): The Calibration of Gravity, Entropy, and Related Models of Spatial "
            "Interaction. Environment and Planning 4(2), 205–233."
        ),
    )
    parts = (
        Listing(
            "origins",
            _("Places where people live"),
            _("Place"),
            _("Add a place"),
            (
                Attribute("residents", _("Residents"), required=True, low=0, high=1e8),
                Attribute(
                    "spend",
                    _("Spending per head, a year"),
                    required=True,
                    low=0,
                    high=1e7,
                    help=_("in the branch studied"),
                ),
                Attribute("latitude", _("Latitude"), low=-90, high=90, help=_("degrees, may stay empty"), more=True),
                Attribute(
                    "longitude", _("Longitude"), low=-180, high=180, help=_("degrees, may stay empty"), more=True
                ),
            ),
            most=5000,
            help=_(
                "Towns, villages or quarters whose people shop in the area. Study one branch or group of goods at a "
                "time, in one currency. More than 60 places are best uploaded."
            ),
        ),
        Listing(
            "centres",
            _("Shopping centres"),
            _("Centre"),
            _("Add a centre"),
            (
                Attribute("area", _("Floor space, m²"), required=True, low=0, high=1e9),
                Attribute(
                    "status",
                    _("Status"),
                    "choice",
                    ((EXISTING, _("exists")), (NEW, _("new")), (CLOSED, _("closes"))),
                    default=EXISTING,
                ),
                Attribute("latitude", _("Latitude"), low=-90, high=90, help=_("degrees, may stay empty"), more=True),
                Attribute(
                    "longitude", _("Longitude"), low=-180, high=180, help=_("degrees, may stay empty"), more=True
                ),
                Attribute(
                    "observed",
                    _("Observed turnover"),
                    low=0,
                    high=1e15,
                    help=_("to compare with the model"),
                    more=True,
                ),
                Attribute("topic", _("Topic"), "topic"),
            ),
            most=500,
            help=_(
                "Town centres, shopping streets, retail parks: all that people could go to, also outside your "
                "municipality. “New” opens, “closes” is open today and will not be."
            ),
        ),
        Table(
            "times",
            _("Travel times in minutes"),
            rows="origins",
            columns="centres",
            optional=True,
            low=0,
            high=10_000,
            help=_("One way, door to door. Empty cells are estimated if both places have coordinates."),
        ),
        Listing(
            "qualities",
            _("Further qualities of the centres"),
            _("Quality"),
            _("Add a quality"),
            (
                Attribute(
                    "exponent",
                    _("Weight"),
                    default=1,
                    required=True,
                    low=-20,
                    high=20,
                    help=_("1: twice the value, twice the pull; 0: no part"),
                ),
            ),
            least=0,
            most=10,
            optional=True,
            help=_("For example parking or opening hours, beside the floor space. May stay empty."),
        ),
        Table(
            "ratings",
            _("Values of these qualities"),
            rows="centres",
            columns="qualities",
            optional=True,
            above=0,
            high=1e9,
            help=_("Only if there are further qualities: a number above 0 for each centre."),
        ),
        Table(
            "observed",
            _("Observed visits"),
            rows="origins",
            columns="centres",
            optional=True,
            low=0,
            high=1e12,
            help=_(
                "From a survey, if there is one: how many, or what share, of those asked in a place shop at each "
                "centre. Whole rows; places without a survey stay empty. Used to fit the decay."
            ),
        ),
    )
    examples = EXAMPLES

    class Options(forms.Form):
        decay_form = Choice(
            label=_("How the pull falls with travel time"),
            choices=(
                ("power", _("Power decay, time^−λ: the usual form, and good for a region with short and long trips")),
                (
                    "exponential",
                    _("Exponential decay, exp(−λ × time): falls faster far away, often better in a town"),
                ),
            ),
            initial="power",
        )
        decay = Number(
            label=_("Decay λ of the power form"),
            min_value=0,
            max_value=20,
            initial=2.0,
            help_text=_("2 is the value most studies begin with. Larger for daily goods, smaller for rare ones."),
        )
        decay_minute = Number(
            label=_("Decay λ per minute of the exponential form"),
            min_value=0,
            max_value=20,
            initial=0.1,
            help_text=_("0.1 halves the pull about every 7 minutes. Used only with exponential decay."),
        )
        calibrated = Yes(
            label=_("Take the decay that fits the observed visits best"),
            initial=False,
            help_text=_("Off, because most places have no survey; with one, the fitted decay is shown in any case."),
        )
        attraction_exponent = Number(
            label=_("Weight of floor space γ"),
            min_value=0,
            max_value=10,
            initial=1.0,
            help_text=_("1: a centre of twice the floor space pulls twice as much, as in the original model."),
        )
        min_time = Number(
            label=_("Least travel time, minutes"),
            min_value=0.1,
            max_value=60,
            initial=1.0,
            help_text=_("Shorter times count as this one: nobody is at a centre in no time, and 0 cannot be computed."),
        )
        detour = Number(
            label=_("Detour"),
            min_value=1,
            max_value=5,
            initial=1.3,
            help_text=_("Roads are about 1.3 times as long as the straight line. Only for times from coordinates."),
        )
        speed = Number(
            label=_("Speed, km/h"),
            min_value=1,
            max_value=150,
            initial=50.0,
            help_text=_("50 suits roads between small towns; take 30 within a town. Only for times from coordinates."),
        )
        studied = forms.CharField(
            label=_("Centre studied in the sensitivity"),
            max_length=120,
            required=False,
            initial="",
            help_text=_("Its name as on the list. Empty: the largest new centre, or the first one if none is new."),
        )

    def check(self, inputs):
        if found := catchment_problems(inputs):
            raise Trouble(*found)

    def is_long(self, inputs):
        return inputs.count("origins") * inputs.count("centres") > LONG

    def compute(self, inputs, progress):
        return compute_catchments(inputs, progress)

    def answer(self, inputs, results):
        return answer_catchments(inputs, results)
