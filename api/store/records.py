"""Small records as JSON and back: parties, referrals, invoices, the chain of closed months."""

from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


class Form(Generic[T]):
    """How one kind of record is written and read."""

    def __init__(self, kind: type[T]) -> None:
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)

    def write(self, record: T) -> bytes:
        """The record as JSON, readable by people, a line at the end."""
        return self._adapter.dump_json(record, indent=1) + b"\n"

    def read(self, data: bytes) -> T:
        """The record; ValueError where it is another one."""
        try:
            return self._adapter.validate_json(data, strict=False)
        except ValidationError as fault:
            raise ValueError(str(fault)) from fault
