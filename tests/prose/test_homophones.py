"""Characters that an input method gives for one another, and those that are other words."""

from __future__ import annotations

from perfdocs.prose.homophones import is_rare, sound_alike


def test_which_sound_alike() -> None:
    assert all(sound_alike(*pair) for pair in ("值直", "称成", "称秤", "位为", "门们", "任人", "时实", "期其"))
    assert not any(sound_alike(*pair) for pair in ("县市", "省市", "目指", "二三", "一三", "余转", "上下", "价位"))
    assert not any(sound_alike(*pair) for pair in ("據据", "椐据", "aＡ", "1一"))


def test_which_are_rare() -> None:
    assert [character for character in "椐據頟据额1a" if is_rare(character)] == ["椐", "據", "頟", "1", "a"]
