"""Buttons and menus: what stands in their custom_ids stays readable for ever, and each has its way to an answer."""

import asyncio
from types import SimpleNamespace

import pytest
from discord import InteractionType

from bot.compose import COMPONENTS, ROUTES
from commands.ui.component import ButtonComponent, is_unknown_component

POSTED = {
    "TurnPage": ["papers:open:17:0:newest:-:0", "papers:back:17:3:title:0123456789abcdef:23"],
    "FieldMenu": ["papers:field:17:0:newest:-:0"],
    "BackToCard": ["card:17"],
    "WholeAbstract": ["abstract:17"],
    "Chooser": ["choose:author:", "choose:follow:p.123456789012345678.1234567890123456789", "choose:cite:BibTeX"],
    "Ask": ["ask:similar:paper:17", "ask:metrics:author:3"],
    "Turn": ["list:next:search:0123456789abcdef.newest:2", "list:back:saved:4:0"],
    "SearchAgain": ["search:0123456789abcdef.relevance", "search:0123456789abcdef.cited"],
    "Export": ["export:search:0123456789abcdef.newest", "export:author:17.newest.-"],
    "OpenPaper": ["open"],
    "FollowAuthor": ["follow:author:17"],
    "WholeDigest": ["digest:17"],
    "SavePaper": ["save:paper:17"],
    "DeleteList": ["unlist:17"],
    "Nominate": ["nominate:17"],
    "WithdrawNomination": ["unnominate:17"],
    "ImportUpload": ["load:0123456789abcdef:", "load:0123456789abcdef:2026-05-01"],
    "DiscardUpload": ["discard:0123456789abcdef"],
    "CancelPreview": ["cancel_preview"],
    "UndoChange": ["undo:17"],
    "RedoChange": ["redo:18"],
    "PrivacyButton": ["privacy:export:123456789012345678", "privacy:surely:123456789012345678"],
    "Merge": ["merge:1:2"],
    "ChoosePapers": ["split:17:", "split:17:18"],
    "ChooseMerged": ["unmerge:17"],
    "StopDeleted": ["announce:stop-deleted"],
    "TurnPapers": ["splitpage:17::2", "splitpage:17:18:2"],
}
"""custom_ids in messages posted by version 0.1.0, by component. They must work for as long as the messages last."""


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.__name__)
async def test_buttons_posted_by_an_older_version_still_work(component):
    for custom_id in POSTED[component.__name__]:
        match = component.__discord_ui_compiled_template__.fullmatch(custom_id)
        assert match, custom_id
        assert (await component.from_custom_id(None, None, match)).custom_id == custom_id
        others = [one for one in COMPONENTS if one.__discord_ui_compiled_template__.fullmatch(custom_id)]
        assert others == [component], "exactly one component answers"


def test_every_name_in_a_posted_custom_id_has_a_route():
    ids = [custom_id.split(":") for posted in POSTED.values() for custom_id in posted]
    assert {parts[1] for parts in ids if parts[0] in ("choose", "ask")} <= ROUTES.answers.keys()
    assert {parts[2] for parts in ids if parts[0] == "list"} <= ROUTES.lists.keys()
    assert all(ROUTES.lists[parts[1]].papers for parts in ids if parts[0] == "export")


def test_a_component_of_another_version_is_recognised_as_unknown():
    def pressed(custom_id: str) -> SimpleNamespace:
        return SimpleNamespace(type=InteractionType.component, data={"custom_id": custom_id})

    assert is_unknown_component(pressed("an:old:id"), COMPONENTS)
    assert is_unknown_component(pressed("card:17x"), COMPONENTS)
    assert not is_unknown_component(pressed("card:17"), COMPONENTS)


def test_a_format_without_its_field_fails_when_the_class_is_made():
    async def make() -> None:
        class Wrong(ButtonComponent, custom_id="wrong:{paper:id}"):
            papers: int

        Wrong(papers=1)

    with pytest.raises(TypeError):
        asyncio.run(make())
