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

-- Deletes what was added before this, oldest first, up to the link of the last one; what is younger than a year stays in any case.
-- For the login role, which may delete nothing itself.
create function let_go_of_accesses(before timestamptz) returns void language plpgsql security definer set search_path from current as $$
declare
    last bigint;
begin
    select max(c.position) into last from audit_chain c join audit_entry e on e.id = c.entry_id
    where e.added_at < least(before, now() - interval '1 year');
    with gone as (delete from audit_chain where position < last returning entry_id)
    delete from audit_entry where id in (select entry_id from gone);
end
$$;

-- Default privileges give the login role more than it needs.
do $$
begin
    if exists (select from pg_roles where rolname = '${flyway:defaultSchema}') and '${flyway:defaultSchema}' <> current_user then
        revoke insert, update, delete, truncate on audit_entry, audit_chain from "${flyway:defaultSchema}";
        -- When an entry was added is said by the database.
        grant insert (id, at, actor, role, client_id, access, operation, appointment_id) on audit_entry to "${flyway:defaultSchema}";
        grant insert on audit_chain to "${flyway:defaultSchema}";
    end if;
end
$$;
