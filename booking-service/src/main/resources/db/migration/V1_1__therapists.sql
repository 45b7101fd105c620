create table jurisdiction (
    code text primary key check (code ~ '^[A-Z][A-Z0-9-]{0,9}$'),
    name text not null
);

-- Three to begin with; which there are is for whoever runs the platform to change here.
insert into jurisdiction (code, name)
values ('R1', 'Region One'),
       ('R2', 'Region Two'),
       ('R3', 'Region Three');

create table location (
    id           uuid primary key,
    version      integer     not null,
    name         text        not null check (length(name) between 1 and 200),
    address      text        not null check (length(address) between 1 and 500),
    jurisdiction text        not null references jurisdiction (code),
    zone         text        not null,
    created_at   timestamptz not null
);

create table therapist (
    id                     uuid primary key,
    version                integer     not null,
    account_id             uuid        not null constraint therapist_one_per_account unique,
    name                   text        not null check (length(name) between 1 and 200),
    email                  text        not null check (length(email) between 3 and 254),
    bio                    text check (length(bio) <= 4000),
    practising_since       integer,
    location_id            uuid        not null references location (id),
    styles                 text[]      not null check (cardinality(styles) > 0),
    regions                text[]      not null,
    intensity_low          integer     not null,
    intensity_high         integer     not null,
    talks_about_pressure   boolean     not null,
    intake_process         boolean     not null,
    communicates_consent   boolean     not null,
    modifies_pressure      boolean     not null,
    starts_lighter         boolean     not null,
    movement_work          boolean     not null,
    therapeutic_experience boolean     not null,
    created_at             timestamptz not null,
    published_at           timestamptz,
    constraint therapist_range check (intensity_low between 1 and intensity_high and intensity_high <= 10)
);

create index therapist_location on therapist (location_id);
create index therapist_published on therapist (id) where published_at is not null;

create table licence (
    id           uuid primary key,
    version      integer     not null,
    therapist_id uuid        not null references therapist (id),
    jurisdiction text        not null references jurisdiction (code),
    number       text        not null check (length(number) between 1 and 60),
    valid_from   date        not null,
    valid_until  date        not null,
    created_at   timestamptz not null,
    verified_at  timestamptz,
    verified_by  uuid,
    -- When its expiry was told to others; null while it is valid, or was never verified.
    expired_at   timestamptz,
    constraint licence_period check (valid_from <= valid_until),
    constraint licence_verified_by_somebody check ((verified_at is null) = (verified_by is null)),
    constraint licence_number_once unique (jurisdiction, number)
);

create index licence_of_therapist on licence (therapist_id);
create index licence_to_expire on licence (valid_until) where verified_at is not null and expired_at is null;

create table service (
    id             uuid primary key,
    version        integer        not null,
    therapist_id   uuid           not null references therapist (id),
    name           text           not null check (length(name) between 1 and 120),
    minutes        integer        not null check (minutes between 15 and 240),
    price_amount   numeric(10, 2) not null check (price_amount >= 0),
    price_currency text           not null check (price_currency ~ '^[A-Z]{3}$'),
    created_at     timestamptz    not null
);

create index service_of_therapist on service (therapist_id, minutes);

-- Local times are in the zone of the therapist's location. An end at or before the start is on the following day.
create table working_hours (
    therapist_id uuid    not null references therapist (id),
    day          integer not null check (day between 1 and 7), -- 1 is Monday
    from_time    time    not null,
    to_time      time    not null,
    primary key (therapist_id, day, from_time)
);

-- What holds on one date instead; a closed date is one row without hours.
create table date_override (
    therapist_id uuid not null references therapist (id),
    date         date not null,
    from_time    time,
    to_time      time,
    constraint date_override_once unique nulls not distinct (therapist_id, date, from_time),
    constraint date_override_hours check ((from_time is null) = (to_time is null))
);

create table time_off (
    id           uuid primary key,
    therapist_id uuid        not null references therapist (id),
    start_at     timestamptz not null,
    end_at       timestamptz not null,
    constraint time_off_period check (start_at < end_at)
);

create index time_off_of_therapist on time_off (therapist_id, end_at);
