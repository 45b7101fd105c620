-- The answers, what they mean for safety, the pressure plan, clearances, consent; and who may read which summary.

create table consent (
    id           uuid        primary key,
    client_id    uuid        not null,
    version      text        not null check (length(version) between 1 and 40),
    purposes     text        not null check (length(purposes) between 1 and 400),
    given_at     timestamptz not null,
    withdrawn_at timestamptz check (withdrawn_at >= given_at)
);
-- One consent holds at a time.
create unique index consent_in_force on consent (client_id) where withdrawn_at is null;

create table draft (
    id                    uuid        primary key,
    client_id             uuid        not null,
    questionnaire_version text        not null,
    answers               jsonb       not null check (jsonb_typeof(answers) = 'object'),
    created_at            timestamptz not null,
    updated_at            timestamptz not null check (updated_at >= created_at),
    submitted_at          timestamptz,
    version               bigint      not null
);
create unique index draft_open on draft (client_id) where submitted_at is null;

create table assessment (
    id                    uuid        primary key,
    client_id             uuid        not null,
    draft_id              uuid        not null references draft,
    cause                 text        not null check (cause in ('submission', 'clearance', 'sign', 'today')),
    answers               jsonb       not null check (jsonb_typeof(answers) = 'object'),
    notes_on_file         jsonb       not null check (jsonb_typeof(notes_on_file) = 'array'),
    questionnaire_version text        not null,
    rule_set_version      text        not null,
    assessed_at           timestamptz not null,
    day                   date        not null,
    outcome               text        not null check (outcome in ('ok', 'gentle_only', 'clearance', 'see_doctor', 'urgent_care')),
    ceiling               int         not null check (ceiling between 0 and 7),
    is_current            boolean     not null,
    check ((outcome in ('ok', 'gentle_only')) = (ceiling > 0))
);
create unique index assessment_current on assessment (client_id) where is_current;
create unique index assessment_of_submission on assessment (draft_id) where cause = 'submission';

create table client_plan (
    client_id       uuid   primary key,
    suspended_at    timestamptz,
    suspended_as    text   check (suspended_as in ('urgent', 'doctor')),
    last_outcome    text   check (last_outcome in ('urgent', 'doctor', 'overdone', 'prolonged', 'normal')),
    last_complaint  text   check (last_complaint in ('none', 'too_intense', 'not_intense_enough', 'unfocused', 'other')),
    last_answer_at  timestamptz,
    version         bigint not null,
    check ((suspended_at is null) = (suspended_as is null)),
    check ((last_outcome is null) = (last_answer_at is null))
);

create table region_plan (
    id             uuid primary key,
    client_id      uuid not null references client_plan,
    region         text not null,
    stated_word    text check (stated_word in ('light', 'medium', 'firm')),
    stated_number  int  check (stated_number between 1 and 10),
    stated_at      timestamptz,
    number         int  check (number between 1 and 10),
    number_at      timestamptz,
    observed       int  check (observed between 1 and 10),
    version        bigint not null,
    unique (client_id, region),
    check ((stated_at is null) = (stated_word is null and stated_number is null)),
    check ((number is null) = (number_at is null))
);

create table plan_change (
    id          uuid primary key,
    client_id   uuid not null references client_plan,
    region      text not null,
    at          timestamptz not null,
    from_number int  check (from_number between 1 and 10),
    to_number   int  check (to_number between 1 and 10),
    kind        text not null check (kind in ('intake', 'today', 'follow_up', 'clearance', 'suspended', 'resumed')),
    cause_id    uuid,
    sentence    text not null check (length(sentence) between 1 and 300)
);
create index plan_change_of_client on plan_change (client_id, id);
-- The history is written once and never changed.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the history of a pressure plan is append-only';
end
$$;
create trigger plan_change_is_append_only before update or delete on plan_change
    for each row execute function refuse_change();

create table clearance (
    id          uuid primary key,
    client_id   uuid not null,
    clinician   text not null check (length(clinician) between 1 and 200),
    noted_on    date not null,
    valid_from  date not null,
    valid_until date not null check (valid_until >= valid_from),
    recorded_at timestamptz not null,
    started     boolean not null,
    expired_at  timestamptz
);
create index clearance_of_client on clearance (client_id);
create index clearance_to_expire on clearance (valid_until) where expired_at is null;

create table clearance_condition (
    clearance_id uuid not null references clearance,
    rule_id      text not null check (length(rule_id) between 1 and 60),
    primary key (clearance_id, rule_id)
);

create table appointment (
    id                   uuid primary key,
    client_id            uuid not null,
    client_name          text not null,
    therapist_id         uuid not null,
    therapist_account_id uuid not null,
    therapist_name       text not null,
    therapist_email      text not null,
    start_at             timestamptz not null,
    end_at               timestamptz not null check (end_at > start_at),
    zone                 text not null,
    first_visit          boolean not null,
    state                text not null check (state in ('booked', 'cancelled', 'completed')),
    mailed_at            timestamptz,
    version              bigint not null
);
create index appointment_of_pair on appointment (client_id, therapist_id);
create index appointment_to_mail on appointment (start_at) where mailed_at is null and state = 'booked';

create table therapist_contact (
    therapist_id uuid primary key,
    account_id   uuid not null,
    name         text not null,
    email        text not null
);

-- Numbers that were comfortable in a session and wait for a NORMAL follow-up.
create table observed_pending (
    appointment_id uuid not null,
    region         text not null,
    comfortable    int  not null check (comfortable between 1 and 10),
    primary key (appointment_id, region)
);

create table today_check (
    appointment_id uuid primary key references appointment,
    client_id      uuid not null,
    tolerance      text not null check (tolerance in ('same', 'lower_today', 'higher_today')),
    numbers        jsonb not null check (jsonb_typeof(numbers) = 'object'),
    new_signs      jsonb not null check (jsonb_typeof(new_signs) = 'array'),
    note           text check (length(note) <= 1000),
    said_at        timestamptz not null
);
