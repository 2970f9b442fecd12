"""Preview images: what other sites show where the page of an entry is shared."""

import datetime as dt
import io
import re
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image

from catalogue.apart import UNREADABLE, Refused
from catalogue.models import Card, Preview
from catalogue.previews import drawing, faces, keeping
from catalogue.previews.drawing import draw
from catalogue.previews.general import general_face
from catalogue.previews.keeping import hand_on  # itself; elsewhere in tests it does nothing
from library.models import Practice, Publication
from partners.models import Partner
from publishing import sweeping
from publishing.daily_round import daily_round
from tests.factories import make

pytestmark = pytest.mark.django_db

PAPER, GREEN = (248, 244, 234), (11, 107, 79)
GENERAL = {code: f"/static/img/preview-{code}.png" for code in ("sl", "en")}


def face(title="Odpadna toplota", **given):
    return {"language": "sl", "kind": "Dobra praksa", "title": title, "title_language": "sl", "facts": []} | given


def picture_of(content):
    return Image.open(io.BytesIO(content))


def bring_up():
    return keeping.bring_up(list(keeping.to_draw()))


def fake(faces):
    """What says which title it is of, in no time."""
    return [f"{face['language']}: {face['title']}".encode() for face in faces]


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def quick():
    """Pictures that are none, for all that is not about how they look."""
    with patch.object(keeping, "draw", side_effect=fake) as drawn:
        yield drawn


@pytest.fixture
def practice():
    return make(Practice, title_sl="Odpadna toplota", title_en="Waste heat")


def address(entry, language="sl", digest=None):
    digest = digest or Preview.objects.get(kind=entry.kind, object_id=entry.pk, language=language).digest
    return f"/predogled/{entry.kind}/{entry.pk}-{language}-{digest}.png"


def tags(page):
    return dict(re.findall(r'<meta (?:property|name)="((?:og:image|twitter)[a-z_:]*)" content="(.*?)">', page))


# --- How it looks ---


@pytest.mark.any_database
def test_a_picture_is_a_small_png_of_few_colours_in_those_of_the_house():
    [content] = draw([face(facts=["Kranj", "2024", "slovenščina, angleščina"])])

    picture = picture_of(content)
    colours = [colour for _number, colour in picture.convert("RGB").getcolors()]
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "P")
    assert len(colours) <= 128
    assert {PAPER, GREEN} <= set(colours)
    assert 10_000 < len(content) < 80_000


def ink(content):
    """How many pixels of a picture are of its words, and whether any lies beyond the margin."""
    picture = picture_of(content).convert("L")
    dark = picture.point(lambda value: 255 if value < 60 else 0)
    return dark.histogram()[255], dark.crop((1130, 0, 1200, 630)).getbbox() is not None


@pytest.mark.any_database
@pytest.mark.parametrize(
    "title",
    [
        "Ščurki, žabe in đaki: čas za spremembe",
        "Αστική αναγέννηση και βιομηχανικές περιοχές",
        "Промышленные парки и малые города",
        "新竹科學園區與工業區" * 8,
        "Od diagnoze do načrta za industrijska območja in mala mesta " * 5,
        "Industriegebietsentwicklungsgesellschaftsverwaltungsvorschriften",
        '#panic("x") $x$ *_` \\ " <a> [ ] // ',
        "𒀀𒁀 \u0301 \u202e \ufffe \x01 \ud800 😀",
    ],
)
def test_no_title_is_too_long_or_too_strange(title):
    [content] = draw([face(title)])

    words, beyond = ink(content)
    assert (words > 1000, beyond, len(content) < 300_000) == (True, False, True)


@pytest.mark.any_database
def test_a_face_that_cannot_be_drawn_costs_no_other_its_picture():
    def fails(given):
        if any(face["title"] == "huda" for face in given):
            raise Refused(UNREADABLE)
        return fake(given)

    with patch.object(drawing, "drawn_apart", fails):
        assert draw([face("huda"), face("dobra")]) == [None, b"sl: dobra"]


@pytest.mark.any_database
@pytest.mark.parametrize("language", ["sl", "en"])
def test_the_picture_of_the_portal_is_that_of_the_template(settings, language):
    [drawn] = draw([general_face(language)])

    kept = (Path(settings.BASE_DIR) / f"static/img/preview-{language}.png").read_bytes()
    assert picture_of(kept).convert("RGB").tobytes() == picture_of(drawn).convert("RGB").tobytes()


def test_a_picture_says_what_the_card_says():
    entry = make(Practice, title_sl="Odpadna toplota", title_en="Waste heat", country="SI")

    found = faces.faces_of(Card.objects.get(object_id=entry.pk, kind="practice"))

    assert found["sl"]["facts"] == ["Slovenija", "slovenščina, angleščina"]
    assert (found["sl"]["kind"], found["sl"]["title"]) == ("Dobra praksa", "Odpadna toplota")
    assert (found["en"]["kind"], found["en"]["title"]) == ("Good practice", "Waste heat")
    assert found["en"]["facts"][-1] == "Slovenian, English"


