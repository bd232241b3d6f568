"""The GANs of the papers, small, beside the same networks in PyTorch."""

from .collection_attention import attentive
from .collection_autoencoders import autoencoders
from .collection_codes import coded
from .collection_critics import critics
from .collection_pictures import picture_gans
from .collection_style import styles
from .collection_translation import translation


def collection():
    return [*translation(), *picture_gans(), *attentive(), *coded(), *autoencoders(), *critics(), *styles()]
