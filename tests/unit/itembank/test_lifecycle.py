import pytest

from itembank.lifecycle import ItemEvent, ItemState, ItemStepRefused, list_events, transition


class TestTransition:
    @pytest.mark.parametrize(
        ("state", "event", "after"),
        [
            (ItemState.DRAFT, ItemEvent.SUBMIT, ItemState.IN_REVIEW),
            (ItemState.IN_REVIEW, ItemEvent.SEND_BACK, ItemState.DRAFT),
            (ItemState.IN_REVIEW, ItemEvent.APPROVE, ItemState.APPROVED),
            (ItemState.APPROVED, ItemEvent.REOPEN, ItemState.DRAFT),
            (ItemState.APPROVED, ItemEvent.PUBLISH, ItemState.PUBLISHED),
            (ItemState.PUBLISHED, ItemEvent.PUBLISH, ItemState.PUBLISHED),
            (ItemState.PUBLISHED, ItemEvent.RETIRE, ItemState.RETIRED),
        ],
    )
    def test_takes_a_step(self, state: ItemState, event: ItemEvent, after: ItemState) -> None:
        assert transition(state, event) is after

    @pytest.mark.parametrize(
        ("state", "event"),
        [
            pytest.param(ItemState.DRAFT, ItemEvent.PUBLISH, id="a draft is never published"),
            pytest.param(ItemState.DRAFT, ItemEvent.APPROVE, id="approval needs a review"),
            pytest.param(ItemState.PUBLISHED, ItemEvent.REOPEN, id="what is published is frozen"),
            pytest.param(ItemState.RETIRED, ItemEvent.PUBLISH, id="retired is the end"),
        ],
    )
    def test_refuses(self, state: ItemState, event: ItemEvent) -> None:
        with pytest.raises(ItemStepRefused, match=f"{state.value} has no step {event.value}"):
            transition(state, event)

    def test_edits_drafts_alone(self) -> None:
        assert [state for state in ItemState if state.is_editable] == [ItemState.DRAFT]


class TestListEvents:
    def test_names_what_can_be_done_in_a_fixed_order(self) -> None:
        assert list_events(ItemState.APPROVED) == (
            ItemEvent.REOPEN,
            ItemEvent.PUBLISH,
            ItemEvent.RETIRE,
        )