def test_a_title_in_another_language_is_set_in_its_own():
    make(Practice, title_sl="Odpadna toplota", title_en="")

    found = faces.faces_of(Card.objects.get())

    assert (found["en"]["title"], found["en"]["title_language"]) == ("Odpadna toplota", "sl")


# --- When it is drawn ---


def test_a_save_leaves_one_job_that_draws_both_languages(jobs, quick):
    with patch.object(keeping, "hand_on", hand_on), jobs():
        make(Practice, title_sl="Odpadna toplota", title_en="Waste heat")
        make(Practice, title_sl="Deževnica")

    assert DBTaskResult.objects.filter(task_path=keeping.draw_waiting.module_path).count() == 1
    assert sorted(Preview.objects.values_list("language", flat=True)) == ["en", "en", "sl", "sl"]


def test_nothing_is_drawn_anew_where_the_picture_would_be_the_same(practice, quick):
    bring_up()
    practice.summary_sl = "Drug povzetek."
    practice.save()
    waiting = list(keeping.to_draw())

    assert (len(waiting), bring_up(), list(keeping.to_draw())) == (1, 0, [])


def test_another_title_in_one_language_is_another_picture_in_that_one(practice, quick):
    bring_up()
    before = address(practice, "sl"), address(practice, "en")
    practice.title_sl = "Toplota iz livarne"
    practice.save()

    assert bring_up() == 1
    assert address(practice, "sl") != before[0]
    assert address(practice, "en") == before[1]


def test_another_template_draws_all_anew(practice, quick):
    bring_up()

    with patch.object(keeping, "look", lambda: "abcdef"):
        assert [card.object_id for card in keeping.to_draw()] == [practice.pk]


def test_what_changed_while_it_was_drawn_is_not_kept(practice):
    def meanwhile(given):
        practice.title_sl = "Toplota iz livarne"
        practice.save()
        return fake(given)

    with patch.object(keeping, "draw", meanwhile):
        keeping.bring_up(list(keeping.to_draw()))

    assert list(Preview.objects.values_list("language", flat=True)) == ["en"]
    assert keeping.to_draw().count() == 1


def test_what_cannot_be_drawn_waits_for_another_title(practice):
    with patch.object(keeping, "draw", lambda given: [None] * len(given)):
        bring_up()

    assert (keeping.to_draw().count(), Preview.objects.drawn().count()) == (0, 0)
    practice.title_sl = "Toplota iz livarne"
    practice.save()
    assert keeping.to_draw().count() == 1


def test_the_file_of_a_former_picture_goes_at_once(practice, quick, django_capture_on_commit_callbacks, settings):
    bring_up()
    practice.title_sl = "Toplota iz livarne"
    practice.save()

    with django_capture_on_commit_callbacks(execute=True):
        bring_up()

    stored = list((Path(settings.MEDIA_ROOT) / "previews").rglob("*.png"))
    named = Preview.objects.values_list("file", flat=True)
    assert {str(path.relative_to(settings.MEDIA_ROOT)) for path in stored} >= set(named)
    assert not [path for path in stored if path.read_bytes() == b"sl: Odpadna toplota"]


def test_the_picture_of_what_is_withdrawn_is_swept_away(practice, quick):
    bring_up()
    names = set(Preview.objects.values_list("file", flat=True))
    practice.withdraw()

    with patch.object(sweeping.timezone, "now", return_value=timezone.now() + dt.timedelta(days=2)):
        swept = set(sweeping.sweep(delete=True))

    assert (Preview.objects.count(), names <= swept) == (0, True)


def test_the_round_draws_what_is_missing(practice, quick):
    assert [daily_round()[0]["preview images drawn"] for _time in range(2)] == [1, 0]


def test_the_command_goes_on_where_it_was_interrupted(quick, capsys):
    for number in range(3):
        make(Practice, title_sl=f"Praksa {number}")
    keeping.bring_up(list(keeping.to_draw()[:1]))

    call_command("draw_previews", verbosity=0)

    assert capsys.readouterr().out == "Preview images drawn: 4.\n"


def test_a_job_draws_some_and_leaves_the_rest_to_the_next(quick):
    make(Practice, title_sl="Ena")
    make(Practice, title_sl="Dve")

    with patch.object(keeping, "AT_ONCE", 1), patch.object(keeping, "hand_on") as handed_on:
        keeping.draw_waiting.func()

    assert (Preview.objects.count(), handed_on.call_count) == (2, 1)


# --- Where it is found ---


