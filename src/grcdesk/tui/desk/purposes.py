"""What one does on each screen, in a sentence or two: the first lines of its help."""

from __future__ import annotations

from collections.abc import Mapping

PURPOSES: Mapping[str, str] = {
    "today": "See where the programme stands and what needs somebody. Enter on a line opens what it speaks of.",
    "controls": "Say of each control whether it is in place, who owns it and what is lacking; mark several to set them"
    " at once.",
    "control": "Judge one control: status, evidence, plan, mapping and history, each on a tab of its own.",
    "actions": "Follow what is being done about gaps, and close it with its proof.",
    "catalogs": "Choose which frameworks, controls and mappings the desk works with.",
    "catalog": "Read what one catalog holds.",
    "history": "See who changed what and when, and take a command back.",
    "scope": "Say what is audited: categories, period, systems, and what is left out and why.",
    "snapshots": "Finalise the gap assessment, and compare how it stood then with how it stands now.",
    "first_run": "Begin: make a desk, look at the sample, or open a desk you have.",
    "features": "Write down each AI feature by six questions, derive the controls it needs, and confirm them.",
    "feature": "Answer for one feature, decide its controls, and record its models and prompts.",
    "feature_matrix": "See which controls each feature needs, and why not.",
    "evidence": "Take in evidence and put it behind the controls it shows; what waits for a control stands first.",
    "checks": "Watch limits over imported data, the worst first, and set those limits.",
    "coverage": "See month by month which controls have evidence. Enter on a hole says what would fill it.",
    "due": "See everything with a date, the latest first. Enter goes to where it is done.",
    "vendors": "Keep the third parties: tier, papers, agreements, and when each is reviewed next.",
    "vendor": "Judge one vendor: papers, agreements clause by clause, reviews, and what it is used for.",
    "reviews": "Review who has access, quarter by quarter: open a review, decide account by account, sign.",
    "review": "Decide on each account: keep, revoke or change. What keeps the review from being signed is said above.",
    "audits": "Choose the engagement all screens are about, and make the next one.",
    "engagement": "Plan one engagement, move it through its phases, and mend what its checks find.",
    "soa": "Say of each Annex A control why it is needed and whether it is implemented; then approve the statement.",
    "soa_item": "Say of one Annex A control why it is needed and whether it is implemented.",
    "rehearsal": "Let a strict auditor be played over the engagement. Enter on an item goes to where it is mended.",
    "requests": "Answer what the auditor asks for: evidence, our answer, handing over, and what was said of it.",
    "request": "Answer one request: tie evidence, write our answer, hand it over, put down what was said.",
    "walkthroughs": "Plan walkthroughs of controls, answer their questions, record what was seen.",
    "walkthrough": "Follow one control from end to end: people, questions, and what differs from how it is written.",
    "findings": "Keep what was found wanting: our response, the plan, the proof, and closing.",
    "finding": "Bring one finding to its end: respond, plan, prove, verify, close.",
    "incidents": "Keep incidents and exercises with their times, who was told, and what was learned.",
    "incident": "Bring one incident to its end: timeline, notices, actions, lessons, closing.",
    "tests": "Test controls: run their checks, answer their work sheets, conclude.",
    "sheet": "Answer the tests of one control, have a second person look, and conclude.",
    "changes": "See for each change which proof it has: approval, evaluation, deployment.",
    "deviations": "Judge what a test found: an exception, or none, with a reason.",
    "populations": "Freeze lists of what happened, check that they are whole, and draw samples of them.",
    "population": "See whether one list is final, hold it against a second source, and draw from it.",
    "samples": "Draw items for an auditor by a rule that can be repeated.",
    "sample": "See how one sample was drawn, and draw it again to compare.",
    "help": "Read about a screen. Enter on a line with a key does it there.",
}
"""By screen, as `by_place.BY_PLACE`."""
