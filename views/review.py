"""Review: what the coder found in new articles, decided on one by one by a person."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

import streamlit as st

from pipeline.config import config_hash, load_config
from pipeline.config.schema import Config
from pipeline.errors import ThawlineError
from pipeline.questions.addition import Addition
from pipeline.records import EVENT_COLUMNS, FLAGS, UNREVIEWED
from pipeline.review.decision_log import told
from pipeline.review.decisions import Decision, decide, load_decisions, standing, undo
from pipeline.review.evidence import NEAR, passage_of
from pipeline.review.outlook import nearest_events, outlook
from pipeline.review.proposals import Proposal
from pipeline.review.queue import load_queue
from pipeline.sources.chronology import Chronology, read_chronology
from pipeline.store import sha256
from views import proposal_panel, review_intake
from views.addition_table import added
from views.event_form import event_fields
from views.navigation import link_to

ASSETS = Path(__file__).parents[1] / "assets"
CHOSEN = "proposal"
"""What the URL keeps: the proposal looked at, if not the next in turn."""
SAID = "_review_said"


def show(path: Path) -> None:
    """The whole page, for the config at `path`; works for a pair that has no event yet."""
    for sheet in ("state.css", "review.css"):
        st.html(ASSETS / sheet)
    st.title("Review", anchor=False)
    try:
        config = load_config(path)
        chronology, queue, decisions = read_chronology(config), load_queue(config), load_decisions(config)
    except ThawlineError as error:
        _refused("The files cannot be used as they stand; mend them first.", error)
        return
    _last_decision(config, decisions)
    with st.expander("Bring in articles", expanded=not queue):
        review_intake.articles(config)
    if not queue:
        st.write("Nothing waits. What the coder finds in new articles comes here, and counts only once you have accepted it.")
        return
    found = _chosen(queue)
    _desk(config, chronology, found)
    _many(config, queue)


def _chosen(queue: tuple[Proposal, ...]) -> Proposal:
    """The proposal looked at: the next in turn, or the one that was picked from the list."""
    by_id = {proposal.id: proposal for proposal in queue}
    asked = st.query_params.get(CHOSEN, "")
    found = by_id.get(asked, queue[0])
    names = list(by_id)
    picked = st.selectbox(
        f"{len(queue)} wait{'s' if len(queue) == 1 else ''} for a decision",
        names,
        names.index(found.id),
        format_func=lambda name: _line(by_id[name]),
        key=f"queue_{sha256(' '.join(names).encode())[:8]}_{found.id}",
    )
    if picked != found.id:
        st.query_params[CHOSEN] = picked
        return by_id[picked]
    return found


def _line(proposal: Proposal) -> str:
    kind = {"new": "new", "source": "source", "outcome": "outcome"}[proposal.kind]
    put_off = ", put off" if proposal.after else ""
    return f"{proposal.row['date'] or 'no date'} · {proposal.row['title']} · {proposal.row['confidence']} · {kind}{put_off}"


def _desk(config: Config, chronology: Chronology, found: Proposal) -> None:
    """The article on the left; the proposal, its fields, what it moves and the decision on the right."""
    text, sheet = st.columns([2, 3], gap="large")
    with text:
        _articles(found)
    with sheet:
        titles = {row["id"]: row["title"] for row in chronology.rows}
        st.html(proposal_panel.reasons(found, titles.get(found.into, ""), lambda event: link_to("events", event=event)))
        bar = st.container()
        cells = _cells(config, found)
        into, reason = _merge_and_reason(chronology, found)
        moved = _moved(config, chronology, found, cells)
    with bar:
        _buttons(config, found, cells, into, reason, isinstance(moved, Addition))


def _articles(found: Proposal) -> None:
    tabs = st.tabs([telling.source for telling in found.tellings]) if len(found.tellings) > 1 else [st.container()]
    for number, (tab, telling) in enumerate(zip(tabs, found.tellings, strict=True)):
        with tab:
            whole = st.toggle("Whole article", key=f"whole_{found.id}_{number}")
            st.html(proposal_panel.article(telling, passage_of(telling, None if whole else NEAR)))


def _cells(config: Config, found: Proposal) -> dict[str, str]:
    """The row as the reviewer has it now; a cell that was emptied is empty."""
    with st.expander("The event as it will stand", expanded=found.kind != "source"):
        row = event_fields(config, lambda name: f"review_{name}_{found.id}", found.row)
    row = {**row, "date_end": row.get("date_end") or _end(found, row)}
    return {column: row.get(column, "") for column in EVENT_COLUMNS if column not in ("id", "role", "quote", "tone")} | (
        {"id": row["id"]} if "id" in row else {}
    )


def _end(found: Proposal, row: Mapping[str, str]) -> str:
    """The last day of a period: as proposed where its first day was left alone, else worked out from the precision."""
    same = (row.get("date"), row.get("precision")) == (found.row["date"], found.row["precision"])
    return found.row["date_end"] if same else ""


def _merge_and_reason(chronology: Chronology, found: Proposal) -> tuple[str, str]:
    events = dict(nearest_events(chronology, found.row["date"]))
    names = [*([found.into] if found.into in events else []), *(name for name in events if name != found.into)]
    into = st.selectbox(
        "Merge into",
        names,
        0 if found.into in events else None,
        format_func=events.get,
        key=f"into_{found.id}",
        placeholder="An event that is known, the nearest days first",
    )
    reason = st.text_input("Reason", key=f"reason_{found.id}", placeholder="For the log; may stay empty")
    return into or "", reason


def _moved(config: Config, chronology: Chronology, found: Proposal, cells: dict[str, str]) -> Addition | ThawlineError:
    st.subheader("What it would move", anchor=False)
    if found.kind == "source":
        st.write("As a source it moves no number. As an event of its own it would move:")
    key = (config_hash(config), sha256(chronology.content), found.id, tuple(cells.items()))
    answer = _outlook(key, found, config, chronology)
    if isinstance(answer, Addition):
        st.html(added(answer))
        for doubt in answer.notes:
            st.warning(doubt)
    else:
        _refused("Not yet an event that can be accepted:", answer)
    return answer


@st.cache_resource(max_entries=64, show_spinner=False)
def _outlook(key: tuple, _found: Proposal, _config: Config, _chronology: Chronology) -> Addition | ThawlineError:
    try:
        return outlook(_config, _chronology, _found, dict(key[-1]))
    except ThawlineError as error:
        return error


def _buttons(config: Config, found: Proposal, cells: dict[str, str], into: str, reason: str, sound: bool) -> None:
    """Accept takes the fields as they stand; its word says whether that makes an event or adds a source."""
    changed = {column: text for column, text in cells.items() if text != found.row.get(column, "") and column != "flags"}
    changed |= {"flags": cells["flags"]} if cells["flags"] != _own_flags(found) else {}
    source = found.kind == "source" and not changed
    word = "Accept as a source" if source else "Accept as edited" if changed else "Accept"
    with st.container(horizontal=True):
        if st.button(word, type="primary", shortcut="A", key="review_accept", disabled=not (sound or source)):
            _done(config, found, "edit" if changed else "accept", changed, into if found.kind != "new" else "", reason)
        if st.button("Reject", shortcut="X", key="review_reject"):
            _done(config, found, "reject", {}, "", reason)
        if st.button(
            "Merge", shortcut="M", key="review_merge", disabled=not into, help="Add its sources to the event chosen below"
        ):
            _done(config, found, "merge", {}, into, reason)
        if found.kind == "source" and st.button("Accept as a new event", shortcut="N", key="review_own", disabled=not sound):
            _done(config, found, "edit", changed, "", reason)
        if st.button("Later", shortcut="L", key="review_later"):
            _done(config, found, "later", {}, "", reason)


def _own_flags(found: Proposal) -> str:
    return ";".join(flag for flag in found.row["flags"].split(";") if flag in FLAGS and flag != UNREVIEWED)


def _done(config: Config, found: Proposal, action: str, cells: dict[str, str], into: str, reason: str) -> None:
    try:
        decision = decide(config, found.id, action, cells or None, into or None, reason)
    except ThawlineError as error:
        _refused("Nothing was changed:", error)
        return
    st.query_params.pop(CHOSEN, None)
    st.session_state[SAID] = told(decision)
    st.rerun()


def _last_decision(config: Config, decisions: tuple[Decision, ...]) -> None:
    """What was decided last, and the way back."""
    said = st.session_state.pop(SAID, "")
    left = standing(decisions)
    with st.container(horizontal=True, vertical_alignment="center"):
        if left and st.button(
            "Undo", shortcut="U", key="review_undo", icon=":material/undo:", help=f"Take back: {escape(told(left[-1]))}"
        ):
            try:
                decision = undo(config)
            except ThawlineError as error:
                _refused("Nothing was changed:", error)
                return
            st.query_params[CHOSEN] = decision.proposal
            st.session_state[SAID] = f"Taken back: {told(left[-1])}"
            st.rerun()
        if said:
            st.success(said[0].upper() + said[1:])


def _many(config: Config, queue: tuple[Proposal, ...]) -> None:
    """Accept all that are surer than a bar, at once; each can still be taken back."""
    with st.expander("Accept many at once"):
        bar = st.slider("Confidence of at least", 0.5, 1.0, 0.85, 0.01, key="review_bar")
        sure = [proposal for proposal in queue if float(proposal.row["confidence"] or 0) >= bar]
        listed = "".join(f"<li>{escape(_line(proposal))}</li>" for proposal in sure)
        st.html(f'<ul class="tl-proposal">{listed}</ul>' if sure else '<p class="tl-note">No proposal is that sure.</p>')
        if st.button(f"Accept {len(sure)}", key="review_many", disabled=not sure):
            accepted, refused = 0, []
            for proposal in sure:
                try:
                    decide(config, proposal.id, "accept", reason=f"accepted with all of at least {bar:.2f}")
                    accepted += 1
                except ThawlineError as error:
                    refused.append(f"{proposal.row['title']}: {error}")
            left = f"; {len(refused)} still wait: {' | '.join(refused)}" if refused else ""
            st.session_state[SAID] = f"{accepted} accepted{left}"
            st.rerun()


def _refused(what: str, error: ThawlineError) -> None:
    st.error(what)
    st.code(str(error), language=None, wrap_lines=True)