def test_a_picture_is_read_by_anybody_and_kept_for_ever(client, practice, quick):
    bring_up()

    response = client.get(address(practice, "en"))

    assert (response.status_code, response.content) == (200, b"en: Waste heat")
    wanted = {
        "Content-Type": "image/png",
        "Cache-Control": "public, max-age=31536000, immutable",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Content-Language": "en",
        "X-Content-Type-Options": "nosniff",
    }
    assert {name: response[name] for name in wanted} == wanted


def test_a_former_address_leads_to_that_of_today_and_no_cache_keeps_the_way(client, practice, quick):
    bring_up()

    response = client.get(address(practice, digest="0" * 24))

    assert (response.status_code, response["Location"]) == (301, address(practice))
    assert response["Cache-Control"] == "no-cache"


def draft():
    return make(Practice, published=False, title_sl="Skrivnost")


def withdrawn():
    entry = make(Practice, title_sl="Skrivnost")
    bring_up()
    entry.withdraw()
    return entry


def of_tomorrow():
    entry = make(Practice, title_sl="Skrivnost")
    bring_up()
    Practice.objects.filter(pk=entry.pk).update(published_at=timezone.now() + dt.timedelta(days=1))
    Card.objects.filter(object_id=entry.pk).update(published_at=timezone.now() + dt.timedelta(days=1))
    return entry


def not_drawn():
    return make(Practice, title_sl="Skrivnost")


def lost():
    entry = make(Practice, title_sl="Skrivnost")
    bring_up()
    for row in Preview.objects.all():
        row.file.storage.delete(row.file.name)
    return entry


@pytest.mark.parametrize("made", [draft, withdrawn, of_tomorrow, not_drawn, lost])
def test_what_is_not_public_or_not_drawn_leads_to_the_picture_of_the_portal(client, quick, made):
    entry = made()
    digests = set(Preview.objects.filter(language="en").values_list("digest", flat=True)) or {"0" * 24}

    for digest in digests:
        response = client.get(address(entry, "en", digest))
        assert (response.status_code, response["Location"]) == (302, GENERAL["en"])


@pytest.mark.parametrize("place", ["practice/999999999-sl-0", "geslo/1-sl-0", "practice/1-sl-" + "f" * 300])
def test_whoever_guesses_gets_the_picture_of_the_portal(client, place):
    response = client.get(f"/predogled/{place}.png")

    assert (response.status_code, response["Location"]) == (302, GENERAL["sl"])


def test_there_is_no_picture_in_a_language_that_the_portal_has_not(client, practice):
    assert client.get(address(practice, "xx", "0")).status_code == 404


def test_search_engines_may_fetch_pictures(client):
    robots = client.get("/robots.txt").content.decode()

    assert "/predogled" not in robots


# --- What pages say ---


@pytest.mark.parametrize(
    ("language", "place", "alt"),
    [
        ("sl", "/sl/dobre-prakse/odpadna-toplota/", "Dobra praksa: Odpadna toplota"),
        ("en", "/en/good-practices/waste-heat/", "Good practice: Waste heat"),
    ],
)
def test_a_page_names_the_picture_of_its_language(client, practice, quick, settings, language, place, alt):
    bring_up()

    found = tags(client.get(place).content.decode())

    assert found == {
        "og:image": settings.SITE_URL + address(practice, language),
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": alt,
        "twitter:card": "summary_large_image",
    }


@pytest.mark.parametrize("language", ["sl", "en"])
def test_pages_that_are_no_entrys_name_the_picture_of_the_portal(client, settings, language):
    words = {
        "sl": "MER portal: Industrijska območja in mala mesta",
        "en": "MER portal: Industrial areas and small towns",
    }

    found = tags(client.get(f"/{language}/").content.decode())

    assert (found["og:image"], found["og:image:alt"]) == (settings.SITE_URL + GENERAL[language], words[language])


def test_the_page_of_a_draft_names_the_picture_of_the_portal_for_its_writers(client, admin, settings, quick):
    entry = withdrawn()
    Preview.objects.create(kind="practice", object_id=entry.pk, language="sl", digest="0" * 24, file="previews/x.png")
    client.force_login(admin)

    found = tags(client.get(entry.get_absolute_url()).content.decode())

    assert found["og:image"] == settings.SITE_URL + GENERAL["sl"]


@pytest.mark.parametrize("model", [Practice, Publication, Partner])
def test_a_page_asks_the_database_no_more_with_a_picture_than_without(
    client, quick, model, django_assert_num_queries, django_assert_max_num_queries
):
    entry = make(model, title_sl="Odpadna toplota", title_en="Waste heat")
    client.get(entry.get_absolute_url())
    with django_assert_max_num_queries(50) as asked:
        client.get(entry.get_absolute_url())
        before = len(asked)
    bring_up()
    client.get(entry.get_absolute_url())

    with django_assert_num_queries(before):
        client.get(entry.get_absolute_url())
