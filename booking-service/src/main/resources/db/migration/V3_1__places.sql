-- Rooms of a location. A room that was closed takes no new appointments and keeps its old ones.
create table room (
    id          uuid primary key,
    version     integer     not null,
    location_id uuid        not null references location (id),
    name        text        not null check (length(name) between 1 and 80),
    created_at  timestamptz not null,
    closed_at   timestamptz
);

create unique index room_name_once on room (location_id, name) where closed_at is null;

alter table service add column needs_room boolean not null default false;

-- From a date on the therapist's hours are meant at another location, and so in its zone.
create table therapist_base (
    therapist_id uuid not null references therapist (id),
    from_date    date not null,
    location_id  uuid not null references location (id),
    primary key (therapist_id, from_date)
);

-- Hours somewhere else than at the base of the day. Null: at the base.
alter table working_hours add column location_id uuid references location (id);
alter table date_override add column location_id uuid references location (id);

-- How long a therapist travels between two locations; where nothing is said, travel_minutes of the booking rules.
create table travel_time (
    therapist_id uuid    not null references therapist (id),
    one          uuid    not null references location (id),
    other        uuid    not null references location (id),
    minutes      integer not null check (minutes between 0 and 600),
    primary key (therapist_id, one, other),
    constraint travel_time_once check (one < other)
);

alter table booking_rules
    add column travel_minutes integer not null default 30 check (travel_minutes between 0 and 600),
    add column acceptance text not null default 'instant' check (acceptance in ('instant', 'by_therapist')),
    add column answer_hours integer not null default 24 check (answer_hours between 1 and 168),
    add column free_cancel_hours integer not null default 24 check (free_cancel_hours between 0 and 336),
    add column late_fee_percent integer not null default 0 check (late_fee_percent between 0 and 100);

-- Busy time a therapist has in other calendars, as last read from there.
create table busy_elsewhere (
    id           uuid primary key,
    source_id    uuid        not null,
    therapist_id uuid        not null references therapist (id),
    start_at     timestamptz not null,
    end_at       timestamptz not null,
    constraint busy_elsewhere_period check (start_at < end_at)
);

create index busy_elsewhere_of_therapist on busy_elsewhere (therapist_id, end_at);
create index busy_elsewhere_of_source on busy_elsewhere (source_id);

alter table appointment
    add column location_id uuid references location (id),
    add column room_id uuid references room (id),
    add column room_name text,
    -- How often its time changed or it was called off: the SEQUENCE of its calendar entry.
    add column sequence integer not null default 0,
    add column client_language text not null default 'en',
    -- Until when the client may cancel free of charge, and what it costs afterwards, as agreed when it was booked.
    add column free_until timestamptz,
    add column late_fee numeric(10, 2) check (late_fee >= 0),
    add column late_fee_charged boolean not null default false,
    -- A hold behind an offer is not one the client took, and does not count as one.
    add column held_behind_offer boolean not null default false;

update appointment a set location_id = t.location_id from therapist t where t.id = a.therapist_id;

alter table appointment
    alter column location_id set not null,
    add constraint appointment_pending_expires check (state <> 'pending' or expires_at is not null),
    -- A room has the same right as a therapist: no two of these overlap in it, buffers included.
    add constraint appointment_room_no_double_booking exclude using gist
        (room_id with =, tstzrange(blocked_from, blocked_until) with &&)
        where (room_id is not null and state in ('held', 'pending', 'booked', 'completed', 'no_show'));

create index appointment_in_room on appointment (room_id, blocked_from)
    include (blocked_until, start_at, end_at, state, expires_at, client_id, service_id, id)
    where room_id is not null and state in ('held', 'pending', 'booked', 'completed', 'no_show');

create index appointment_unanswered on appointment (expires_at) where state = 'pending';

-- As before, with the columns the search reads now.
drop index appointment_busy;
create index appointment_busy on appointment (therapist_id, blocked_from)
    include (blocked_until, start_at, end_at, state, expires_at, client_id, service_id, location_id, id)
    where state in ('held', 'pending', 'booked', 'completed', 'no_show');
