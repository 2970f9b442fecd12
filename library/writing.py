"""How good practices, publications, guidelines and their chapters are written in the portal."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from library.books import arranging
from library.books.checking import remarks_on
from library.books.finding_terms import terms_in
from library.books.reading import as_read
from library.editions.beside import book_with_editions, chapter_with_edition
from library.models import Book, Chapter, Practice, Publication
from publishing.writing import CONTENTS, TOPICS, Contents, Help, Rows, Stage, Writing, declare

LONGEST_CHAPTER = 200_000  # characters of its text in one language
MOST_FIGURES, MOST_WORKS = 60, 300

declare(
    Writing(
        model=Practice,
        owner_field="organisation",
        reviewed=True,
        required=("title", "summary", TOPICS, "problem", "solution", "results", "transferability", "country"),
        stages=(
            Stage(
                "basics",
                _("The practice in brief"),
                ("title", "summary", TOPICS, "place", "location", "country", "scope", "start", "end", "ongoing"),
                _("What is it, where, and since when? This is what readers see first and what the search finds."),
            ),
            Stage(
                "story",
                _("Problem and answer"),
                ("problem", "solution", "stakeholders", "integrated_approach"),
                _("Why did you begin, what did you do, and with whom?"),
            ),
            Stage(
                "evidence",
                _("Results and evidence"),
                ("results", "evidence", "outcome", "resources", "cost"),
                _("What changed, how do you know, and what did it cost?"),
            ),
            Stage(
                "lessons",
                _("Lessons and transfer"),
                ("lessons", "sustainability", "transferability", "transfers"),
                _("What was hard, what lasts, and what must others bring along to do the same?"),
            ),
            Stage(
                "extras",
                _("Picture and sources"),
                ("image", "image_alt", "image_credit", "links", "source", "more_sources", "licence"),
                _("A picture and the pages the facts rest on. All of this may stay empty."),
            ),
        ),
        rows=(
            Rows(
                "evidence",
                ("indicator", "unit", "before", "after", "year", "source"),
                _("Evidence"),
                _("One row for each thing that was measured, with the value before, after, or both."),
                _("Add a row of evidence"),
            ),
        ),
        helps={
            "title": Help(
                _("What was done and where, in a few words. Readers see it in lists."),
                _("Shared steam network of the industrial zone"),
                (3, 12),
            ),
            "summary": Help(
                _("One or two sentences that a colleague from another town understands at once."),
                _("Four companies share the waste heat of one of them, so none needs a boiler house of its own."),
                (10, 25),
            ),
            TOPICS: Help(
                _("Up to three main topics. Type a word in Slovenian or English and choose from the list."),
                _("industrial symbiosis"),
            ),
            "place": Help(
                _("An industrial area or town of the portal, by its name. Leave it empty if it is not here.")
            ),
            "location": Help(_("Where, in words, if the place above does not say it."), _("Valley of the river")),
            "start": Help(_("As exactly as you know it."), "2019-05"),
            "problem": Help(
                _("What was wrong, for whom, and in which setting?"),
                _("Every company ran its own boiler; the oldest were due for replacement, and the air was bad."),
                (50, 250),
            ),
            "solution": Help(
                _("What was done, step by step, and who did it?"),
                _("The municipality brought the companies together, paid for the study and laid the pipe."),
                (80, 400),
            ),
            "stakeholders": Help(
                _("Who took part and who gains from it?"),
                _("Four companies, the municipality, the zone's manager; 300 employees and the neighbours."),
                (20, 150),
            ),
            "integrated_approach": Help(
                _("How do economic, social and environmental aims work together?"), "", (20, 150)
            ),
            "results": Help(
                _("What changed that can be seen or counted? Put numbers into the rows of evidence below."),
                _("Use of gas fell by a third within two years; nobody lost a job."),
                (40, 250),
            ),
            "outcome": Help(_("A failure that others can learn from is as welcome as a success.")),
            "resources": Help(
                _("Money, people, time, and where they came from."),
                _("EUR 400,000, two thirds from the companies; half a post for three years."),
                (15, 120),
            ),
            "cost": Help(_("The whole cost in euros, only the number."), "400000"),
            "lessons": Help(
                _("What was hard, what went wrong, what would you do differently?"),
                _("The contract took two years: begin with the lawyers, not with the pipes."),
                (30, 250),
            ),
            "sustainability": Help(_("What goes on without the project's money, and who pays?"), "", (20, 150)),
            "transferability": Help(
                _("What must another place have for this to work there, and what may differ?"),
                _("A source of heat of at least 2 MW, customers within two kilometres, and somebody to connect them."),
                (30, 200),
            ),
            "transfers": Help(_("Places that have taken it up, if you know of any."), "", (0, 100)),
            "image": Help(_("A photograph of your own, or one you may publish.")),
            "image_alt": Help(
                _("For those who cannot see it: what does the picture show?"), _("A steam pipe along a factory wall.")
            ),
            "image_credit": Help(_("Who took it.")),
            "source": Help(_("The page the facts rest on."), "https://www.example.org/report"),
            "licence": Help(_("Under which terms others may use the text."), "CC BY 4.0"),
        },
    )
)

declare(
    Writing(
        model=Publication,
        owner_field="organisation",
        title_is_ours="title_is_descriptive",
        required=("title", "summary", "type"),
        stages=(
            Stage(
                "basics",
                _("The work"),
                ("title", "title_is_descriptive", "type", "summary", "abstract", TOPICS),
                _("What is it, and what will its readers find in it?"),
            ),
            Stage(
                "details",
                _("Details and file"),
                (
                    *("authors", "publisher", "year", "languages", "pages", "isbn", "doi", "project"),
                    *("link", "file", "source", "licence"),
                ),
                _("Who wrote it, when, and where can it be read?"),
            ),
        ),
        helps={
            "title": Help(_("The title as it stands on the work; it is not translated.")),
            "title_is_descriptive": Help(_("Tick this if the work has no title of its own and yours describes it.")),
            "summary": Help(_("What the work is about, in two or three sentences."), "", (15, 120)),
            "abstract": Help(_("The content in more detail, such as its chapters."), "", (0, 400)),
            TOPICS: Help(
                _("Up to three main topics. Type a word in Slovenian or English and choose from the list."),
                _("industrial symbiosis"),
            ),
            "authors": Help(_("With commas between.")),
            "project": Help(_("The project it comes from, by its name.")),
            "link": Help(_("Where it can be read or downloaded."), "https://www.example.org/report.pdf"),
            "licence": Help(_("Under which terms others may use the work."), "CC BY 4.0"),
        },
    )
)

declare(
    Writing(
        model=Book,
        owner_field="organisation",
        required=("title", "summary", "type"),
        contents=Contents("chapters", "order", ("role", "level", "number"), arranging.numbered, arranging.is_given),
        more=book_with_editions,
        desk_ways=lambda dossier: (
            [(_("Editions"), reverse("desk_editions", args=[dossier.pk]))] if dossier.entry else []
        ),
        stages=(
            Stage(
                "basics",
                _("The guidelines"),
                ("title", "type", "summary", TOPICS, "authors", "project", "year", "languages", "licence", "source"),
                _("What are they about, for whom, and who stands behind them?"),
            ),
            Stage(
                CONTENTS,
                _("Contents"),
                ("numbering", CONTENTS),
                _("Put the chapters in order. Readers see the new order once this version is published."),
            ),
        ),
        helps={
            "title": Help(_("Readers see it in lists, on the title page and in citations.")),
            "summary": Help(_("What the guidelines are about and for whom, in two or three sentences."), "", (15, 60)),
            TOPICS: Help(
                _("Up to three main topics. Type a word in Slovenian or English and choose from the list."),
                _("industrial symbiosis"),
            ),
            "authors": Help(_("One a line, as they are to be cited."), "Novak, A."),
            "project": Help(_("The project it comes from, by its name.")),
            "licence": Help(_("Under which terms others may use the text."), "CC BY 4.0"),
            "numbering": Help(_("“By the order” numbers parts, chapters and appendices anew whenever they are moved.")),
        },
    )
)

declare(
    Writing(
        model=Chapter,
        owner_field="organisation",
        required=("title", "summary"),
        kept=("book", "order", "role", "level", "number"),
        part_of="book",
        sectioned=("body",),
        longest={"body": LONGEST_CHAPTER},
        as_read=as_read,
        remarks=remarks_on,
        terms_in=terms_in,
        more=chapter_with_edition,
        stages=(
            Stage(
                "text",
                _("The text"),
                ("title", "summary", "body"),
                _("One question a chapter. Begin with what it lets the reader do."),
            ),
            Stage(
                "figures",
                pgettext_lazy("pictures of a book", "Figures"),
                ("illustrations",),
                _("A figure has a key such as site-map, by which the text places it, and says what it shows."),
            ),
            Stage(
                "works",
                _("Cited works"),
                ("references",),
                _("Each work has a key, by which the text cites it; all works stand in the bibliography."),
            ),
            Stage(
                "links",
                _("What goes with it"),
                (TOPICS, "practices", "terms", "place", "licence", "source"),
                _("Good practices and terms of the portal that stand at the end of the chapter."),
            ),
        ),
        rows=(
            Rows(
                "illustrations",
                ("key", "image", "alt", "caption", "credit", "licence"),
                pgettext_lazy("pictures of a book", "Figures"),
                _("One row for each figure. Place it in the text with ![](figure:key) alone on a line."),
                pgettext_lazy("pictures of a book", "Add a figure"),
                MOST_FIGURES,
            ),
            Rows(
                "references",
                ("key", "publication", "author", "title", "publisher", "year", "link", "doi", "language"),
                _("Cited works"),
                _("One row for each work. Cite it in the text with [@key] or [@key, p. 12]."),
                _("Add a work"),
                MOST_WORKS,
            ),
        ),
        helps={
            "title": Help(_("What the chapter answers, in a few words."), "", (2, 10)),
            "summary": Help(_("What its reader can do afterwards, in one sentence."), "", (8, 25)),
            "body": Help(
                _("Headings begin with ##. The buttons above the text insert what is needed."), "", (400, 900)
            ),
            "practices": Help(_("Their titles, one a line.")),
            "terms": Help(_("Terms of the glossary, one a line.")),
            "place": Help(_("An industrial area or town of the portal, by its name, if the chapter is about one.")),
        },
    )
)
