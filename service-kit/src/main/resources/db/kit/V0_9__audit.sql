-- Who read or wrote whose health data, and why that was allowed; never what it was. The service adds to it and changes nothing.
create table audit_entry (
    id             uuid        primary key,
    at             timestamptz not null,
    added_at       timestamptz not null default now(),
    actor          uuid, -- the account; null: the service itself
    role           text        not null check (role in ('client', 'therapist', 'coordinator', 'service')),
    client_id      uuid        not null,
    access         text        not null check (access in ('read', 'write', 'erase')),
    operation      text        not null check (length(operation) between 1 and 100),
    appointment_id uuid, -- what allows it
    check ((actor is null) = (role = 'service'))
);
create index audit_entry_of_client on audit_entry (client_id, id);
create index audit_entry_added on audit_entry (added_at);

-- Each entry's link: the hash of the entry together with the hash before. An entry that was changed, taken out or put in between
-- breaks the chain from there on.
create table audit_chain (
    position bigint primary key,
    entry_id uuid   not null unique references audit_entry,
    hash     bytea  not null check (length(hash) = 32)
);

-- Default privileges give the login role more than it needs.
do $$
begin
    if exists (select from pg_roles where rolname = '${flyway:defaultSchema}') and '${flyway:defaultSchema}' <> current_user then
        revoke update, delete, truncate on audit_entry, audit_chain from "${flyway:defaultSchema}";
    end if;
end
$$;
