"""The file of a vendor judged on a day: package, reports, agreements, and every point that is open."""

from __future__ import annotations

from datetime import date

from grcdesk.rules.vendors import agreements, reports
from grcdesk.rules.vendors import package as vendor_package
from grcdesk.schemas.vendors.file import JudgedFile, Level, VendorFile
from grcdesk.terms.vendors import PackageItem


def judge(file: VendorFile, today: date) -> JudgedFile:
    """Judge it: what fails first, then what is weak, each in the order of the package."""
    package = vendor_package.judge(file, today)
    row = file.detail.row
    asked = PackageItem.SOC2_REPORT in vendor_package.required(row.tier, model_provider=row.model_provider)
    cover = reports.cover(file, today)
    points = [
        *vendor_package.points(package),
        *reports.points(file, cover, asked, today),
        *agreements.points(file, today),
    ]
    return JudgedFile(file, today, package, cover, tuple(sorted(points, key=lambda point: point.level is Level.WEAK)))
