-- The secret address of somebody's own calendar here. Only its hash is kept: whoever reads this table can read no calendar.
create table calendar_feed (
    account_id    uuid        not null,
    reader        text        not null check (reader in ('client', 'therapist')),
    token_hash    bytea       not null constraint calendar_feed_token unique check (length(token_hash) = 32),
    include_names boolean     not null,
    created_at    timestamptz not null,
    last_read_at  timestamptz,
    primary key (account_id, reader)
);

-- A calendar a therapist has elsewhere, whose busy times are in busy_elsewhere. The address is a secret of the therapist.
create table busy_calendar (
    id                uuid primary key,
    therapist_id      uuid        not null references therapist (id),
    address           text        not null check (length(address) between 1 and 2000),
    created_at        timestamptz not null,
    -- Whoever asks next moves this on first, so that no two replicas ask for the same.
    next_fetch_at     timestamptz not null,
    last_attempt_at   timestamptz,
    last_success_at   timestamptz,
    -- When its text was last read whole; an answer "unchanged" does not move it.
    last_read_at      timestamptz,
    -- Since when every attempt has failed, and why the last one did.
    failing_since     timestamptz,
    failure_code      text,
    failure_sentence  text,
    etag              text,
    last_modified     text,
    notes             text[]      not null default '{}',
    constraint busy_calendar_once unique (therapist_id, address),
    constraint busy_calendar_failure
        check ((failing_since is null) = (failure_code is null) and (failing_since is null) = (failure_sentence is null))
);

create index busy_calendar_due on busy_calendar (next_fetch_at);
