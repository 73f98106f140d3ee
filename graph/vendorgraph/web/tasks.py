"""What a worker can be asked to do: one function for each kind of task."""

from msgspec import Struct
from pyoxigraph import Store

from vendorgraph.web import data, description, engine, resource
from vendorgraph.web.limits import Limits
from vendorgraph.web.market import Office
from vendorgraph.web.messages import Answer, MarketTask, Query, Resource, Service, StoreTask, Task, Vocabulary


class Context(Struct, frozen=True):
    """What a worker has to work with: the store, and what answers about the market unless other data are served."""

    store: Store
    union: bool
    office: Office | None
    limits: Limits
    folder: str | None = None  # the name of a store on disk


def perform(task: Task, context: Context) -> tuple[Answer, bytes]:
    """Return the answer to a task with its content; Refused when it is not to be had."""
    if isinstance(task, MarketTask):
        assert context.office is not None, "without a market there are no routes to its tasks"
        return context.office.perform(task)
    try:
        media_type, body = _of_store(task, context)
    except OSError as error:
        if context.folder is None:
            raise engine.unable(error) from None
        raise data.damaged(context.folder) from None  # the error names files of this machine
    return Answer(media_type=media_type), body


def _of_store(task: StoreTask, context: Context) -> tuple[str, bytes]:
    match task:
        case Query():
            return engine.query(context.store, context.union, task, context.limits)
        case Resource(iri, media_type):
            return resource.about(context.store, iri, media_type, context.limits)
        case Vocabulary(media_type):
            return resource.vocabulary(media_type, context.limits)
        case Service(address, media_type):
            return description.describe(context.store, context.union, address, media_type, context.limits)
