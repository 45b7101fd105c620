-- What clients told, and what was concluded from it, is kept sealed, under a key for each client. What was there before lies in
-- "plain" until the service starts, which seals it before it serves.

alter table client_intake add column plain jsonb, add column sealed bytea;
update client_intake set plain = jsonb_build_object(
    'assessedAt', assessed_at, 'triageOk', triage_ok, 'ceiling', ceiling, 'wanted', wanted, 'leaveAlone', leave_alone -> 'regions');
alter table client_intake
    drop column assessed_at, drop column triage_ok, drop column ceiling, drop column wanted, drop column leave_alone,
    add constraint client_intake_sealed check (num_nonnulls(plain, sealed) = 1);

alter table follow_up add column plain jsonb, add column sealed bytea;
update follow_up set plain = regions;
alter table follow_up drop column regions, add constraint follow_up_sealed check (num_nonnulls(plain, sealed) = 1);

alter table answer add column plain jsonb, add column sealed bytea;
update answer set plain = jsonb_strip_nulls(jsonb_build_object(
    'outcome', lower(outcome), 'ruleId', rule_id, 'note', note)) || jsonb_build_object('told', told);
alter table answer
    drop column outcome, drop column rule_id, drop column told, drop column note,
    add constraint answer_sealed check (num_nonnulls(plain, sealed) = 1);

alter table plan_suggestion add column plain jsonb, add column sealed bytea;
update plan_suggestion set plain = jsonb_build_object(
    'stage', lower(stage), 'sessions', sessions, 'everyDays', every_days, 'sentence', sentence,
    'anotherTherapist', another_therapist);
alter table plan_suggestion
    drop column stage, drop column sessions, drop column every_days, drop column sentence, drop column another_therapist,
    add constraint plan_suggestion_sealed check (num_nonnulls(plain, sealed) = 1);
