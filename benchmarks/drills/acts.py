"""What happens in a drill. Each act returns its figures, {what: (number, the most that is right)}."""

import time
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from benchmarks.drills.load import send, write

ANALYSIS = "qca"  # any, whose work anybody may begin
LATE = 2.0  # seconds within which a change is seen


def node_killed(scene, kills=4, pause=2.0, readers=8, ended=True):
    """Nodes lose power in turn under load, and come back; then one is told to end."""
    with scene.load(readers=readers, writers=2) as load:
        for turn in range(kills):
            time.sleep(pause)
            node = scene.nodes[turn % 2]
            node.kill()
            time.sleep(pause / 2)
            node.start().wait()
        time.sleep(pause)
        if ended:
            scene.first.end()
            scene.first.start().wait()
            time.sleep(pause)
    return read(load) | {
        "writers acknowledged": (len(load.acknowledged()), None),
        "writers told to send again": (len(load.written) - len(load.acknowledged()), None),
        "acknowledged and lost": (len(scene.lost(load.acknowledged())), 0),
    }


def primary_killed(scene, seconds=4):
    """The database of the primary is gone, then there again."""
    with scene.load(readers=4, writers=2) as load:
        time.sleep(1)
        scene.cluster.primary.kill()
        killed = time.monotonic()
        time.sleep(seconds)
        back = time.monotonic()
        scene.cluster.primary.start()
        time.sleep(3)
    meanwhile = [answer for _name, answer in load.written if killed < answer.at < back]
    sentences = [a for a in meanwhile if a.status == 503 and "</html>" in a.body and "Retry-After" in a.headers]
    afterwards = [answer.status for _name, answer in load.written][-1:]
    return read(load) | {
        "writers meanwhile": (len(meanwhile), None),
        "of them without a sentence": (len(meanwhile) - len(sentences), 0),
        "acknowledged and lost": (len(scene.lost(load.acknowledged())), 0),
        "writers not served afterwards": (int(afterwards != [302]), 0),
    }


def replica_stopped(scene, seconds=3):
    with scene.load(readers=4) as load:
        time.sleep(1)
        scene.cluster.replica.kill()
        time.sleep(seconds)
        scene.cluster.replica.start()
        time.sleep(2)
    return read(load)


def replica_behind(scene, seconds=60, patience=15):
    """A replica that far behind serves nobody: readers get what the primary has."""
    scene.cluster.delay(seconds)
    with scene.load(readers=2) as load:
        published = scene.publish("Behind the times")
        seen = until(lambda: "Behind the times" in scene.ask(scene.entry).body, patience + 10)
    not_ready = scene.reader.status("/readyz") == 503
    scene.cluster.delay(0)
    scene.cluster.caught_up()
    ready = until(lambda: scene.reader.status("/readyz") == 200, 10)
    return read(load) | {
        "seconds until readers were sent to the primary": (seen - published, patience),
        "reader that called itself ready": (int(not not_ready), 0),
        "seconds until it was ready again": (ready - published, None),
    }


def own_writes(scene, seconds=5):
    """With the replica behind, whoever sends something sees it at once: signed in, and as an anonymous reader."""
    scene.cluster.delay(seconds)
    unseen = 0
    for turn in range(3):
        name = f"svoje-{turn}"
        if write(scene.port, name, scene.session).status != 302:
            raise SystemExit("The topic was not stored.")
        mine = scene.ask("/en/admin/catalogue/topic/?q=" + name, cookies=f"sessionid={scene.session}")
        unseen += f">{name}<" not in mine.body
    begun = send(scene.port, f"/en/tools/analyses/{ANALYSIS}/", {})
    cookie = begun.headers.get("Set-Cookie", "").partition(";")[0]
    place = begun.headers.get("Location", "/")
    fresh, without = scene.ask(place, cookies=cookie), scene.ask(place)
    scene.cluster.delay(0)
    scene.cluster.caught_up()
    return {
        "of 3 topics not seen by who made them": (unseen, 0),
        "new work not seen by who began it": (int(begun.status != 302 or fresh.status != 200), 0),
        "status of it for another, of the replica": (without.status, None),
    }


def publication(scene, times=8, late=LATE):
    """How long until a change is seen, through nginx and on each node, while readers ask for that very page."""
    places = {"proxy": lambda: scene.ask(scene.entry).body}
    places |= {node.name: lambda node=node: node.get(scene.entry)[1] for node in scene.nodes}
    for body in [*places.values()] * 2:
        body()  # the first page of a process takes longer than all others
    took = []
    with scene.load(readers=2, pause=0.01) as load, ThreadPoolExecutor(len(places)) as eyes:
        for turn in range(times):
            title = f"Published {turn}"
            published = scene.publish(title)

            def seen(name, title=title, published=published):
                """By each for itself: one that is slow must not make others look so."""
                when = until(lambda: title in places[name](), 10, pause=0.02)
                return when - published, name

            took += eyes.map(seen, places)
            time.sleep(0.37)  # at another moment of the second each time
    return read(load) | {
        "seconds until seen, median": (round(median(seconds for seconds, _name in took), 2), None),
        f"seconds until seen, most (on {max(took)[1]})": (round(max(took)[0], 2), late),
    }


def read(load):
    times = sorted(answer.seconds for answer in load.read)
    return {
        "pages read": (len(load.read), None),
        "of them faults": (len(load.faults()), 0),
        "milliseconds of 99 in 100": (round(times[len(times) * 99 // 100] * 1000), None),
        "milliseconds of the slowest": (round(times[-1] * 1000), None),
    }


def until(condition, seconds, pause=0.1):
    """When it was so, or much too late."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return float("inf")
        time.sleep(pause)
    return time.monotonic()
