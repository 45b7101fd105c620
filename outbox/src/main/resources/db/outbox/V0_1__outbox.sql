-- Events out (outbox*) and events in (inbox*, dead_letter). Every service includes this file in its own schema.
-- The role that runs it owns everything; the service's login role owns nothing and calls the functions below.

-- ---------------------------------------------------------------- events out

create sequence outbox_seq cache 1; -- never a pooled generator: order inside a window is the order of this sequence

create table outbox (
    seq              bigint      not null default nextval('outbox_seq'),
    txid             xid8        not null default pg_current_xact_id(),
    created_on       date        not null default (now() at time zone 'UTC')::date, -- sessions have their own time zones
    id               uuid        not null default uuidv7(),                          -- the CloudEvents id
    aggregatetype    text        not null,
    aggregateid      text        not null,
    aggregateversion bigint      not null check (aggregateversion > 0),
    type             text        not null,
    dataschema       text        not null,
    payload          jsonb       not null,
    headers          jsonb       not null default '{}',
    occurred_at      timestamptz not null,                           -- by the application's clock, which development can move
    stored_at        timestamptz not null default clock_timestamp(), -- by the database's clock, for lag
    primary key (seq, created_on)
) partition by range (created_on);

create index outbox_txid_seq on outbox (txid, seq);

-- Numbers the events of an aggregate 1…n. The row lock, held to the end of the transaction, lets one writer at a time
-- publish for an aggregate; the outbox row draws its seq after that lock, so seq order is version order.
create table outbox_aggregate (
    aggregatetype text   not null,
    aggregateid   text   not null,
    version       bigint not null,
    primary key (aggregatetype, aggregateid)
) with (fillfactor = 80);

-- What the other services read: this, never the table.
create view outbox_v1 as
select seq, txid, id, aggregatetype, aggregateid, aggregateversion, type, dataschema, payload, headers, occurred_at, stored_at
from outbox;

-- How far each subscriber has read, as it last reported: retention keeps what the slowest has not applied.
create table outbox_subscriber (
    reader      name        not null, -- the role that reported; a role cannot report for another
    subscriber  text        not null, -- the schema the reader applies events to
    shard       int         not null,
    applied     pg_snapshot not null,
    reported_at timestamptz not null default clock_timestamp(),
    primary key (reader, subscriber, shard)
);

create table outbox_retention (
    only_row       boolean primary key default true check (only_row),
    dropped_before date -- null: every event ever written is still here
);
insert into outbox_retention default values;

create view outbox_source_v1 as
select dropped_before is not null as history_dropped
from outbox_retention;

-- Creates the daily partitions from yesterday to that many days ahead. A table is made first and attached then,
-- because attaching does not block the writers and "create table … partition of" does.
create function outbox_make_partitions(days_ahead int) returns int
    language plpgsql security definer
    set search_path = "${flyway:defaultSchema}", pg_temp
as $$
declare
    today date := (now() at time zone 'UTC')::date;
    day   date;
    part  text;
    made  int := 0;
begin
    if days_ahead not between 1 and 400 then
        raise exception 'days_ahead is from 1 to 400, not %', days_ahead;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('outbox partitions ${flyway:defaultSchema}', 0));
    for i in -1..days_ahead loop
        day := today + i;
        part := 'outbox_p' || to_char(day, 'YYYYMMDD');
        if to_regclass(part) is null then
            execute format('create table %I (like outbox including defaults including constraints)', part);
            execute format('alter table outbox attach partition %I for values from (%L) to (%L)', part, day, day + 1);
            made := made + 1;
        end if;
    end loop;
    return made;
end
$$;

-- How many whole days ahead of today (UTC) have a partition without a hole; -1 when today has none.
create function outbox_days_ahead() returns int
    language sql stable security definer
    set search_path = "${flyway:defaultSchema}", pg_temp
as $$
select coalesce(
        min(i) filter (where to_regclass('outbox_p' || to_char((now() at time zone 'UTC')::date + i, 'YYYYMMDD')) is null),
        401) - 1
from generate_series(0, 400) i
$$;

-- Drops the partitions older than that many days whose every event all subscribers have reported as applied; returns
-- how many. Without any subscriber nothing is dropped. The lock is asked for only briefly: writers wait 200 ms at
-- most, and a partition that could not be had is left for the next round.
create function outbox_drop_partitions(older_than_days int) returns int
    language plpgsql security definer
    set search_path = "${flyway:defaultSchema}", pg_temp
    set lock_timeout = '200ms'
as $$
declare
    part    text;
    day     date;
    unread  boolean;
    dropped int := 0;
