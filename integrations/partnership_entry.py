"""What every entry of a partnership file has in common."""

from pydantic import BaseModel, ConfigDict, model_validator


class Entry(BaseModel):
    """Fields of a file. An optional field without a value counts as left out."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, data: object) -> object:
        if not isinstance(data, dict):
            return data
        fields = {field.alias or name for name, field in cls.model_fields.items()}
        return {k: v for k, v in data.items() if v is not None or k not in fields}
