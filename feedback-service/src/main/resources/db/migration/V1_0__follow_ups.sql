-- What a follow-up needs to know of an appointment; filled from AppointmentBooked.
create table appointment (
    id                   uuid primary key,
    client_id            uuid        not null,
    client_name          text        not null,
    client_email         text        not null,
    therapist_id         uuid        not null,
    therapist_account_id uuid        not null,
    therapist_name       text        not null,
    therapist_email      text        not null,
    cancelled            boolean     not null default false
);

-- What decides whether self-massage is shown; filled from IntakeAssessed. No condition, no answer.
create table client_intake (
    client_id   uuid primary key,
    assessed_at timestamptz not null,
    triage_ok   boolean     not null,
    ceiling     int         not null check (ceiling between 0 and 7),
    wanted      boolean     not null,
    leave_alone jsonb       not null
);

create table follow_up (
    id               uuid primary key,
    appointment_id   uuid        not null unique references appointment,
    client_id        uuid        not null,
    therapist_id     uuid        not null,
    session_ended_at timestamptz not null,
    state            text        not null
        check (state in ('SCHEDULED', 'INVITED', 'REMINDED', 'ANSWERED', 'ASK_AGAIN', 'MISSED', 'CANCELLED')),
    round            int         not null check (round >= 1), -- 1: the first asking; one more each time it is asked again
    ask_at           timestamptz not null,
    remind_at        timestamptz not null,
    close_at         timestamptz not null,
    asked_at         timestamptz,                             -- in this round
    reminded_at      timestamptz,                             -- in this round
    next_due_at      timestamptz,                             -- null: nothing more happens by itself
    regions          jsonb       not null,
    version          bigint      not null,
    check (ask_at < remind_at and remind_at < close_at),
    check ((next_due_at is not null) = (state in ('SCHEDULED', 'INVITED', 'REMINDED', 'ASK_AGAIN')))
);

create index follow_up_due on follow_up (next_due_at) where next_due_at is not null;
create index follow_up_client on follow_up (client_id, session_ended_at desc, id desc);

-- Everything a client told about a session: full answers, and signs reported alone. Never changed, never deleted here.
create table answer (
    id           uuid primary key,
    follow_up_id uuid        not null references follow_up,
    client_id    uuid        not null,
    therapist_id uuid        not null,
    answered_at  timestamptz not null,
    hours_after  int         not null,
    signs_only   boolean     not null,
    counted      boolean     not null, -- false: kept, but not the last word (early soreness; a sign that asks for nothing yet)
    outcome      text check (outcome in ('URGENT', 'DOCTOR', 'OVERDONE', 'PROLONGED', 'NORMAL')),
    rule_id      text,
    rule_set     text        not null,
    told         jsonb       not null,
    note         text check (length(note) <= 2000),
    note_private boolean     not null,
    check ((outcome is null) = (rule_id is null)),
    check (outcome is not null or signs_only)
);

create index answer_follow_up on answer (follow_up_id, answered_at);
create index answer_client on answer (client_id, answered_at);

-- The next step as last suggested, one per client.
create table plan_suggestion (
    client_id         uuid primary key,
    therapist_id      uuid        not null,
    follow_up_id      uuid        not null references follow_up,
    suggested_at      timestamptz not null,
    stage             text        not null check (stage in ('TRIAL', 'SERIES', 'MAINTENANCE')),
    sessions          int         not null check (sessions >= 0),
    every_days        int         not null check (every_days >= 0),
    sentence          text        not null,
    another_therapist boolean     not null
);

-- One row per message, written with the change it tells of. Unique, so that a change can never ask for a mail twice.
create table mail (
    id           uuid primary key,
    follow_up_id uuid        not null references follow_up,
    kind         text        not null check (kind in ('INVITATION', 'REMINDER', 'ASK_AGAIN', 'SAFETY_CONTACT', 'THERAPIST')),
    occasion     text        not null, -- the round, or the answer that gave rise to it
    created_at   timestamptz not null,
    attempts     int         not null default 0,
    next_at      timestamptz,          -- null: sent or dropped
    sent_at      timestamptz,
    dropped_at   timestamptz,          -- overtaken by events before it could be sent
    unique (follow_up_id, kind, occasion),
    check ((next_at is null) = (sent_at is not null or dropped_at is not null)),
    check (sent_at is null or dropped_at is null)
);

create index mail_due on mail (next_at) where next_at is not null;
