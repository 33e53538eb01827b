"""How real an act is: one table of sentences for each mode, with near misses beside the plain cases."""

from __future__ import annotations

import pytest

from pipeline.coding.code_words import code_words
from pipeline.coding.tokens import tokens_of

TABLE = {
    "planned": [
        ("The two ministers plan to meet in Jakarta in May.", "talks/planned"),
        ("Aranda's premier will visit Bolvia next week.", "visit/planned"),
        ("The envoys are scheduled to hold talks on Monday.", "talks/planned"),
        ("The president is to meet his counterpart in June.", "talks/planned"),
        ("Their leaders are expected to hold a summit this autumn.", "summit/planned"),
        ("The general intends to travel to Beijing.", "visit/planned"),
        ("Premier to visit Oslo in spring", "visit/planned"),
        ("The ministers met in Jakarta in May.", "talks/happened"),
        ("The ministry announced that the generals had held talks.", "talks/happened"),
        ("China will impose tariffs on American soybeans.", "tariff/announced"),
    ],
    "proposed": [
        ("Seoul proposed talks on the border.", "proposal/happened"),
        ("The ministry offered to resume the dialogue.", "proposal/happened"),
        ("Washington is seeking a meeting between the two commanders.", "proposal/proposed"),
        ("Beijing invited the secretary to the capital.", "proposal/happened"),
        ("Tokyo suggested reopening the hotline.", "proposal/happened"),
        ("The government is willing to lift the ban.", "proposal/happened"),
        ("Paris is ready to restore relations.", "proposal/happened"),
        ("The proposed visit is on the agenda.", "visit/proposed"),
    ],
    "agreed": [
        ("The two sides agreed to resume talks.", "agreement_to_talk/happened"),
        ("They agreed to restart military dialogue.", "agreement_to_talk/happened"),
        ("China has agreed to meet the American minister.", "agreement_to_talk/happened"),
        ("Both governments agreed to hold a summit.", "agreement_to_talk/happened"),
        ("The neighbours agreed to lift sanctions on grain.", "sanction_relief/announced"),
        ("Rebels agreed to release the hostages.", "release/announced"),
        ("The countries agreed on a border treaty.", "deal/happened"),
        ("China has not agreed to resume the talks.", None),
        ("The minister refused to agree to talks.", "refusal/happened"),
    ],
    "refused": [
        ("China refused to meet the secretary.", "refusal/happened"),
        ("Beijing declined a request for a meeting.", "refusal/happened"),
        ("Its refusal to hold talks angered Manila.", "refusal/happened"),
        ("The general rebuffed repeated requests to speak.", "refusal/happened"),
        ("Tehran rejected calls for a ceasefire.", "refusal/happened"),
        ("The government will not lift the embargo.", "refusal/happened"),
        ("The invitation was rejected by the ministry.", "refusal/happened"),
        ("The government refused to impose sanctions.", None),
        ("China did not refuse to meet the secretary.", None),
    ],
    "cancelled": [
        ("The secretary cancelled his trip to Beijing.", "cancellation/happened"),
        ("The visit was called off by the ministry.", "cancellation/happened"),
        ("Manila called the talks off.", "cancellation/happened"),
        ("The cancellation of the summit surprised diplomats.", "cancellation/happened"),
        ("India scrapped a meeting of foreign secretaries.", "cancellation/happened"),
        ("The president threatened to cancel the summit.", "threat/happened"),
        ("The two have not cancelled the meeting.", None),
        ("The strike was called off on Friday.", "gesture_positive/happened"),
        ("Brussels called off sanctions against the island.", "sanction_relief/happened"),
    ],
    "postponed": [
        ("The minister postponed his visit to China.", "postponement/happened"),
        ("The talks were postponed after the quarrel.", "postponement/happened"),
        ("They put off the meeting until autumn.", "postponement/happened"),
        ("The postponement of the dialogue followed an arms sale.", "postponement/happened"),
        ("The dialogue has been delayed by Beijing.", "postponement/happened"),
        ("Washington delayed the tariffs by a month.", "sanction_relief/happened"),
        ("The minister did not postpone his visit.", None),
        ("They pushed back the summit.", "postponement/happened"),
        ("The visit was postponed because of a typhoon.", "rescheduled/happened"),
    ],
    "resumed": [
        ("China and the United States resumed military talks.", "resumption/happened"),
        ("The suspended dialogue was resumed in January.", "resumption/happened"),
        ("They reopened the hotline on Monday.", "resumption/happened"),
        ("The resumption of talks came after a long silence.", "resumption/happened"),
        ("The two governments restored diplomatic relations.", "resumption/happened"),
        ("China has not resumed the talks.", None),
        ("The two are considering resuming talks.", "proposal/happened"),
        ("Beijing refused to resume the talks.", "refusal/happened"),
    ],
    "threatened": [
        ("Beijing threatened to cut off relations.", "threat/happened"),
        ("The premier warned of new sanctions.", "threat/happened"),
        ("The ministry threatened tariffs on cars.", "threat/happened"),
        ("It issued an ultimatum to the islands.", "threat/happened"),
        ("The army threatened to attack the port.", "threat/happened"),
        ("China could cut off all contacts.", "threat/happened"),
        ("Beijing cut off relations.", "cut_off/happened"),
        ("The general did not threaten to attack.", None),
    ],
    "denied": [
        ("The ministry denied that it had suspended talks.", "suspension/denied"),
        ("Officials denied cutting off contacts.", "cut_off/denied"),
        ("Beijing denied having expelled the diplomat.", "expulsion/denied"),
        ("Moscow denied the plane entry to its airspace.", "refusal/happened"),
        ("The court denied a request for bail.", "refusal/happened"),
        ("The ministry denied visas to the delegation.", "refusal/happened"),
        ("The port denied access to the frigate.", "refusal/happened"),
        ("Seoul did not deny the report.", None),
    ],
    "negated": [
        ("China did not cut off relations.", None),
        ("The two never suspended the dialogue.", None),
        ("The talks were not suspended.", None),
        ("No sanctions were imposed.", None),
        ("Washington imposed no new sanctions.", None),
        ("The minister has not visited Beijing.", None),
        ("They didn't expel the diplomats.", None),
        ("Washington hasn't lifted the tariffs.", None),
        ("The talks were suspended.", "suspension/happened"),
    ],
    "conditional": [
        ("China would cut off relations if the visit took place.", "threat/happened"),
        ("If the talks were suspended, markets would suffer.", None),
        ("Unless sanctions are lifted, the minister will stay home.", None),
        ("Washington will impose sanctions unless the crew is freed.", "threat/happened"),
        ("Beijing might suspend the dialogue.", "threat/happened"),
        ("The two could meet in Lima.", "proposal/happened"),
        ("The government may close the consulate.", "threat/happened"),
        ("The government closed the consulate.", "closure/happened"),
    ],
    "stopped short": [
        ("Beijing stopped short of cutting off relations.", None),
        ("The ministry stopped short of expelling the diplomats.", None),
        ("The statement stops short of imposing sanctions.", None),
        ("She stopped short of cancelling the visit.", None),
        ("They stopped short of closing the consulate.", None),
        ("Manila stopped short of suspending the treaty talks.", None),
        ("The army stopped short of attacking the town.", None),
        ("The army attacked the town.", "military_incident/happened"),
    ],
    "declined to comment": [
        ("The ministry declined to comment.", None),
        ("A spokesman declined to comment on the talks.", None),
        ("The embassy did not immediately respond to a request for comment.", None),
        ("The Pentagon refused to comment.", None),
        ("There are no meetings to announce today.", None),
        ("The office did not respond to requests for comment.", None),
        ("Both companies declined to say more.", None),
        ("The ministry declined to meet the envoy.", "refusal/happened"),
    ],
    "yet to": [
        ("Beijing has yet to resume the dialogue.", None),
        ("The two have yet to meet.", None),
        ("The call has yet to take place.", None),
        ("Washington has yet to impose sanctions.", None),
        ("The ministers have yet to sign the agreement.", None),
        ("China has yet to release the crew.", None),
        ("The government has yet to lift the ban.", None),
        ("The two have met again.", "talks/happened"),
    ],
    "no plans": [
        ("The leaders have no plans to meet.", None),
        ("There are no plans to lift the tariffs.", None),
        ("Washington has no plans to impose sanctions.", None),
        ("The minister has no plan to visit China.", None),
        ("There are no plans for talks.", None),
        ("The navy has no plans to attack.", None),
        ("Officials see no sign of talks.", None),
        ("The leaders plan to meet.", "talks/planned"),
    ],
    "failed": [
        ("The two sides failed to reach an agreement.", "failed_talks/happened"),
        ("The talks collapsed on Friday.", "failed_talks/happened"),
        ("The negotiators could not reach a deal.", "failed_talks/happened"),
        ("The summit ended without agreement.", "failed_talks/happened"),
        ("The delegation walked out of the talks.", "failed_talks/happened"),
        ("Washington failed to impose sanctions.", None),
        ("The government failed to release the crew.", None),
        ("The two sides reached an agreement.", "deal/happened"),
    ],
    "considered": [
        ("Biden said he was considering lifting sanctions.", "proposal/happened"),
        ("Washington is weighing tariffs on steel.", "threat/happened"),
        ("The government is mulling sanctions on the bank.", "threat/happened"),
        ("Tokyo is considering a meeting with the premier.", "proposal/happened"),
        ("The ministry is studying reopening the border.", "proposal/happened"),
        ("Canada considered closing the consulate.", "threat/happened"),
        ("Canada closed the consulate.", "closure/happened"),
        ("The committee considered the budget.", None),
    ],
    "called for": [
        ("Beijing called for the release of the captain.", "protest_demand/happened"),
        ("The union called for talks with the government.", "proposal/happened"),
        ("The senator called for sanctions against the bank.", "threat/happened"),
        ("China urged the United States to lift the tariffs.", "protest_demand/happened"),
        ("Manila demanded the withdrawal of troops.", "protest_demand/happened"),
        ("Tehran demanded that Washington end the embargo.", "protest_demand/happened"),
        ("The United States must stop the arms sales.", "protest_demand/happened"),
        ("The ministers called for an investigation.", "investigation_arrest/happened"),
    ],
    "accused": [
        ("Washington accused Beijing of cutting off talks.", "accusation/happened"),
        ("The ministry accused the navy of attacking fishermen.", "accusation/happened"),
        ("Seoul blamed Pyongyang for the attack.", "accusation/happened"),
        ("Manila accused China of violating its waters.", "accusation/happened"),
        ("Delhi condemned the killing of two soldiers.", "accusation/happened"),
        ("Beijing denounced the sale of missiles.", "accusation/happened"),
        ("Washington said Beijing had cut off talks.", "suspension/happened"),
        ("Beijing did not accuse Washington of spying.", None),
    ],
    "reversed": [
        ("Washington lifted sanctions on the ministry.", "sanction_relief/happened"),
        ("The kingdom ended its boycott of the emirate.", "sanction_relief/happened"),
        ("China released the crew of the trawler.", "release/happened"),
        ("India withdrew troops from the ridge.", "gesture_positive/happened"),
        ("The two suspended tariffs for ninety days.", "sanction_relief/happened"),
        ("The army lifted the siege of the town.", "sanction_relief/happened"),
        ("Beijing dropped the duties on barley.", "sanction_relief/happened"),
        ("The government eased export curbs on gallium.", "sanction_relief/happened"),
        ("Sanctions were lifted by the council.", "sanction_relief/happened"),
        ("The court rejected a ban on the party.", "sanction_relief/happened"),
    ],
}


@pytest.mark.parametrize(("mode", "text", "wanted"), [(mode, *row) for mode, rows in TABLE.items() for row in rows])
def test_mode(mode, text, wanted):
    """The best outcome of the sentence has the type and status that the codebook gives it, or there is none."""
    outcomes = code_words(tokens_of(text))
    found = {f"{outcome.type}/{outcome.status}" for outcome in outcomes}
    if wanted is None:
        assert not found, mode
    else:
        assert f"{outcomes[0].type}/{outcomes[0].status}" == wanted if outcomes else pytest.fail(mode)


def test_every_mode_has_eight_sentences():
    """No mode is tested by less than eight sentences."""
    assert all(len(rows) >= 8 for rows in TABLE.values())
