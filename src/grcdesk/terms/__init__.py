"""The words of the trade, as closed lists. Light to import: nothing here knows a database or a screen."""

from grcdesk.terms.checks import *
from grcdesk.terms.common import *
from grcdesk.terms.due import *
from grcdesk.terms.evidence import *
from grcdesk.terms.features import *
from grcdesk.terms.importers import *
from grcdesk.terms.parameters import *
