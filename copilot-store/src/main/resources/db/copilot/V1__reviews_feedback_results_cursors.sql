-- One script for SQLite and PostgreSQL. Times are milliseconds since 1970-01-01T00:00:00Z (UTC).
-- ticket_id and customer_id hold the id itself, or # and its SHA-256 where it is long or has control characters;
-- the exact id stands in the JSON beside it.

CREATE TABLE copilot_review (
    id              TEXT    NOT NULL PRIMARY KEY,
    ticket_id       TEXT    NOT NULL,
    customer_id     TEXT,
    state           TEXT    NOT NULL,
    version         BIGINT  NOT NULL,
    created_ms      BIGINT  NOT NULL,
    intent          TEXT    NOT NULL,
    urgency         TEXT    NOT NULL,
    urgency_rank    BIGINT  NOT NULL,
    sureness_rank   BIGINT  NOT NULL,
    reasons         TEXT    NOT NULL,
    ticket          TEXT    NOT NULL,
    result          TEXT    NOT NULL,
    decision        TEXT,
    decided_ms      BIGINT,
    decided_by      TEXT,
    decision_reason TEXT,
    correction      TEXT
);

CREATE INDEX copilot_review_by_time ON copilot_review (state, created_ms, id);
CREATE INDEX copilot_review_by_urgency ON copilot_review (state, urgency_rank, created_ms, id);
CREATE INDEX copilot_review_by_sureness ON copilot_review (state, sureness_rank, created_ms, id);
CREATE INDEX copilot_review_by_ticket ON copilot_review (ticket_id);
CREATE INDEX copilot_review_by_customer ON copilot_review (customer_id);

-- Entries are numbered from a counter whose row stays locked until the entry is committed, so that the order of the
-- numbers is the order in which entries become visible, and a reader that goes on from a number misses nothing.
CREATE TABLE copilot_counter (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);

INSERT INTO copilot_counter (name, value) VALUES ('feedback', 0);

CREATE TABLE copilot_feedback (
    position        BIGINT NOT NULL PRIMARY KEY,
    id              TEXT   NOT NULL UNIQUE,
    ticket_id       TEXT   NOT NULL,
    customer_id     TEXT,
    model           TEXT,
    prompt_id       TEXT,
    prompt_version  TEXT,
    prompt_hash     TEXT,
    ticket          TEXT   NOT NULL,
    result          TEXT   NOT NULL,
    decision        TEXT   NOT NULL,
    decided_ms      BIGINT NOT NULL,
    decided_by      TEXT   NOT NULL,
    decision_reason TEXT,
    correction      TEXT
);

CREATE INDEX copilot_feedback_by_ticket ON copilot_feedback (ticket_id);
CREATE INDEX copilot_feedback_by_customer ON copilot_feedback (customer_id);
CREATE INDEX copilot_feedback_by_time ON copilot_feedback (decided_ms);

CREATE TABLE copilot_result (
    cache_key TEXT   NOT NULL PRIMARY KEY,
    ticket_id TEXT   NOT NULL,
    stored_ms BIGINT NOT NULL,
    result    TEXT   NOT NULL
);

CREATE INDEX copilot_result_by_ticket ON copilot_result (ticket_id);
CREATE INDEX copilot_result_by_time ON copilot_result (stored_ms);

CREATE TABLE copilot_cursor (
    name       TEXT   NOT NULL PRIMARY KEY,
    value      TEXT   NOT NULL,
    changed_ms BIGINT NOT NULL
);
