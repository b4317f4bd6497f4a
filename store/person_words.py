"""The words that people are found by."""

from sqlalchemy import Connection, bindparam, delete, insert, select

from lifecycle.people import Person
from store.derived import called
from store.tables.models import person_word

_OF = select(person_word.c.word).where(person_word.c.person_id == bindparam("person_id"))
_FORGET = delete(person_word).where(
    person_word.c.word == bindparam("of_word"), person_word.c.person_id == bindparam("of_person")
)
_KEEP = insert(person_word).inline()


def keep_words(connection: Connection, person: Person) -> None:
    """Have a person found by what they are called now, and by nothing else."""
    known, wanted = set(connection.scalars(_OF, {"person_id": person.id})), called(person.name, person.email)
    if gone := known - wanted:
        connection.execute(_FORGET, [{"of_word": word, "of_person": person.id} for word in sorted(gone)])
    if new := wanted - known:
        connection.execute(_KEEP, [{"word": word, "person_id": person.id} for word in sorted(new)])