begin
    if older_than_days < 2 then
        raise exception 'older_than_days is at least 2, not %', older_than_days;
    end if;
    if not exists (select from outbox_subscriber) then
        return 0;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('outbox partitions ${flyway:defaultSchema}', 0));
    for part, day in
        select c.relname, to_date(right(c.relname, 8), 'YYYYMMDD')
        from pg_inherits i
                 join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'outbox'::regclass
        order by 2
    loop
        exit when day >= (now() at time zone 'UTC')::date - older_than_days;
        execute format('select exists (select from %I e cross join outbox_subscriber s
                                       where not pg_visible_in_snapshot(e.txid, s.applied))', part) into unread;
        exit when unread;
        begin
            -- An empty partition takes no history with it.
            execute format('with lost as (select exists (select from %I) as some)
                            update outbox_retention set dropped_before = %L from lost where lost.some', part, day + 1);
            execute format('drop table %I', part);
            dropped := dropped + 1;
        exception
            when lock_not_available then exit;
        end;
    end loop;
    return dropped;
end
$$;

-- A subscriber says how far it has applied. Reports may lag; they are never ahead.
create function outbox_report(subscriber text, shard int, applied pg_snapshot) returns void
    language sql security definer
    set search_path = "${flyway:defaultSchema}", pg_temp
as $$
insert into outbox_subscriber (reader, subscriber, shard, applied)
values (session_user, $1, $2, $3)
on conflict (reader, subscriber, shard) do update set applied = excluded.applied, reported_at = clock_timestamp()
$$;

revoke all on function outbox_make_partitions(int), outbox_drop_partitions(int), outbox_days_ahead(),
    outbox_report(text, int, pg_snapshot) from public;

select outbox_make_partitions(16);

-- ---------------------------------------------------------------- events in

-- Everything visible in lo has been applied. The window is what is visible in hi and not in lo; hi is null when no
-- window is open. Inside it everything up to last_seq has been applied.
create table inbox_cursor (
    subscription    text        not null,
    shard           int         not null check (shard >= 0),
    shards          int         not null check (shards between 1 and 64 and shards & (shards - 1) = 0),
    lo              pg_snapshot not null default '1:1:',
    hi              pg_snapshot,
    last_seq        bigint      not null default 0,
    max_seq         bigint      not null default 0,
    source_id       text,                           -- the source's system identifier and timeline; null before first contact
    history_dropped boolean     not null default false, -- whether the source had dropped events before this subscription began
    primary key (subscription, shard),
    check (shard < shards)
) with (fillfactor = 50);

-- The last version applied (or deliberately skipped) of each aggregate.
create table inbox_aggregate (
    subscription  text   not null,
    aggregatetype text   not null,
    aggregateid   text   not null,
    version       bigint not null,
    primary key (subscription, aggregatetype, aggregateid)
) with (fillfactor = 80);

-- Events that could not be applied. Of the open letters of an aggregate the oldest is retrying (tried again by itself)
-- or parked (waits for a person); all others are behind it.
create table dead_letter (
    subscription     text        not null,
    shard            int         not null,
    event_id         uuid        not null,
    seq              bigint      not null,
    aggregatetype    text        not null,
    aggregateid      text        not null,
    aggregateversion bigint      not null,
    type             text        not null,
    payload          jsonb,                 -- null once the letter is closed
    headers          jsonb       not null,
    occurred_at      timestamptz not null,
    state            text        not null check (state in ('retrying', 'parked', 'behind', 'replayed', 'discarded')),
    reason           text        not null check (reason in ('failed', 'unreadable', 'unknown_type', 'gap', 'behind')),
    error            text,                  -- exception classes, SQLState and place; never a message, which may hold health data
    attempts         int         not null default 0,
    parked_at        timestamptz not null default clock_timestamp(),
    next_at          timestamptz,
    closed_at        timestamptz,
    primary key (subscription, event_id),
    check ((state in ('replayed', 'discarded')) = (payload is null)),
    check ((state = 'retrying') = (next_at is not null))
);

create unique index dead_letter_open on dead_letter (subscription, aggregatetype, aggregateid, aggregateversion)
    where state in ('retrying', 'parked', 'behind');
create index dead_letter_due on dead_letter (subscription, shard, next_at) where state = 'retrying';

-- ---------------------------------------------------------------- the service's own login role

-- By convention it is called like the schema. Where the same role migrates and runs, there is nothing to grant.
do $$
begin
    if exists (select from pg_roles where rolname = '${flyway:defaultSchema}') and '${flyway:defaultSchema}' <> current_user then
        grant usage on schema "${flyway:defaultSchema}" to "${flyway:defaultSchema}";
        grant usage on sequence outbox_seq to "${flyway:defaultSchema}";
        grant select, insert on outbox to "${flyway:defaultSchema}";
        revoke update, delete, truncate on outbox, outbox_retention, outbox_subscriber from "${flyway:defaultSchema}";
        revoke insert on outbox_retention, outbox_subscriber from "${flyway:defaultSchema}";
        grant select, insert, update on outbox_aggregate, inbox_cursor, inbox_aggregate, dead_letter to "${flyway:defaultSchema}";
        grant select on outbox_v1, outbox_source_v1, outbox_subscriber, outbox_retention to "${flyway:defaultSchema}";
        grant execute on function outbox_make_partitions(int), outbox_drop_partitions(int), outbox_days_ahead(),
            outbox_report(text, int, pg_snapshot) to "${flyway:defaultSchema}";
    end if;
end
$$;
