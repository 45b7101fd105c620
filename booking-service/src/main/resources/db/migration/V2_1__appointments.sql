-- How a therapist's time may be booked. No row: the defaults of the configuration.
create table booking_rules (
  therapist_id uuid primary key references therapist (id),
  version integer not null default 0,
  interval_minutes integer not null check (interval_minutes between 5 and 480),
  buffer_before_minutes integer not null check (buffer_before_minutes between 0 and 240),
  buffer_after_minutes integer not null check (buffer_after_minutes between 0 and 240),
  notice_minutes integer not null check (notice_minutes between 0 and 43200),
  horizon_days integer not null check (horizon_days between 1 and 730),
  grid text not null check (grid in ('from_window_start', 'on_the_clock')),
  gaps text not null check (gaps in ('any', 'only_at_edges')),
  day_sessions integer check (day_sessions between 1 and 100),
  day_minutes integer check (day_minutes between 1 and 1440),
  week_sessions integer check (week_sessions between 1 and 500),
  week_minutes integer check (week_minutes between 1 and 10080)
);

-- Held, pending, booked and past time of a therapist. What was agreed (service, price, place, zone, buffers) is written down
-- with it, so that a later change of the therapist's settings changes no appointment.
create table appointment (
  id uuid primary key,
  version integer not null,
  state text not null
    check (state in ('held', 'pending', 'booked', 'cancelled', 'completed', 'no_show', 'expired')),
  client_id uuid not null,
  -- Known from the moment of booking, from the client's own token.
  client_name text,
  client_email text,
  therapist_id uuid not null references therapist (id),
  therapist_account_id uuid not null,
  therapist_name text not null,
  service_id uuid not null,
  service_name text not null,
  service_minutes integer not null check (service_minutes > 0),
  price_amount numeric(10, 2) not null check (price_amount >= 0),
  price_currency text not null check (price_currency ~ '^[A-Z]{3}$'),
  location_name text not null,
  location_address text not null,
  zone text not null,
  start_at timestamptz not null,
  end_at timestamptz not null,
  -- The session with the buffers it was booked with.
  blocked_from timestamptz not null,
  blocked_until timestamptz not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  first_visit boolean not null,
  booked_at timestamptz,
  session_started_at timestamptz,
  closed_at timestamptz,
  closed_by text check (closed_by in ('client', 'therapist', 'coordinator')),
  cancel_reason text check (length(cancel_reason) <= 500),
  constraint appointment_starts_before_it_ends check (start_at < end_at),
  constraint appointment_keeps_its_buffers check (blocked_from <= start_at and blocked_until >= end_at),
  constraint appointment_hold_expires check (state <> 'held' or expires_at is not null),
  constraint appointment_booked_for_somebody
    check (state not in ('pending', 'booked', 'completed', 'no_show') or (client_name is not null and client_email is not null)),
  -- The invariant of the whole service: no two of these overlap, buffers included, whatever the code above does.
  constraint appointment_no_double_booking exclude using gist
    (therapist_id with =, tstzrange(blocked_from, blocked_until) with &&)
    where (state in ('held', 'pending', 'booked', 'completed', 'no_show'))
);

-- Pages of a client's and a therapist's appointments, and the holds of a client that count against the cap.
create index appointment_of_client on appointment (client_id, start_at, id);
create index appointment_of_therapist on appointment (therapist_account_id, start_at, id);
create index appointment_live_holds on appointment (client_id, expires_at) where state = 'held';
-- Busy time of many therapists in a range of days, without visiting the table.
create index appointment_busy on appointment (therapist_id, blocked_from)
  include (blocked_until, start_at, end_at, state, expires_at, client_id, service_id)
  where state in ('held', 'pending', 'booked', 'completed', 'no_show');
