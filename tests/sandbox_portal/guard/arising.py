"""How the failures that arise by themselves are played: to the screen and out again."""

from django.urls import reverse

from sandbox_portal import actions, personas
from sandbox_portal.practice import Practice
from sandbox_portal.sections.apps.models import AppLink
from sandbox_portal.sections.bills import cards
from sandbox_portal.sections.bills.models import Payment
from sandbox_portal.sections.documents.models import ShareLink
from sandbox_portal.sections.door import codes
from sandbox_portal.sections.medicines.models import RefillRequest
from sandbox_portal.sections.messages.attachment import Attachment
from sandbox_portal.sections.messages.models import Message, Thread
from sandbox_portal.sections.proxy import rules as proxy

ASK = "Can I take my drops with milk? They sting since Monday, and rest did not help."


def words(response):
    return response.content.decode().replace("&#x27;", "'")


def hand_in(page, key, sample):
    return words(page("document-upload", data={"form_key": key(), "sample": sample}, follow=True))


def begin(page, key, *, to="nurse-team", category="medicine"):
    page("message-new", data={"form_key": key()})
    draft = Message.objects.filter(sent_at__isnull=True).latest("pk")
    page("message-about", pk=draft.pk, data={"category": category})
    page("message-to", pk=draft.pk, data={"member": to})
    return draft


def write(page, draft, body=ASK, **more):
    data = {"subject": "Eye drops", "body": body, "best_time": "any", "phone": "", **more}
    return page("message-write", pk=draft.pk, data=data)


def send(page, draft):
    write(page, draft)
    page("message-review", pk=draft.pk, data={})
    return Thread.objects.get(pk=draft.thread_id)


def file_too_large(page, key, skip):
    assert "too big" in hand_in(page, key, "phone-video")
    assert "Handed in" in hand_in(page, key, "card-front")


def wrong_file_type(page, key, skip):
    assert "cannot be opened here" in hand_in(page, key, "word-file")
    assert "Handed in" in hand_in(page, key, "sugar-log")


def blurry_photo(page, key, skip):
    hand_in(page, key, "card-dark")
    skip(1)
    assert "Nobody can read it" in words(page("documents"))
    hand_in(page, key, "card-front")
    skip(1)
    assert "In your record" in words(page("documents"))


def someone_elses_paper(page, key, skip):
    draft = begin(page, key)
    page("message-attach", pk=draft.pk, data={"form_key": key(), "sample": "lab-paper"})
    thread = send(page, draft)
    skip(1)
    assert "another person’s name" in words(page("message-thread", pk=thread.pk))
    page("message-reply", pk=thread.pk, data={"form_key": key()})
    reply = Message.objects.get(sent_at__isnull=True)
    page("message-attach", pk=reply.pk, data={"form_key": key(), "sample": "pressure-log"})
    assert Attachment.objects.get(sample="pressure-log").status == "added"


def refill_too_soon(page, key, skip):
    html = words(page("medicines"))
    assert "Too soon" in html


def message_too_long(page, key, skip):
    draft = begin(page, key)
    refused = write(page, draft, body="Please tell me more. " * 60)
    assert refused.status_code == 422 and "Make it shorter" in words(refused)
    assert write(page, draft).status_code == 302


def thread_closed(page, key, skip):
    thread = send(page, begin(page, key))
    skip(3)
    skip(days=21)
    html = words(page("message-thread", pk=thread.pk))
    assert "This thread is closed" in html
    assert reverse("practice:message-new", kwargs={"key": thread.practice.key}) in html


def message_returned(page, key, skip):
    thread = send(page, begin(page, key, to="dr-lindqvist", category="medical"))
    skip(1)
    assert "Not delivered" in words(page("message-thread", pk=thread.pk))
    assert send(page, begin(page, key)).status == "in-pool"


