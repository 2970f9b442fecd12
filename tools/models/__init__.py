from tools.models.computation import Computation
from tools.models.indicator import Figure, Indicator
from tools.models.run import PublicRun, Run
from tools.models.survey import Survey, SurveyAnswer, SurveyLink
from tools.models.tool import Tool
from tools.models.work import Work

__all__ = [
    "Computation",
    "Figure",
    "Indicator",
    "PublicRun",
    "Run",
    "Survey",
    "SurveyAnswer",
    "SurveyLink",
    "Tool",
    "Work",
]
