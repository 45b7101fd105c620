-- So many sessions of one kind at one price, as a therapist offers them.
create table package_offer (
    id             uuid primary key,
    version        integer        not null,
    therapist_id   uuid           not null references therapist (id),
    service_id     uuid           not null references service (id),
    sessions       integer        not null check (sessions between 2 and 20),
    price_amount   numeric(10, 2) not null check (price_amount > 0),
    price_currency text           not null check (price_currency ~ '^[A-Z]{3}$'),
    validity_days  integer        not null check (validity_days between 1 and 1095),
    created_at     timestamptz    not null,
    withdrawn_at   timestamptz
);

create index package_offer_of_therapist on package_offer (therapist_id, id);

-- What a client bought, with the terms of that moment.
create table package_purchase (
    id                uuid primary key,
    version           integer        not null,
    state             text           not null check (state in ('awaiting_payment', 'active', 'cancelled', 'refunded')),
    package_id        uuid           not null references package_offer (id),
    client_id         uuid           not null,
    client_name       text           not null,
    therapist_id      uuid           not null references therapist (id),
    service_id        uuid           not null references service (id),
    sessions          integer        not null check (sessions between 2 and 20),
    price_amount      numeric(10, 2) not null check (price_amount > 0),
    price_currency    text           not null check (price_currency ~ '^[A-Z]{3}$'),
    validity_days     integer        not null check (validity_days between 1 and 1095),
    use_automatically boolean        not null,
    bought_at         timestamptz    not null,
    -- Counted from the day it is paid, where the therapist works.
    valid_until       date,
    closed_at         timestamptz,
    constraint package_purchase_sessions unique (id, sessions),
    constraint package_purchase_valid_once_paid check (state <> 'active' or valid_until is not null)
);

create index package_purchase_of_client on package_purchase (client_id, id);
create index package_purchase_of_therapist on package_purchase (therapist_id, id);
-- A second click, or a second tab, does not buy twice what is not yet paid.
create unique index package_purchase_one_awaiting on package_purchase (client_id, package_id) where state = 'awaiting_payment';

-- The sessions of a purchase, one row each, made when it is paid. No more rows than were bought can exist, and a row pays for one
-- appointment, so more sessions than were bought cannot be used, whatever the code above does.
create table package_session (
    purchase_id    uuid    not null,
    number         integer not null,
    sessions       integer not null,
    appointment_id uuid constraint package_session_pays_once unique references appointment (id),
    -- When it was used up; a session that is only reserved comes back when its appointment is cancelled in time.
    used_at        timestamptz,
    primary key (purchase_id, number),
    foreign key (purchase_id, sessions) references package_purchase (id, sessions),
    constraint package_session_is_one_of_those_bought check (number between 1 and sessions),
    constraint package_session_used_by_something check (used_at is null or appointment_id is not null)
);

-- What a provider of payments was asked for. Where money is concerned, the ledger below has the last word.
create table payment_request (
    id             uuid primary key,
    appointment_id uuid references appointment (id),
    purchase_id    uuid references package_purchase (id),
    amount         numeric(10, 2) not null check (amount > 0),
    currency       text           not null check (currency ~ '^[A-Z]{3}$'),
    provider       text           not null check (length(provider) between 1 and 40),
    reference      text           not null check (length(reference) between 1 and 200),
    continue_at    text check (length(continue_at) <= 2000),
    state          text           not null check (state in ('pending', 'confirmed', 'failed')),
    asked_at       timestamptz    not null,
    settled_at     timestamptz,
    constraint payment_request_for_one_thing check (num_nonnulls(appointment_id, purchase_id) = 1),
    constraint payment_request_settled check ((state = 'pending') = (settled_at is null)),
    constraint payment_request_reference unique (provider, reference)
);

create index payment_request_of_appointment on payment_request (appointment_id, id) where appointment_id is not null;
create index payment_request_of_purchase on payment_request (purchase_id, id) where purchase_id is not null;

-- Money and what stands for it. Rows are added and never changed; what was wrong is taken back by another row.
create table ledger_entry (
    id             uuid primary key,
    appointment_id uuid references appointment (id),
    purchase_id    uuid references package_purchase (id),
    kind           text           not null check (kind in ('late_fee', 'package', 'payment', 'refund', 'reversal')),
    amount         numeric(10, 2) not null,
    currency       text           not null check (currency ~ '^[A-Z]{3}$'),
    method         text check (method in ('desk_cash', 'desk_card', 'bank_transfer', 'reference', 'provider')),
    reference      text check (length(reference) <= 200),
    reverses       uuid constraint ledger_entry_reversed_once unique references ledger_entry (id),
    request_id     uuid constraint ledger_entry_confirmed_once unique references payment_request (id),
    -- The account of whoever recorded it; null for what follows from something else by itself.
    recorded_by    uuid,
    recorded_at    timestamptz    not null,
    -- A session of a package may pay for what costs nothing.
    constraint ledger_entry_of_something check (amount > 0 or (amount = 0 and kind in ('package', 'reversal'))),
    constraint ledger_entry_for_one_thing check (num_nonnulls(appointment_id, purchase_id) = 1),
    constraint ledger_entry_money_has_a_method check ((kind in ('payment', 'refund')) = (method is not null)),
    constraint ledger_entry_reversal_of_something check ((kind = 'reversal') = (reverses is not null)),
    constraint ledger_entry_request_is_paid check (request_id is null or kind = 'payment')
);

create index ledger_entry_of_appointment on ledger_entry (appointment_id, id) where appointment_id is not null;
create index ledger_entry_of_purchase on ledger_entry (purchase_id, id) where purchase_id is not null;

create function ledger_refuses_change() returns trigger language plpgsql as $$
begin
    raise exception 'the ledger is only added to';
end
$$;

create trigger ledger_entry_is_append_only before update or delete on ledger_entry
    for each row execute function ledger_refuses_change();

do $$
begin
    if exists (select from pg_roles where rolname = '${flyway:defaultSchema}') and '${flyway:defaultSchema}' <> current_user then
        revoke update, delete, truncate on ledger_entry from "${flyway:defaultSchema}";
    end if;
end
$$;
