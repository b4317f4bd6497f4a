"""A device in the words that its card and every list share."""

from collections.abc import Mapping
from dataclasses import dataclass

from lifecycle.device import Device, DeviceState
from lifecycle.people import Person
from lifecycle.policy import Policy
from messages.cards import subject
from messages.labels import DEVICE_STATES
from messages.text import Mrkdwn
from messages.voice import Voice


@dataclass(frozen=True, slots=True)
class DeviceWords:
    """A device as one reader sees it; `people` are the holders, by id."""

    device: Device
    people: Mapping[int, Person]
    policy: Policy
    voice: Voice

    def title(self) -> Mrkdwn:
        """What it is and what stands on its label."""
        return self.voice.write("device/named", name=self.name(), tag=subject.tag(self.device, self.voice))

    def line(self) -> Mrkdwn:
        """All that a list tells of it: "`DD-00042` Lenovo T14, In use, Greta Lindqvist, London, United Kingdom"."""
        told = (self.state(), self.holder(), self.place())
        name = Mrkdwn(f"{subject.tag(self.device, self.voice)} {self.voice.strong(self.name())}")
        return Mrkdwn(", ".join(part for part in (name, *told) if part))

    def name(self) -> str:
        """Who made it and what it is."""
        return f"{self.device.manufacturer} {self.device.model}"

    def state(self) -> Mrkdwn:
        """Where it is on its road."""
        return self.voice.say(self.voice.gettext(DEVICE_STATES[self.device.state]))

    def holder(self) -> Mrkdwn | None:
        """Who has it, by name where they are not in Slack; None where nobody has."""
        if self.device.holder_id is None:
            return self.voice.say(self.device.keeper) if self.device.keeper else None
        return self.voice.person(self.people.get(self.device.holder_id) or subject.nobody(self.voice))

    def place(self) -> Mrkdwn:
        """Where it is: the stock location, where it is in one, and the country."""
        country = self.voice.country(self.device.country)
        if not self.device.location:
            return country
        return Mrkdwn(f"{place_name(self.device.location, self.policy, self.voice)}, {country}")


def held(told: Mrkdwn, device: Device, voice: Voice) -> Mrkdwn:
    """What is told of a device that somebody holds, with where it is on its road unless it is simply in use."""
    if device.state is DeviceState.IN_USE:
        return told
    return Mrkdwn(f"{told}, {voice.say(voice.gettext(DEVICE_STATES[device.state]))}")


def place_name(location: str, policy: Policy, voice: Voice) -> Mrkdwn:
    """A stock location by its name in the policy; what stands there, where the policy does not know it."""
    names = {one.id: one.name for one in policy.locations}
    return voice.say(names.get(location, location))
