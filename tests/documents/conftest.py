import pytest

from tests.documents.sheets import BODY, CERTIFICATE, NOON
from training.documents.certificate import render
from training.documents.seal import Sealer


@pytest.fixture(scope="session")
def certificate():
    return render(CERTIFICATE)


@pytest.fixture(scope="session")
def sealer(tmp_path_factory):
    return Sealer.from_folder(tmp_path_factory.mktemp("seal"), organisation=BODY, at=NOON)


@pytest.fixture(scope="session")
def sealed(certificate, sealer):
    return sealer.sign(certificate, at=NOON, reason="Issued", location="Brussels")
