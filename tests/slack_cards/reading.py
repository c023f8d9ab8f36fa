"""What people read in Block Kit, written apart from what makes it."""

from typing import Any

Json = dict[str, Any]


def read(blocks: list[Json]) -> str:
    """Every text, label and hint in blocks, in their order, a line each."""
    return "\n".join(_block(block) for block in blocks)


def bare(text: str) -> str:
    """A text without white space: blocks may break it, and lose nothing else."""
    return "".join(text.split())


def _block(block: Json) -> str:
    kind = block["type"]
    if kind == "header":
        return str(block["text"]["text"])
    if kind == "image":
        return str(block["alt_text"])
    if kind == "input":
        return f"{block['label']['text']}\n{block.get('hint', {}).get('text', '')}"
    if kind == "actions":
        return "\n".join(button["text"]["text"] for button in block["elements"])
    return "\n".join(_part(element) for element in block["elements"])


def _part(part: Json) -> str:
    if part["type"] == "rich_text_list":
        return "\n".join(f"• {_part(item)}" for item in part["elements"])
    if part["type"] == "rich_text_section":
        return "".join(_part(element) for element in part["elements"])
    assert part["type"] in {"text", "plain_text"}
    return str(part["text"])
