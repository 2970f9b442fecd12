"""Papers that are set while somebody waits."""

from catalogue.apart import Refused
from catalogue.files.sending import download
from catalogue.sheets import refused
from catalogue.text import slugify_sl


def send_sheet(request, commitment, make, name):
    try:
        return download(f"{slugify_sl(name, 80)}.pdf", make(), "application/pdf")
    except Refused as refusal:
        return refused(request, commitment, refusal)
