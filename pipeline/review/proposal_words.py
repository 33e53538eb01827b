"""A proposal in one line, for the command line."""

from __future__ import annotations

from pipeline.review.proposals import Proposal, Retold


def proposal_line(proposal: Proposal) -> str:
    """Id, kind, the event it goes into, title and day, why, confidence."""
    row = proposal.row
    kind = {"new": "new", "source": f"source for {proposal.into}", "outcome": f"outcome of {proposal.into}"}[proposal.kind]
    when = row["date"] if row["date_end"] in ("", row["date"]) else f"{row['date']} to {row['date_end']}"
    why = [proposal.because, f"words: {', '.join(proposal.why)}" if proposal.why else ""]
    articles = f"{len(proposal.tellings)} articles" if len(proposal.tellings) > 1 else proposal.tellings[0].source
    said = "; ".join(filter(None, [*why, articles]))
    return f"{proposal.id}: {kind}: {when or 'no date'}, {row['title']} ({row['confidence'] or '?'}); {said}"


def known_line(known: Retold) -> str:
    """Which article adds nothing to which event."""
    return f"{known.telling.article}: known as {known.event}" + (f" ({known.because})" if known.because else "")
