"""A message as one recipient gets it: text and HTML, with their own links and files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import encoders
from email.mime.base import MIMEBase
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.urls import reverse

from thinking_together.core.mail.handing import takes_files
from thinking_together.messaging import links
from thinking_together.messaging.kinds import kind_of
from thinking_together.messaging.markdown import as_html, as_text
from thinking_together.messaging.models import Delivery
from thinking_together.messaging.parts import Attachment, instead_of, maker

STOP = "stop"  # the purpose of the link by which one gets no more


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail before it is one: what every way of sending needs."""

    to: str
    reply_to: str
    subject: str
    text: str
    html: str
    leave: str  # the address that stops messages of this kind; empty where none does
    one_click: bool
    files: tuple[Attachment, ...]
    message_id: str


def render(delivery: Delivery) -> Rendered:
    """Makes the personal links, which are kept, and puts them in. To be called in the transaction of the hand-over."""
    message = delivery.message
    addresses = {name: _issue(delivery, purpose, target) for name, purpose, target in message.links}
    body = with_links(message.body_markdown, addresses)
    goes_along = takes_files()
    body = body if goes_along else body + _links_to_files(delivery)
    leave, one_click = _leave(delivery, addresses)
    shown = {
        "programme": message.programme,
        "subject": message.subject,
        "support": f"{settings.SITE_ADDRESS}{reverse('support')}",
        "leave": leave,
    }
    prefix = "INVENTED: " if message.programme.invented else ""
    return Rendered(
        to=delivery.to,
        reply_to=_reply_to(message.programme.contact),
        subject=prefix + message.subject,
        text=render_to_string("messaging/mail/message.txt", shown | {"body": as_text(body)}),
        html=render_to_string("messaging/mail/message.html", shown | {"body": as_html(body)}),
        leave=leave,
        one_click=one_click,
        files=_files(delivery) if goes_along else (),
        message_id=message_id_of(delivery),
    )


def as_mail(rendered: Rendered) -> EmailMultiAlternatives:
    """One mail to one address: nobody sees who else got it."""
    headers = {"Message-ID": rendered.message_id, "Auto-Submitted": "auto-generated"}
    if rendered.leave:
        headers["List-Unsubscribe"] = f"<{rendered.leave}>"
        if rendered.one_click:
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    answers = [rendered.reply_to] if rendered.reply_to else None
    mail = EmailMultiAlternatives(rendered.subject, rendered.text, to=[rendered.to], reply_to=answers, headers=headers)
    mail.attach_alternative(rendered.html, "text/html")
    for file in rendered.files:
        mail.attach(_mime(file))
    return mail


def message_id_of(delivery: Delivery) -> str:
    """The same at every attempt: two of the same could be told, and what comes back is known by it."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{delivery.reference}@{domain}>"


def with_links(body: str, addresses: dict[str, str]) -> str:
    """The body with each ``{name}`` as an address: bare within a Markdown link, else as one by itself."""
    for name, address in addresses.items():
        body = body.replace(f"]({{{name}}})", f"]({address})").replace(f"{{{name}}}", f"<{address}>")
    return body


def _reply_to(contact: str) -> str:
    """Answers go to whoever reads the programme's mail, where its contact is an address."""
    address = parseaddr(contact)[1]
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address


def _issue(delivery: Delivery, purpose: str, target: str) -> str:
    message = delivery.message
    token = links.issue(
        programme=message.programme,
        purpose=purpose,
        target=target,
        participant=delivery.participant,
        address=delivery.address,
        delivery=delivery,
    )
    return links.address_of(token, purpose)


def _leave(delivery: Delivery, addresses: dict[str, str]) -> tuple[str, bool]:
    """The room's own way to leave, where the message has one, else ours; none where a message answers somebody."""
    for name, purpose, _ in delivery.message.links:
        if links.purpose_of(purpose).one_click:
            return addresses[name], True
    if kind_of(delivery.message.kind).to_many:
        return _issue(delivery, STOP, delivery.message.kind), True
    return "", False


def _links_to_files(delivery: Delivery) -> str:
    told = ((instead_of(name), target) for name, target in delivery.message.makes)
    links = [f"[{one.words}]({_issue(delivery, one.purpose, target)})" for one, target in told if one is not None]
    return "".join(f"\n\n{link}" for link in links)


def _files(delivery: Delivery) -> tuple[Attachment, ...]:
    kept = [Attachment(f.name, f.content_type, bytes(f.content)) for f in delivery.message.files.all()]
    made = [maker(name)(delivery, target) for name, target in delivery.message.makes]
    return (*kept, *(file for file in made if file is not None))


_PARAMETER = re.compile(r";\s*([\w-]+)=([\w.-]+)")


def _mime(file: Attachment) -> MIMEBase:
    """With the type's parameters: calendars look at ``method``."""
    kind, _, rest = file.content_type.partition(";")
    main, _, sub = kind.strip().partition("/")
    part = MIMEBase(main, sub, **dict(_PARAMETER.findall(";" + rest)))
    part.set_payload(file.content)
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename=file.name)
    return part
