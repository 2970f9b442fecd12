from django.urls import path
from django.utils.translation import pgettext_lazy

from catalogue.models import Kind
from catalogue.views import kind_list
from tools.views import analyses, entries, exports, figures, indicators, results, runs, surveys, work

urlpatterns = [
    path(pgettext_lazy("address", "tools/"), kind_list, {"kind": Kind.TOOL}, name="tool_list"),
    # What can be asked
    path(pgettext_lazy("address", "tools/analyses/"), analyses.overview, name="analyses"),
    path(pgettext_lazy("address", "tools/analyses/<slug:key>/"), analyses.analysis, name="analysis"),
    path(
        pgettext_lazy("address", "tools/analyses/<slug:key>/template/<slug:part>/<slug:form>/"),
        analyses.data_template,
        name="data_template",
    ),
    # Indicators and their figures
    path(pgettext_lazy("address", "tools/indicators/"), indicators.index, name="indicators"),
    path(pgettext_lazy("address", "tools/indicators/<slug:key>/"), indicators.indicator, name="indicator"),
    path(pgettext_lazy("address", "tools/indicators/<slug:key>/csv/"), indicators.figures_file, name="indicator_csv"),
    # Unfinished work
    path(pgettext_lazy("address", "tools/work/<str:token>/question/"), work.question, name="work_question"),
    path(pgettext_lazy("address", "tools/work/<str:token>/data/"), work.data, name="work_data"),
    path(pgettext_lazy("address", "tools/work/<str:token>/ask/"), work.ask, name="work_ask"),
    path(pgettext_lazy("address", "tools/work/<str:token>/figures/"), figures.figures, name="work_figures"),
    path(pgettext_lazy("address", "tools/work/<str:token>/options/"), results.options, name="work_options"),
    path(pgettext_lazy("address", "tools/work/<str:token>/result/"), results.result, name="work_result"),
    path(pgettext_lazy("address", "tools/work/<str:token>/progress/"), results.progress, name="work_progress"),
    path(pgettext_lazy("address", "tools/work/<str:token>/next/"), results.what_now, name="work_next"),
    path(pgettext_lazy("address", "tools/work/<str:token>/discard/"), results.discard, name="work_discard"),
    path(pgettext_lazy("address", "tools/work/<str:token>/export/<slug:form>/"), exports.work, name="work_export"),
    # Answers of invited people
    path(pgettext_lazy("address", "tools/work/<str:token>/collect/"), surveys.collect, name="survey_collect"),
    path(
        pgettext_lazy("address", "tools/work/<str:token>/collect/introduction/"),
        surveys.introduction,
        name="survey_introduction",
    ),
    path(pgettext_lazy("address", "tools/work/<str:token>/collect/links/"), surveys.links_file, name="survey_links"),
    path(pgettext_lazy("address", "tools/work/<str:token>/collect/take/"), surveys.take, name="survey_take"),
    path(pgettext_lazy("address", "tools/work/<str:token>/collect/delete/"), surveys.delete, name="survey_delete"),
    path(
        pgettext_lazy("address", "tools/work/<str:token>/collect/<slug:kind>/"),
        surveys.collect,
        name="survey_collect",
    ),
    path(
        pgettext_lazy("address", "tools/work/<str:token>/collect/<slug:kind>/introduction/"),
        surveys.introduction,
        name="survey_introduction",
    ),
    path(
        pgettext_lazy("address", "tools/work/<str:token>/collect/<slug:kind>/links/"),
        surveys.links_file,
        name="survey_links",
    ),
    path(
        pgettext_lazy("address", "tools/work/<str:token>/collect/<slug:kind>/take/"),
        surveys.take,
        name="survey_take",
    ),
    path(
        pgettext_lazy("address", "tools/work/<str:token>/collect/<slug:kind>/delete/"),
        surveys.delete,
        name="survey_delete",
    ),
    path(pgettext_lazy("address", "tools/answer/<str:token>/"), surveys.answer, name="survey_answer"),
    # Saved runs
    path(pgettext_lazy("address", "tools/runs/"), kind_list, {"kind": Kind.RUN}, name="run_list"),
    path(pgettext_lazy("address", "tools/runs/shared/<str:link>/"), runs.shared, name="run_shared"),
    path(
        pgettext_lazy("address", "tools/runs/shared/<str:link>/export/<slug:form>/"),
        exports.shared,
        name="shared_export",
    ),
    path(pgettext_lazy("address", "tools/runs/<slug:slug>/"), entries.run, name="run"),
    path(pgettext_lazy("address", "tools/runs/<slug:slug>/copy/"), analyses.copy, name="run_copy"),
    path(pgettext_lazy("address", "tools/runs/<slug:slug>/compare/"), runs.compare, name="run_compare"),
    path(pgettext_lazy("address", "tools/runs/<slug:slug>/settings/"), runs.settings, name="run_settings"),
    path(pgettext_lazy("address", "tools/runs/<slug:slug>/export/<slug:form>/"), exports.run, name="run_export"),
    path(pgettext_lazy("address", "my/analyses/"), runs.mine, name="my_runs"),
    path(pgettext_lazy("address", "tools/<slug:slug>/"), entries.tool, name="tool"),
]
