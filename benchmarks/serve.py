"""How soon a page is in the browser: at the start, and after a sentence was added to a brief of a copy of the exemplar.

    python benchmarks/serve.py [--edits 5]

Measured are the milliseconds from writing the file to the whole answer with the page that has the sentence, as a
browser asks for it: told that the page is another, then fetching it. Beside it, in turn, the sources are read and that
page is made by the same process, without a server, a watch or a whole build beside it.
"""

from __future__ import annotations

import argparse
import http.client
import shutil
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefgen.building.build import BuildOptions  # noqa: E402
from briefgen.model.output.tree import Tree  # noqa: E402
from briefgen.preview.builder import PreviewOptions, whole_builds  # noqa: E402
from briefgen.preview.preview import Preview  # noqa: E402
from briefgen.preview.quick_pages import QuickSite  # noqa: E402
from briefgen.preview.serve import Server, serve  # noqa: E402
from briefgen.reading.cache import Recall  # noqa: E402
from briefgen.reading.world import DiskWorld  # noqa: E402
from briefgen.running.pool.inline import Inline  # noqa: E402
from briefgen.running.store import FileStore  # noqa: E402

SLUG = "two-sessions-at-a-glance"
PAGE = f"en/briefs/{SLUG}.html"


def main() -> None:
    """Print the median of both."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--edits", type=int, default=5)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "content", root / "content")
        first, seen, alone = measure(root, asked.parse_args().edits)
    print(f"the first page  {first:6.0f} ms")
    print(f"in the browser  {seen:6.0f} ms")
    print(f"the page alone  {alone:6.0f} ms")
    print(f"ratio           {seen / alone:6.2f}")


def measure(root: Path, edits: int) -> tuple[float, float, float]:
    """Milliseconds until the first page is there with nothing remembered, until one that was edited is there, and of
    reading and making that alone; the middle of ``edits`` each.
    """
    started = time.perf_counter()
    order = PreviewOptions(root, None, True, "processes", FileStore(root / "store"))
    ready, stop = threading.Event(), threading.Event()

    recall = Recall()

    def draw(last: Tree, looked_at: str) -> QuickSite:
        options = BuildOptions(pdfs=False, preview=True)
        world = DiskWorld(root, reader=recall.read)
        return QuickSite(world, options, last, looked_at, executor=Inline(), store=order.store)

    with whole_builds(order, Inline()) as make:
        preview = Preview(make, lambda _: "", draw)
        server = Server(preview, 0)
        thread = threading.Thread(target=serve, args=(server, [root / "content"], ready.set, stop), daemon=True)
        thread.start()
        ready.wait()
        fetched(server)
        first = 1000 * (time.perf_counter() - started)
        while preview.is_behind:
            time.sleep(0.1)
        text = root / "content" / "briefs" / SLUG / "en.md"
        written = text.read_text("utf-8")
        seen, alone = [], []
        for number in range(edits):
            sentence = f"A closing sentence, the {number + 1}th, stands here."
            seen.append(edit(server, text, f"{written}\n\n{sentence}\n", sentence))
            while preview.is_behind:
                time.sleep(0.1)
            begun = time.perf_counter()
            draw(preview.tree, PAGE).page(PAGE)
            alone.append(1000 * (time.perf_counter() - begun))
            print(
                f"edit {number + 1}: {seen[-1]:.0f} ms, the page alone {alone[-1]:.0f} ms", file=sys.stderr, flush=True
            )
        stop.set()
        thread.join()
    return first, statistics.median(seen), statistics.median(alone)


def edit(server: Server, file: Path, text: str, sentence: str) -> float:
    """Milliseconds from writing the file to the page that has the sentence."""
    events = http.client.HTTPConnection("127.0.0.1", server.port)
    events.request("GET", f"/.briefgen/events?page=/{PAGE}")
    news = events.getresponse()
    news.readline()
    begun = time.perf_counter()
    file.write_text(text, "utf-8")
    while sentence.encode() not in fetched(server):
        while not news.readline().startswith(b"data: "):
            pass
    taken = 1000 * (time.perf_counter() - begun)
    events.close()
    return taken


def fetched(server: Server) -> bytes:
    """The page as it is now."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", f"/{PAGE}")
    page = connection.getresponse().read()
    connection.close()
    return page


if __name__ == "__main__":
    main()
