"""Briefs and packs as messages to be sent: never a part of the site, and of nothing that readers may not see yet."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from datetime import UTC, datetime
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, formataddr
from hashlib import sha256
from urllib.parse import urlsplit

from briefgen.building.charts import context_of
from briefgen.building.project import ProjectSources
from briefgen.handouts.named import Order, checked_project, errors_of, in_each_language
from briefgen.model.core.diagnostics import Outcome, Report, error, has_errors
from briefgen.model.core.written import Lang
from briefgen.model.output.tree import Tree
from briefgen.reading.world import World
from briefgen.rendering.mail.message import Message, brief_message, pack_message
from briefgen.resolving.edition.edition import Article, Edition, PackView
from briefgen.running.progress import SILENT, Progress
from briefgen.running.store import Store


def mail(world: World, order: Order, *, executor: Executor, store: Store, progress: Progress = SILENT) -> Outcome[Tree]:
    """``NAME-LANG.html``, ``.txt`` and ``.eml``; no file, and the errors, if the text is missing or has errors."""
    report = Report()
    sources, editions = report.take(checked_project(world, order.base_url, progress))
    report.judge = sources.judge
    if has_errors(report):
        return Outcome(Tree({}), errors_of(report))
    documents = report.take(_documents(order, editions, sources))
    files: dict[str, bytes] = {}
    for lang, document in documents.items():
        edition, context = editions[lang], context_of(lang, sources, {})
        if isinstance(document, PackView):
            name, message = document.id, report.take(pack_message(document, edition, context, sources.theme))
        else:
            name, message = document.slug, report.take(brief_message(document, edition, context, sources.theme))
        files |= _files(f"{name}-{lang}", message, document, edition)
    return Outcome(Tree(files), errors_of(report))


def _documents(
    order: Order, editions: Mapping[Lang, Edition], sources: ProjectSources
) -> Outcome[dict[Lang, Article | PackView]]:
    """The brief or pack in each language that is asked for."""
    if not next(iter(editions.values())).site.base_url:
        message = "a message links to the site, and the site has no address"
        return Outcome({}, (error("address-is-known", message, None, "set base_url in site.yaml, or give --base-url"),))
    return in_each_language(order.name, order.lang, editions, sources)


def _files(name: str, message: Message, document: Article | PackView, edition: Edition) -> dict[str, bytes]:
    sent = _ready_to_send(message, document, edition)
    return {f"{name}.eml": sent, f"{name}.html": message.html.encode(), f"{name}.txt": message.text.encode()}


def _ready_to_send(message: Message, document: Article | PackView, edition: Edition) -> bytes:
    """The message as a file that a mail program opens as a draft: the same bytes for the same words."""
    digest = sha256(f"{message.subject}\n{message.text}\n{message.html}".encode()).hexdigest()
    # Not EmailMessage: its headers lose spaces between words that are not in Latin letters.
    mail = MIMEMultipart("alternative", boundary=f"=_{digest[32:]}")
    mail["Subject"] = _header(message.subject)
    if address := edition.site.email:
        mail["From"] = formataddr((edition.site.publisher, address))
    if day := document.published_iso if isinstance(document, PackView) else document.day_iso:
        mail["Date"] = format_datetime(_beginning_of(day))
    mail["Message-ID"] = f"<{digest[:32]}@{urlsplit(edition.site.base_url).hostname}>"
    mail["Content-Language"] = edition.lang
    mail["X-Unsent"] = "1"  # Outlook opens such a file as a draft
    for said, kind in ((message.text, "plain"), (message.html, "html")):
        mail.attach(MIMEText(said, kind, "utf-8"))
    return mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


def _header(words: str) -> str:
    return words if words.isascii() else Header(words, "utf-8").encode(linesep="\r\n")


def _beginning_of(iso: str) -> datetime:
    """A day, month or year as the moment at which it begins, so that the same text gives the same file."""
    year, month, day = (*(int(part) for part in iso.split("-")), 1, 1)[:3]
    return datetime(year, month, day, tzinfo=UTC)
