-- What clients said in a session, and why an appointment was cancelled, is kept sealed, under a key for each client. What was
-- there before lies in "plain" until the service starts, which seals it before it serves.

alter table session_check_in add column client_id uuid, add column plain jsonb, add column sealed bytea;
update session_check_in c set
    client_id = (select client_id from appointment where id = c.appointment_id),
    plain = jsonb_strip_nulls(jsonb_build_object(
        'checkIn', jsonb_build_object(
            'region', region, 'moment', moment, 'reported', reported, 'words', to_jsonb(words),
            'asksShouldThisHurt', asks_should_this_hurt),
        'advice', jsonb_build_object('kind', advice, 'sentence', sentence, 'target', target, 'newTarget', new_target)));
alter table session_check_in
    alter column client_id set not null,
    drop column region, drop column moment, drop column reported, drop column words, drop column asks_should_this_hurt,
    drop column advice, drop column sentence, drop column target, drop column new_target,
    add constraint session_check_in_sealed check (num_nonnulls(plain, sealed) = 1);
create index session_check_in_of_client on session_check_in (client_id);

alter table appointment add column plain jsonb, add column sealed bytea;
update appointment set plain = to_jsonb(cancel_reason) where cancel_reason is not null;
alter table appointment drop column cancel_reason, add constraint appointment_sealed check (num_nonnulls(plain, sealed) <= 1);
create index appointment_in_clear on appointment (id) where plain is not null;
