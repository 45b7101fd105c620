-- Who waits for time to become free. Who waited longest is asked first.
create table waitlist_entry (
    id             uuid primary key,
    client_id      uuid        not null,
    -- From the client's own token, for the mail about an offer.
    client_name    text        not null,
    client_email   text        not null,
    language       text        not null,
    -- Empty: anybody who fits.
    therapist_ids  uuid[]      not null,
    service_id     uuid references service (id),
    minutes        integer check (minutes between 15 and 240),
    -- The window, on the calendar and the wall clock of where the session takes place.
    from_date      date        not null,
    to_date        date        not null,
    days           integer[]   not null, -- 1 is Monday; empty: any
    from_time      time,
    to_time        time,
    state          text        not null check (state in ('waiting', 'offered', 'fulfilled', 'withdrawn', 'over')),
    joined_at      timestamptz not null,
    ended_at       timestamptz,
    -- What it was fulfilled with.
    appointment_id uuid references appointment (id),
    constraint waitlist_entry_session check ((service_id is null) <> (minutes is null)),
    constraint waitlist_entry_window check (from_date <= to_date),
    constraint waitlist_entry_fulfilled check ((state = 'fulfilled') = (appointment_id is not null)),
    constraint waitlist_entry_ended check ((state in ('fulfilled', 'withdrawn', 'over')) = (ended_at is not null))
);

create index waitlist_entry_of_client on waitlist_entry (client_id, id);
create index waitlist_entry_in_order on waitlist_entry (joined_at, id) where state = 'waiting';
create index waitlist_entry_window_over on waitlist_entry (to_date) where state = 'waiting';
create index waitlist_entry_appointment on waitlist_entry (appointment_id) where appointment_id is not null;

-- Each has a hold behind it: that hold, and nothing here, is what keeps the time.
create table waitlist_offer (
    id           uuid primary key,
    entry_id     uuid        not null references waitlist_entry (id),
    hold_id      uuid        not null references appointment (id),
    therapist_id uuid        not null references therapist (id),
    start_at     timestamptz not null,
    end_at       timestamptz not null,
    offered_at   timestamptz not null,
    expires_at   timestamptz not null,
    state        text        not null check (state in ('open', 'accepted', 'declined', 'expired')),
    answered_at  timestamptz,
    constraint waitlist_offer_one_per_hold unique (hold_id),
    constraint waitlist_offer_period check (start_at < end_at and offered_at < expires_at and expires_at <= start_at)
);

create index waitlist_offer_of_entry on waitlist_offer (entry_id, id);
create unique index waitlist_offer_one_open on waitlist_offer (entry_id) where state = 'open';
create index waitlist_offer_to_expire on waitlist_offer (expires_at) where state = 'open';

-- Where to look again: a therapist whose time may have become free, or an entry that has not been looked at.
create table waitlist_mark (
    id           uuid primary key,
    therapist_id uuid references therapist (id),
    entry_id     uuid references waitlist_entry (id),
    constraint waitlist_mark_one check ((therapist_id is null) <> (entry_id is null))
);

-- Holds that ran out a moment ago, whether or not anybody wrote that down.
create index appointment_running_out on appointment (expires_at) where expires_at is not null;
