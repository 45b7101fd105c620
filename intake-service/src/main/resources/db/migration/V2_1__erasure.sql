-- Who asked to be forgotten, and which service has done so. It stays, without anything else about the client.
create table erasure (
    id           uuid        primary key,
    client_id    uuid        not null unique,
    requested_at timestamptz not null,
    booking_at   timestamptz,
    feedback_at  timestamptz
);

-- Consent that is given again brings the assessment back to where it is needed.
alter table assessment
    drop constraint assessment_cause_check,
    add constraint assessment_cause_check check (cause in ('submission', 'clearance', 'sign', 'today', 'consent'));

create index draft_of_client on draft (client_id);
create index assessment_of_client on assessment (client_id);
create index today_check_of_client on today_check (client_id);
create index comfortable_of_client on comfortable (client_id);
