"""How the tour begins: somebody asks, the second approver and IT agree."""

from datetime import timedelta

from bot.tour.scene import ADDRESS, BUNDLE, HIRE, PRIVATE_EMAIL
from bot.tour.stage import REQUEST, Stage, Step
from lifecycle.request import LineState, RequestState, Source
from sandbox.company import ANA, CHIARA, IT_DEVICES, KAREN
from sandbox.person import After, SeenMessage

NEEDED_IN = timedelta(days=28)


def card(stage: Stage) -> SeenMessage:
    """IT's card of the request, as Ana sees it."""
    return stage.person(ANA).message(f"Request #{REQUEST}:", IT_DEVICES)


def ask(stage: Stage) -> None:
    """Chiara asks for everything at once, in a form."""
    chiara = stage.person(CHIARA)
    stage.tell.act("Chiara leads a team. She types /device request, and fills in the form that opens.")
    chiara.command("/device request")
    form = chiara.form
    form.fill(
        {
            "Full name": HIRE.real_name,
            "Personal email": PRIVATE_EMAIL,
            "Country": "Brazil",
            "Device": [BUNDLE.name],
            "Needed by": stage.today + NEEDED_IN,
            "Delivery address": ADDRESS,
            "Note": "She begins on a Monday.",
        }
    )
    stage.sees(chiara, form, HIRE.real_name)
    stage.tell.act("She presses Send. The form closes, and a receipt comes by direct message.")
    stage.holds(form.submit() is After.CLOSED, "the form was taken")
    stage.sees(chiara, chiara.dm(f"Your request #{REQUEST}"), "Cancel request")
    request = stage.request()
    stage.holds(request.state is RequestState.SUBMITTED, "on record: request #1, submitted, with three lines")
    stage.holds(
        [line.source for line in request.lines] == [Source.PURCHASE, Source.STOCK, Source.STOCK],
        "on record: the laptop is to be bought, a headset is in stock in São Paulo, a cable on the shelf",
    )


def look(stage: Stage) -> None:
    """Ana sees everything but what is private, and cannot approve yet."""
    ana, it_card = stage.person(ANA), card(stage)
    stage.tell.act("Ana is IT. Her channel #it-devices has a card.")
    stage.sees(ana, it_card, "not in Slack yet", "The second approver decides first")
    stage.holds("Approve" not in it_card.buttons, "Ana cannot approve yet: the value is over the limit")
    private = (PRIVATE_EMAIL, ADDRESS)
    stage.holds(not any(one in it_card.text for one in private), "no private email and no address is on the card")


def agree(stage: Stage) -> None:
    """Karen is asked alone, and agrees."""
    karen = stage.person(KAREN)
    question = karen.dm("over the limit")
    stage.tell.act("Karen decides about what is over the limit. She is asked by direct message.")
    stage.sees(karen, question, "Approve")
    stage.tell.act("She presses Approve, and the buttons go.")
    question.click("Approve")
    question.wait_without("is needed before")
    stage.sees(karen, question)
    stage.holds(question.buttons == [], "Karen has nothing left to press")
    asked = stage.request()
    stage.holds(asked.limit_approved_by == stage.person_id(karen), "on record: Karen agreed; IT may decide")


def approve(stage: Stage) -> None:
    """Ana approves, and the headset is set aside in the same moment."""
    ana, it_card = stage.person(ANA), card(stage)
    it_card.wait_for("has approved it as second approver")
    stage.tell.act("Ana presses Approve on the card. Each line now shows its own next step.")
    it_card.click("Approve")
    stage.sees(ana, it_card, "Approved by", "Mark ordered")
    stage.sees(stage.person(CHIARA), stage.person(CHIARA).dm("was approved by"))
    request, headset = stage.request(), stage.device("DD-00001")
    stage.holds(request.state is RequestState.APPROVED, "on record: request #1, approved")
    stage.holds(
        [line.state for line in request.lines] == [LineState.WAITING, LineState.READY, LineState.READY],
        "on record: the laptop waits for its order, headset and cable are ready",
    )
    stage.holds(headset.request_id == REQUEST, "on record: headset DD-00001 is set aside, nobody else can take it")


DECIDING = (
    Step("Chiara asks for a new hire who is not in Slack yet", ask),
    Step("Ana looks at the card", look),
    Step("Karen agrees to the value", agree),
    Step("Ana approves", approve),
)
