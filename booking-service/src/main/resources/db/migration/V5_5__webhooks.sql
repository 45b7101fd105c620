-- Where other systems want to hear what happens here. Nothing in these tables is a client's: events are named by ids.
create table webhook_endpoint (
    id              uuid primary key,
    version         bigint      not null,
    owner_id        uuid        not null,
    of_practice     boolean     not null,
    name            text        not null check (length(name) between 1 and 100),
    url             text        not null check (length(url) between 1 and 2000),
    types           text[]      not null check (cardinality(types) > 0),
    created_at      timestamptz not null,
    -- Why nothing is sent: its owner asked for it, its server said 410, or it failed for days.
    disabled_reason text check (disabled_reason in ('asked', 'gone', 'failing')),
    disabled_at     timestamptz,
    -- Since when every attempt has failed.
    failing_since   timestamptz,
    last_success_at timestamptz,
    constraint webhook_endpoint_disabled check ((disabled_reason is null) = (disabled_at is null))
);
create index webhook_endpoint_owner on webhook_endpoint (owner_id, id);

-- What signs. Sealed by the master key: a dump does not give it away. Those before the newest sign too until they expire.
create table webhook_secret (
    id          uuid primary key,
    endpoint_id uuid        not null references webhook_endpoint (id) on delete cascade,
    wrapped     bytea       not null,
    master_key  bigint      not null,
    created_at  timestamptz not null,
    expires_at  timestamptz
);
create index webhook_secret_endpoint on webhook_secret (endpoint_id, created_at);

-- An event on its way to one endpoint. No foreign key: an endpoint that is deleted at the same moment must not undo a booking.
create table webhook_delivery (
    id              uuid primary key,
    endpoint_id     uuid        not null,
    event_id        uuid        not null,
    type            text        not null,
    subject         uuid        not null,
    occurred_at     timestamptz not null,
    created_at      timestamptz not null,
    state           text        not null check (state in ('pending', 'delivered', 'failed')),
    -- Since it was written or last replayed.
    attempts        integer     not null default 0,
    -- Whoever attempts it moves this on first, so that nobody else does; if that one dies, it is due again then.
    next_at         timestamptz,
    leased_until    timestamptz,
    last_attempt_at timestamptz,
    last_status     integer,
    last_error      text,
    delivered_at    timestamptz,
    constraint webhook_delivery_once unique (endpoint_id, event_id),
    constraint webhook_delivery_due check ((state = 'pending') = (next_at is not null))
);
create index webhook_delivery_due_at on webhook_delivery (endpoint_id, next_at) where next_at is not null;
create index webhook_delivery_of_endpoint on webhook_delivery (endpoint_id, id);
create index webhook_delivery_failed on webhook_delivery (endpoint_id, occurred_at) where state = 'failed';
create index webhook_delivery_created on webhook_delivery (created_at);
