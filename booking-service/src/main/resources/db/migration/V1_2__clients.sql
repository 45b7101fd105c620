create table client_profile (
    client_id    uuid primary key,
    version      integer not null,
    jurisdiction text    not null references jurisdiction (code),
    time_zone    text    not null
);

create table blocked_therapist (
    client_id    uuid        not null,
    therapist_id uuid        not null references therapist (id),
    blocked_at   timestamptz not null,
    primary key (client_id, therapist_id)
);

-- What matching and booking need of a client's intake: results, never the answers behind them.
create table client_needs (
    client_id               uuid primary key,
    -- The newest event of the client's intake that is in here; an older one changes nothing.
    intake_version          bigint      not null,
    -- Null until an intake was assessed: a plan may be suspended before that is known here.
    assessed_at             timestamptz,
    bookable                boolean     not null,
    bookable_until          date,
    ceiling                 integer     not null check (ceiling between 0 and 7),
    needs_modified_pressure boolean     not null,
    excluded_styles         text[]      not null,
    excluded_on_first_visit text[]      not null,
    goals                   text[]      not null,
    focus_areas             text[]      not null,
    stated_left_reason      text        not null,
    start_lighter           boolean     not null,
    want_movement           boolean     not null,
    -- Suspended by intake-service, and since when feedback-service knows of a sign that blocks.
    plan_suspended          boolean     not null default false,
    resumed_at              timestamptz
);

create table client_region (
    client_id uuid    not null references client_needs (client_id),
    region    text    not null,
    target    integer check (target between 1 and 10),
    band_low  integer check (band_low between 1 and 10),
    band_high integer check (band_high between 1 and 10),
    start     integer check (start between 1 and 10),
    primary key (client_id, region),
    constraint client_region_band check ((band_low is null) = (band_high is null) and (target is null) = (band_low is null))
);

-- What was found after a session, once per follow-up; the latest answer counts.
create table session_finding (
    follow_up_id uuid primary key,
    client_id    uuid        not null,
    therapist_id uuid        not null,
    -- The newest event of the follow-up that is in here.
    version      bigint      not null,
    answered_at  timestamptz not null,
    complaint    text        not null,
    ugly_word    boolean     not null
);

create index session_finding_of_client on session_finding (client_id, answered_at);

-- When a sign or an answer was reported that stops booking until a clinician has cleared the client.
create table client_alarm (
    client_id   uuid primary key,
    reported_at timestamptz not null
);

create table client_plan (
    client_id         uuid primary key,
    version           bigint      not null,
    therapist_id      uuid        not null,
    stage             text        not null check (stage in ('trial', 'series', 'maintenance')),
    sessions          integer     not null,
    every_days        integer     not null,
    another_therapist boolean     not null,
    suggested_at      timestamptz not null
);
