"""What is heard of the workspace."""

from tests.unit.handlers.front import People, app_of, dispatch, reception


def test_who_joined_a_group_and_who_left_is_taken_from_the_event() -> None:
    people = People()
    event = {
        "type": "subteam_members_changed",
        "subteam_id": "S1",
        "added_users": ["U1", "U2"],
        "removed_users": ["U3"],
    }
    body = {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event}
    assert dispatch(app_of(reception(people)), body).status == 200
    assert people.groups == [("S1", ("U1", "U2"), ("U3",))]
