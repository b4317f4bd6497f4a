import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.blockkit import Problem, Surface, check_message, check_view
from sandbox.blockkit.blocks import BLOCKS
from sandbox.limits import LIMITS, RULES
from tests.unit.sandbox.blockkit_limit_examples import EVERY_BLOCK, LIMIT_EXAMPLES
from tests.unit.sandbox.blockkit_parts import Sent, actions, button, message, modal, plain
from tests.unit.sandbox.blockkit_rule_examples import MORE_BROKEN, RULE_EXAMPLES


def test_every_row_of_the_limits_has_an_example() -> None:
    assert set(LIMIT_EXAMPLES) == set(LIMITS)
    assert set(RULE_EXAMPLES) == set(RULES)
    assert set(EVERY_BLOCK) == set(BLOCKS)


def test_every_row_names_its_source() -> None:
    assert [row.name for row in (*LIMITS.values(), *RULES.values()) if not row.source] == []


@pytest.mark.parametrize("name", LIMITS)
def test_just_within_a_limit_passes(name: str) -> None:
    row = LIMITS[name]
    for amount in filter(None, {row.least, row.most}):
        assert LIMIT_EXAMPLES[name](amount).problems() == []


@pytest.mark.parametrize("name", [name for name, row in LIMITS.items() if row.most is not None])
def test_one_above_a_limit_is_refused(name: str) -> None:
    most = LIMITS[name].most
    assert most is not None
    assert name in LIMIT_EXAMPLES[name](most + 1).broken_rows()


@pytest.mark.parametrize("name", [name for name, row in LIMITS.items() if row.least])
def test_one_below_a_limit_is_refused(name: str) -> None:
    assert name in LIMIT_EXAMPLES[name](LIMITS[name].least - 1).broken_rows()


@pytest.mark.parametrize("name", RULES)
def test_a_broken_rule_is_refused_and_a_kept_one_passes(name: str) -> None:
    broken, kept = RULE_EXAMPLES[name]
    assert name in broken.broken_rows()
    assert kept.problems() == []


@pytest.mark.parametrize("name", MORE_BROKEN)
def test_more_broken_payloads_are_refused(name: str) -> None:
    row, sent = MORE_BROKEN[name]
    assert row in sent.broken_rows()


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_sound_example_of_every_block_passes(kind: str) -> None:
    assert EVERY_BLOCK[kind].problems() == []


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (LIMIT_EXAMPLES["message.blocks"](51), "invalid_blocks"),
        (LIMIT_EXAMPLES["message.text_sum"](12_001), "msg_blocks_too_long"),
        (LIMIT_EXAMPLES["message.tables"](2), "only_one_table_allowed"),
        (LIMIT_EXAMPLES["message.attachments"](101), "too_many_attachments"),
        (LIMIT_EXAMPLES["update.text"](4_001), "msg_too_long"),
        (LIMIT_EXAMPLES["view.title"](25), "invalid_arguments"),
        (LIMIT_EXAMPLES["view.json"](250_001), "view_too_large"),
        (RULE_EXAMPLES["message.markdown_text_alone"][0], "markdown_text_conflict"),
        (RULE_EXAMPLES["message.no_text"][0], "no_text"),
        (RULE_EXAMPLES["metadata.shape"][0], "invalid_metadata_format"),
    ],
)
def test_slack_answers_with_its_own_code(sent: Sent, error: str) -> None:
    assert [problem.error for problem in sent.problems()] == [error]


def test_a_problem_says_where_and_why() -> None:
    sent = message(actions(button(), button(text=plain("x" * 76))))
    assert sent.problems() == [
        Problem(
            error="invalid_blocks",
            where="blocks[0].elements[1].text.text",
            limit="button.text",
            message="must have 1 to 75 characters, has 76",
        )
    ]


def test_everything_wrong_is_listed_at_once() -> None:
    sent = modal({"type": "banner"}, title=plain("x" * 25), external_id="x" * 256)
    assert sent.broken_rows() == {"shape.known_type", "view.title", "view.external_id"}


def test_a_message_of_a_post_may_have_a_longer_text_than_an_update() -> None:
    assert check_message({"text": "x" * 4_001}, "chat.postMessage") == []


def test_a_response_url_may_delete_without_words() -> None:
    assert check_message({"delete_original": True}, "response_url") == []


KEYS = ["type", "text", "blocks", "elements", "element", "options", "option_groups", "rows", "fields", "block_id"]
KINDS = [*BLOCKS, "plain_text", "mrkdwn", "static_select", "number_input", "raw_text", "modal", "home"]
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(KINDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(KEYS), ANY_JSON, max_size=4))
def test_no_payload_whatever_breaks_the_check_itself(payload: dict[str, object]) -> None:
    check_message(payload, "chat.update")
    check_view(payload, Surface.MODAL)
    check_view(payload, Surface.HOME)
