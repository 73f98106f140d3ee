"""What a worker can be asked to do: one function for each kind of task."""

from pyoxigraph import Store

from vendorgraph.web import description, engine, resource
from vendorgraph.web.engine import Body
from vendorgraph.web.limits import Limits
from vendorgraph.web.messages import Query, Resource, Service, Task, Vocabulary


def perform(task: Task, store: Store, union: bool, limits: Limits) -> tuple[str, Body]:
    """Return media type and content of what is asked for; Refused when that is not to be had."""
    match task:
        case Query():
            return engine.query(store, union, task, limits)
        case Resource(iri, media_type):
            return resource.about(store, iri, media_type, limits)
        case Vocabulary(media_type):
            return resource.vocabulary(media_type, limits)
        case Service(address, media_type):
            return description.describe(store, union, address, media_type, limits)