def link_locked(page, key, skip):
    page("document-share", id="shots", data={"form_key": key(), "label": "school", "days": 1})
    link = ShareLink.objects.get()
    for _ in range(5):
        page("document-link-open", pk=link.pk, data={"passcode": "no"})
    assert "Locked" in words(page("document-link", pk=link.pk))
    page("document-link-close", pk=link.pk, data={})
    page("document-share", id="shots", data={"form_key": key(), "label": "school", "days": 1})
    assert ShareLink.objects.filter(status="active").exists()


def proxy_ended(page, key, skip):
    practice = Thread.practice.field.related_model.objects.get()
    grant = proxy.start(practice=practice, form_key=key(), person="sam")
    proxy.choose_level(grant=grant, level="schedule")
    proxy.end(grant=proxy.send(grant=grant))
    actions.switch_seat(practice=practice, to="proxy")
    assert page("results").status_code == 200  # Sam's own page, not Ruth's
    html = words(page("proxy-switch", to="patient", data={}, follow=True))
    assert "cannot open this record now" in html
    assert "ask" in html.lower()


def tracker_not_sent(page, key, skip):
    page("app-offer", id="step-band", data={"form_key": key()})
    link = AppLink.objects.get()
    page("app-consent", pk=link.pk, data={"scopes": ["readings"], "days": 30, "understands": "on"})
    skip(days=3)
    assert "find each other" in words(page("app-sync", pk=link.pk, data={}, follow=True))
    assert "Sent." in words(page("app-sync", pk=link.pk, data={"bluetooth": "on"}, follow=True))


def password_not_taken(page, key, skip):
    bad = page("privacy-password", data={"form_key": key(), "sample": "name-and-year"})
    assert bad.status_code == 422 and "easy to guess" in words(bad)
    assert page("privacy-password", data={"form_key": key(), "sample": "four-words"}).status_code == 302


def at_the_door(page, *passwords):
    page("door-begin", data={"choice": "own"})
    for tries, password in enumerate(passwords):
        shown = page("door", data={"name": "ruth-alvarez", "password": password, "tries": tries}, follow=True)
    return words(shown)


def code_expired(page, key, skip):
    at_the_door(page, personas.get("ruth").password)
    practice = Practice.objects.get()
    actions.pass_minutes(practice=practice, minutes=15)
    old = {"code": codes.newest(practice, "sign-in").digits}
    assert "This code is too old" in words(page("door-step", data=old))
    page("door-step", data={"again": "email"})
    fresh = {"code": codes.newest(practice, "sign-in").digits}
    assert page("door-step", data=fresh).status_code == 302
    assert page("messages").status_code == 200


def locked_out(page, key, skip):
    tries = Practice.objects.get().policy.sign_in.tries_before_lockout
    assert "This account is locked for a while" in at_the_door(page, *["wrong-one"] * tries)
    actions.pass_minutes(practice=Practice.objects.get(), minutes=60)
    answer = page(
        "door", data={"name": "ruth-alvarez", "password": personas.get("ruth").password, "tries": 0}
    )
    assert answer.url.endswith("/step/")


def pay(page, key, card):
    month, year = card.good_through(Practice.objects.get())
    typed = {"number": card.number, "until": f"{month}/{year % 100}", "code": card.code}
    answer = page("bill-pay", id="knee", data={"form_key": key(), "how_much": "all", **typed}, follow=True)
    payment = Payment.objects.latest("pk")
    assert answer.status_code == 200
    return words(page("payment-review", pk=payment.pk, data={}, follow=True))


def card_declined(page, key, skip):
    shown = pay(page, key, cards.CARDS["store"])
    assert "The card was declined" in shown and "Nothing was paid" in shown
    assert "Receipt number" in pay(page, key, cards.CARDS["blue"])


def message_taken_back(page, key, skip):
    thread = send(page, begin(page, key, to="front-desk", category="form"))
    skip(2)
    assert "Dear Mr. Hale" in words(page("message-thread", pk=thread.pk))
    skip(1)
    html = words(page("message-thread", pk=thread.pk))
    assert "meant for somebody else" in html and "Mr. Hale" not in html
    assert "bring the form to the front desk" in html


