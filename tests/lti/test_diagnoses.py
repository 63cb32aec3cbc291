"""Each outcome has words for whoever must mend it."""

from app.lti.diagnoses import DIAGNOSES
from app.lti.refusals import AFTER_PROOF, REASONS
from app.models.launch_record import TAKEN


def test_every_outcome_is_explained() -> None:
    assert DIAGNOSES.keys() == REASONS.keys() | set(TAKEN), "say in app/lti/diagnoses.py what to do"


def test_proof_comes_before_known_refusals() -> None:
    assert REASONS.keys() > AFTER_PROOF
