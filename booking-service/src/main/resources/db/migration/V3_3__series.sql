-- Sessions booked together: at the same time on the wall clock, a fixed number of weeks apart.
create table series (
    id                   uuid primary key,
    version              integer     not null,
    client_id            uuid        not null,
    therapist_id         uuid        not null references therapist (id),
    therapist_account_id uuid        not null,
    therapist_name       text        not null,
    service_id           uuid        not null references service (id),
    service_name         text        not null,
    -- Where it was asked for; null: wherever the therapist works at those times.
    location_id          uuid references location (id),
    -- The zone the wall clock hangs in.
    zone                 text        not null,
    first_start          timestamp   not null,
    every_weeks          integer     not null check (every_weeks in (1, 2, 4)),
    created_at           timestamptz not null
);

create index series_of_client on series (client_id, id);
create index series_of_therapist on series (therapist_account_id, id);

create table series_occurrence (
    series_id      uuid    not null references series (id),
    number         integer not null check (number between 1 and 12),
    -- What was wanted. Once booked, the appointment says when it is; why one was refused may tell of health and is not kept.
    wanted_at      timestamptz not null,
    appointment_id uuid references appointment (id),
    primary key (series_id, number),
    constraint series_occurrence_appointment_once unique (appointment_id)
);
