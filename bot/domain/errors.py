"""What can go wrong for a person, each with the key of the words that explain it kindly."""


class CareError(Exception):
    """A rule said no; `words_key` names the sentence that the person reads."""

    words_key = "errors.unknown"


class NotFromHere(CareError):
    """Somebody of another organisation or workspace."""

    words_key = "errors.not_from_here"


class ChecksAreOff(CareError):
    """The person has not turned check-ins on."""

    words_key = "errors.check_ins_are_off"


class NothingToSkip(CareError):
    """A usual shift that has no date left to skip, or is gone."""

    words_key = "errors.nothing_to_skip"


class NotACoordinator(CareError):
    """Somebody who coordinates nothing here, or whose supporter has not agreed yet."""

    words_key = "errors.not_a_coordinator"


class NoRole(CareError):
    """Somebody who does nothing here for which people are supported."""

    words_key = "errors.no_role"


class NotAnAuditor(CareError):
    """Somebody who is not named to look at what coordinators did."""

    words_key = "errors.not_an_auditor"


class BadInput(CareError):
    """A field of a form that cannot be meant; `field` is its block id."""

    def __init__(self, field: str, words_key: str) -> None:
        super().__init__(words_key)
        self.field = field
        self.words_key = words_key


class NotOnTheList(CareError):
    """The person is not on the list of buddies, or not any more."""

    words_key = "errors.not_on_the_list"


class ChangedMeanwhile(CareError):
    """Somebody else has edited the round since it was looked at; nothing was written."""

    words_key = "errors.changed_meanwhile"


class NoFittingPartner(CareError):
    """A rule that always holds says no; which one it is, and whose, is told to nobody."""

    words_key = "errors.no_fitting_partner"


class NotInThisRound(CareError):
    """Only who takes part can change places."""

    words_key = "errors.not_in_this_round"


class TooLateToUndo(CareError):
    """The first one has heard of it, or is about to."""

    words_key = "errors.too_late_to_undo"
