-- What clients told is kept sealed, under a key for each client. What was there before lies in "plain" until the service starts,
-- which seals it before it serves.

alter table draft add column plain jsonb, add column sealed bytea;
update draft set plain = answers;
alter table draft drop column answers, add constraint draft_sealed check (num_nonnulls(plain, sealed) = 1);

alter table assessment add column plain jsonb, add column sealed bytea;
update assessment set plain = jsonb_build_object('answers', answers, 'notesOnFile', notes_on_file);
-- Outcome and ceiling follow from answers, notes, day and rules, and were never read.
alter table assessment
    drop column answers, drop column notes_on_file, drop column outcome, drop column ceiling,
    add constraint assessment_sealed check (num_nonnulls(plain, sealed) = 1);

alter table client_plan add column plain jsonb, add column sealed bytea;
update client_plan set plain = jsonb_strip_nulls(jsonb_build_object(
    'suspendedAt', suspended_at, 'suspendedAs', suspended_as, 'lastOutcome', last_outcome,
    'lastComplaint', last_complaint, 'lastAnswerAt', last_answer_at));
alter table client_plan
    drop column suspended_at, drop column suspended_as, drop column last_outcome, drop column last_complaint,
    drop column last_answer_at,
    -- Neither: nothing has happened yet.
    add constraint client_plan_sealed check (num_nonnulls(plain, sealed) <= 1);

alter table region_plan add column plain jsonb, add column sealed bytea;
update region_plan set plain = jsonb_strip_nulls(jsonb_build_object(
    'statedWord', stated_word, 'statedNumber', stated_number, 'statedAt', stated_at, 'number', number,
    'numberAt', number_at, 'observed', observed));
alter table region_plan
    drop column stated_word, drop column stated_number, drop column stated_at, drop column number, drop column number_at,
    drop column observed,
    add constraint region_plan_sealed check (num_nonnulls(plain, sealed) <= 1);

drop trigger plan_change_is_append_only on plan_change;
alter table plan_change add column plain jsonb, add column sealed bytea;
update plan_change set plain = jsonb_strip_nulls(jsonb_build_object(
    'from', from_number, 'to', to_number, 'kind', kind, 'sentence', sentence));
alter table plan_change
    drop column from_number, drop column to_number, drop column kind, drop column sentence,
    add constraint plan_change_sealed check (num_nonnulls(plain, sealed) = 1);

-- The history is written once. It is sealed when it lay in clear, sealed anew with the client's new key, and ends with the client.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('kneadwell.purpose', true) in ('erasure', 'retention') then
        return old;
    end if;
    if tg_op = 'UPDATE' and to_jsonb(new) - 'plain' - 'sealed' = to_jsonb(old) - 'plain' - 'sealed' and new.plain is null
        and (old.plain is not null
            or exists (select from client_key k where k.client_id = new.client_id and k.xmin = pg_current_xact_id()::xid)) then
        return new;
    end if;
    raise exception 'the history of a pressure plan is append-only';
end
$$;
create trigger plan_change_is_append_only before update or delete on plan_change
    for each row execute function refuse_change();

alter table clearance add column plain jsonb, add column sealed bytea;
update clearance c set plain = jsonb_build_object('clinician', clinician, 'conditions', coalesce(
    (select jsonb_agg(rule_id order by rule_id) from clearance_condition where clearance_id = c.id), '[]'));
alter table clearance
    drop column clinician, add constraint clearance_sealed check (num_nonnulls(plain, sealed) = 1);
drop table clearance_condition;

alter table today_check add column plain jsonb, add column sealed bytea;
update today_check set plain = jsonb_strip_nulls(jsonb_build_object(
    'tolerance', tolerance, 'numbers', numbers, 'newSigns', new_signs, 'note', note));
alter table today_check
    drop column tolerance, drop column numbers, drop column new_signs, drop column note,
    add constraint today_check_sealed check (num_nonnulls(plain, sealed) = 1);

-- Numbers that were comfortable in a session and wait for a NORMAL follow-up.
create table comfortable (
    appointment_id uuid primary key,
    client_id      uuid not null,
    plain          jsonb,
    sealed         bytea,
    constraint comfortable_sealed check (num_nonnulls(plain, sealed) = 1)
);
insert into comfortable (appointment_id, client_id, plain)
select appointment_id, a.client_id, jsonb_build_object('numbers', jsonb_object_agg(region, comfortable))
from observed_pending p join appointment a on a.id = p.appointment_id
group by appointment_id, a.client_id;
drop table observed_pending;
