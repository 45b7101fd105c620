-- A session on the table. One per appointment; its appointment says whether it is over.
create table session (
  appointment_id uuid primary key references appointment (id),
  version integer not null,
  started_at timestamptz not null,
  ended_at timestamptz check (ended_at >= started_at)
);

-- What the client's pressure plan said when the session began, and whether the region was worked.
create table session_region (
  appointment_id uuid not null references session (appointment_id),
  region text not null,
  target smallint check (target between 1 and 10),
  start_with smallint check (start_with between 1 and 10),
  worked boolean not null default false,
  primary key (appointment_id, region)
);

create table session_check_in (
  id uuid primary key,
  appointment_id uuid not null references session (appointment_id),
  at timestamptz not null,
  region text not null,
  moment text not null check (moment in ('after_warm_up', 'at_region', 'at_increase', 'periodic')),
  reported smallint not null check (reported between 1 and 10),
  words text[] not null,
  asks_should_this_hurt boolean not null,
  advice text not null check (advice in ('ease', 'stop', 'offer_more', 'continue')),
  sentence text not null,
  target smallint check (target between 1 and 10),
  new_target smallint check (new_target between 1 and 10)
);

create index session_check_in_of on session_check_in (appointment_id, at, id);
