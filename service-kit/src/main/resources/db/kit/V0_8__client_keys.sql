-- The key of each client, wrapped by the master key, which no database holds. An erased client's row stays without a key, so that
-- none is ever made again.
create table client_key (
    client_id  uuid        primary key,
    keyset     bytea,
    master_key bigint, -- the id of the master key that wraps it
    made_at    timestamptz not null,
    erased_at  timestamptz,
    check ((keyset is null) = (erased_at is not null)),
    check ((keyset is null) = (master_key is null))
);
-- Whose key is to be changed after the master key was.
create index client_key_of_master on client_key (master_key) where master_key is not null;

-- Of a request with health data the hash and the answer are kept sealed.
alter table idempotency_key
    add column id uuid not null default uuidv7(),
    add column client_id uuid,
    add column sealed bytea,
    alter column request_hash drop not null,
    add constraint idempotency_key_sealed check (
        (sealed is not null) = (client_id is not null) and (sealed is null) = (request_hash is not null)
        and (sealed is null or body is null));
create index idempotency_key_of_client on idempotency_key (client_id) where client_id is not null;