def ask_for(page, key, medicine, pharmacy, kind="refill"):
    page("refill-start", id=medicine, data={"form_key": key()})
    pk = RefillRequest.objects.latest("pk").pk
    page("refill-kind", pk=pk, data={"kind": kind})
    page("refill-take", pk=pk, data={"takes": "as-told", "left": "few"})
    page("refill-where", pk=pk, data={"pharmacy": pharmacy})
    page("refill-review", pk=pk, data={})
    return pk


def out_of_stock(page, key, skip):
    pk = ask_for(page, key, "lisinopril", "lakeside-mail")
    skip(1)
    assert "The pharmacy has none now" in words(page("refill", pk=pk))
    page("refill-elsewhere", pk=pk, data={"pharmacy": "corner"})
    skip(2)
    assert "I picked it up" in words(page("refill", pk=pk))


def needs_approval(page, key, skip):
    skip(days=21)
    pk = ask_for(page, key, "eye-drops", "main-street")
    skip(1)
    assert "Your insurance must say yes first" in words(page("refill", pk=pk))
    page("refill-approval", pk=pk, data={})
    skip(days=14)
    assert "I picked it up" in words(page("refill", pk=pk))


def part_only(page, key, skip):
    pk = ask_for(page, key, "metformin", "corner", "renewal")
    skip(5)
    assert "The pharmacy has 20 of 60 tablets now" in words(page("refill", pk=pk))
    assert "You have 20 of 60 tablets" in words(page("refill-part", pk=pk, data={}, follow=True))
    skip(5)
    assert "I picked it up" in words(page("refill", pk=pk))


def price_up(page, key, skip):
    skip(days=21)
    pk = ask_for(page, key, "eye-drops", "corner")
    skip(1)
    page("refill-approval", pk=pk, data={})
    skip(days=14)
    assert "It costs $95 now" in words(page("refill", pk=pk))
    asked = words(page("refill-pharmacist", pk=pk, data={}, follow=True))
    assert "There is a generic" in asked
    draft = begin_about_price(page, key)
    write(page, draft, "Is there a medicine that costs less than the eye drops? It went up this week to $95.")
    page("message-review", pk=draft.pk, data={})
    assert "The clinic looks for one that costs less" in words(page("refill", pk=pk))
    skip(4)
    assert "I picked it up" in words(page("refill", pk=pk))


def begin_about_price(page, key):
    page("message-new", query="?price=eye-drops", data={"form_key": key()})
    draft = Message.objects.filter(sent_at__isnull=True).latest("pk")
    assert draft.thread.category == "medicine" and "Cyclosporine" in draft.body
    page("message-about", pk=draft.pk, data={"category": "medicine"})
    page("message-to", pk=draft.pk, data={"member": "nurse-team"})
    return draft


def passkey_elsewhere(page, key, skip):
    page("door-begin", data={"choice": "shared"})
    refused = page("door-passkey", data={"choice": "phone"})
    assert refused.status_code == 422 and "Your phone is not with you" in words(refused)
    page("door", data={"name": "ruth-alvarez", "password": personas.get("ruth").password, "tries": 0})
    page("door-step", data={"code": codes.newest(Practice.objects.get(), "sign-in").digits})
    assert page("messages").status_code == 200


def signature_not_taken(page, key, skip):
    skip(days=8)
    sign = {"id": "diabetes-check", "part": "consent"}
    refused = page("check-in-part", **sign, data={"answer": "agreed", "signature": "Ruth"})
    assert refused.status_code == 422 and "only a part of the name" in words(refused)
    signed = page("check-in-part", **sign, data={"answer": "agreed", "signature": "ruth  alvarez"})
    assert signed.status_code == 302
    assert "Signed on" in words(page("documents"))


PLAYS = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(file_too_large, wrong_file_type, blurry_photo, someone_elses_paper, refill_too_soon),
        *(message_too_long, thread_closed, message_returned, link_locked, proxy_ended, tracker_not_sent),
        *(password_not_taken, code_expired, locked_out, card_declined, message_taken_back),
        *(out_of_stock, needs_approval, part_only, price_up, passkey_elsewhere, signature_not_taken),
    )
}
