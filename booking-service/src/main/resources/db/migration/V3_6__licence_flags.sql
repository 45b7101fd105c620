-- A licence that was revoked is not a verified one any more, so whatever asks for verified licences does without it at once.
alter table licence
    add column revoked_at timestamptz,
    add column revoked_by uuid,
    add column revoked_reason text check (length(revoked_reason) between 1 and 500),
    add constraint licence_revoked_with_a_reason check (num_nonnulls(revoked_at, revoked_by, revoked_reason) in (0, 3)),
    add constraint licence_revoked_is_not_verified check (revoked_at is null or verified_at is null),
    drop constraint licence_number_once;

-- One that was revoked may be entered anew.
create unique index licence_number_once on licence (jurisdiction, number) where revoked_at is null;

-- Appointments somebody has to look at. Nothing is cancelled by a flag.
create table appointment_flag (
    id             uuid primary key,
    appointment_id uuid        not null references appointment (id),
    reason         text        not null check (reason in ('licence_not_valid')),
    -- The local day no licence covers, and where one would be needed.
    day            date        not null,
    jurisdiction   text        not null references jurisdiction (code),
    raised_at      timestamptz not null,
    resolved_at    timestamptz,
    outcome        text check (outcome in ('kept', 'rebooked', 'cancelled', 'covered')),
    -- Null when it resolved by itself.
    resolved_by    uuid,
    note           text check (length(note) <= 500),
    constraint appointment_flag_resolved_somehow check ((resolved_at is null) = (outcome is null)),
    constraint appointment_flag_open_has_no_resolution check (resolved_at is not null or num_nonnulls(resolved_by, note) = 0)
);

create unique index appointment_flag_once on appointment_flag (appointment_id, reason) where resolved_at is null;
create index appointment_flag_open on appointment_flag (id) where resolved_at is null;
create index appointment_flag_of_appointment on appointment_flag (appointment_id);

-- Agreed appointments to come, without the past ones.
create index appointment_to_come on appointment (start_at) where state in ('pending', 'booked');
