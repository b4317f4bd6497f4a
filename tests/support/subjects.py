"""Subjects by their numbers, shortly."""

from lifecycle.subject import Subject, SubjectKind


def a_request(number: int) -> Subject:
    return Subject(SubjectKind.REQUEST, number)


def a_person(number: int) -> Subject:
    return Subject(SubjectKind.PERSON, number)


def a_device(number: int) -> Subject:
    return Subject(SubjectKind.DEVICE, number)


def a_return(number: int) -> Subject:
    return Subject(SubjectKind.RETURN, number)


def a_certificate(number: int) -> Subject:
    return Subject(SubjectKind.CERTIFICATE, number)
