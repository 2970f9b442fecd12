"""All questions, by their key, in the order in which pages list them."""

from tools.questions.ahp.question import AhpQuestion
from tools.questions.choice.question import ChoiceQuestion
from tools.questions.composite.question import CompositeQuestion
from tools.questions.dematel.question import DematelQuestion
from tools.questions.dex.question import DexQuestion
from tools.questions.economy.question import EconomyQuestion
from tools.questions.gap.question import GapQuestion
from tools.questions.huff.question import HuffQuestion
from tools.questions.importance.question import ImportanceQuestion
from tools.questions.qca.question import QcaQuestion
from tools.questions.swot.question import SwotQuestion

QUESTIONS = {
    question.key: question()
    for question in (
        ImportanceQuestion,
        QcaQuestion,
        DematelQuestion,
        CompositeQuestion,
        EconomyQuestion,
        HuffQuestion,
        GapQuestion,
        ChoiceQuestion,
        AhpQuestion,
        DexQuestion,
        SwotQuestion,
    )
}
