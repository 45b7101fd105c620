-- Therapists who were invited: their account at the identity provider, their profile here, and the mail with the link are made one
-- after another. What is null has not been done yet; whoever invites again goes on from there.
create table therapist_invitation (
    id           uuid primary key,
    email        text        not null check (length(email) between 3 and 254),
    name         text        not null check (length(name) between 1 and 200),
    location_id  uuid        not null references location (id),
    -- What the profile is made of, until it is made.
    profile      jsonb,
    invited_by   uuid        not null,
    invited_at   timestamptz not null,
    account_id   uuid constraint invitation_one_per_account unique,
    therapist_id uuid references therapist (id),
    sent_at      timestamptz,
    accepted_at  timestamptz,
    constraint invitation_profile check (num_nonnulls(profile, therapist_id) = 1),
    constraint invitation_in_order check (
        (therapist_id is null or account_id is not null) and (sent_at is null or therapist_id is not null)
        and (accepted_at is null or therapist_id is not null))
);

create unique index invitation_mail_once on therapist_invitation (lower(email));
create index invitation_of_therapist on therapist_invitation (therapist_id);

-- Accounts that are still at the identity provider and are to go: of erased clients, and of invitations that were taken back.
-- A row goes when the account has gone.
create table account_to_delete (
    account_id uuid primary key,
    -- Whether it goes although somebody works here with it.
    of_staff   boolean     not null,
    asked_at   timestamptz not null,
    tries      integer     not null default 0,
    next_at    timestamptz not null
);

create index account_to_delete_next on account_to_delete (next_at);
