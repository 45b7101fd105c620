-- One row per mail, written with the change it tells of. Unique, so that a change can never ask for a mail twice. No name and
-- no address: those are looked up when the mail goes out.
create table mail_queue (
    id         uuid primary key,
    kind       text        not null check (length(kind) between 1 and 60),
    subject_id uuid        not null,
    occasion   text        not null check (length(occasion) <= 200),
    facts      jsonb       not null default '{}' check (jsonb_typeof(facts) = 'object'),
    created_at timestamptz not null,
    due_at     timestamptz not null,
    attempts   int         not null default 0 check (attempts >= 0),
    next_at    timestamptz, -- null: sent, dropped or parked; while it is being sent: when its sender is taken for dead
    sent_at    timestamptz,
    dropped_at timestamptz, -- overtaken by events before it could be sent
    parked_at  timestamptz, -- given up; set next_at and empty parked_at to try again
    failure    text check (length(failure) <= 200),
    constraint mail_queue_once unique (subject_id, kind, occasion),
    constraint mail_queue_one_end check (num_nonnulls(next_at, sent_at, dropped_at, parked_at) = 1)
);

create index mail_queue_due on mail_queue (next_at, id) where next_at is not null;
create index mail_queue_parked on mail_queue (parked_at) where parked_at is not null;
create index mail_queue_sent on mail_queue (sent_at) where sent_at is not null;
create index mail_queue_dropped on mail_queue (dropped_at) where dropped_at is not null;
