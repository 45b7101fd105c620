-- What matching and sessions need of a client's intake, what was found after sessions, the suggested step and the regions of a
-- session are kept sealed too. What was there before lies in "plain" until the service starts, which seals it before it serves.

select set_config('kneadwell.purpose', 'keys', true);

alter table client_needs add column plain jsonb, add column sealed bytea;
update client_needs n set plain = jsonb_strip_nulls(jsonb_build_object(
    'assessed', case when assessed_at is not null then jsonb_build_object(
        'bookable', bookable, 'bookableUntil', bookable_until, 'ceiling', ceiling,
        'needsModifiedPressure', needs_modified_pressure, 'excludedStyles', to_jsonb(excluded_styles),
        'excludedOnFirstVisit', to_jsonb(excluded_on_first_visit), 'goals', to_jsonb(goals),
        'focusAreas', to_jsonb(focus_areas), 'leftReason', stated_left_reason,
        'statedAt', coalesce(left_reason_stated_at, 'epoch'), 'startLighter', start_lighter,
        'wantMovement', want_movement) end,
    'regions', (
        select coalesce(jsonb_agg(jsonb_build_object(
            'region', region, 'target', target,
            'band', case when band_low is not null then jsonb_build_object('low', band_low, 'high', band_high) end,
            'start', start) order by region), '[]')
        from client_region r where r.client_id = n.client_id)));
alter table client_needs
    drop column bookable, drop column bookable_until, drop column ceiling, drop column needs_modified_pressure,
    drop column excluded_styles, drop column excluded_on_first_visit, drop column goals, drop column focus_areas,
    drop column stated_left_reason, drop column left_reason_stated_at, drop column start_lighter, drop column want_movement,
    add constraint client_needs_sealed check (num_nonnulls(plain, sealed) = 1);
drop table client_region;

alter table session_finding add column plain jsonb, add column sealed bytea;
update session_finding set plain = jsonb_build_object('complaint', complaint, 'uglyWord', ugly_word);
alter table session_finding
    drop column complaint, drop column ugly_word,
    add constraint session_finding_sealed check (num_nonnulls(plain, sealed) = 1);

alter table client_plan add column plain jsonb, add column sealed bytea;
update client_plan set plain = jsonb_build_object(
    'stage', stage, 'sessions', sessions, 'everyDays', every_days, 'anotherTherapist', another_therapist);
alter table client_plan
    drop column stage, drop column sessions, drop column every_days, drop column another_therapist,
    add constraint client_plan_sealed check (num_nonnulls(plain, sealed) = 1);

alter table session add column client_id uuid, add column plain jsonb, add column sealed bytea;
update session s set
    client_id = (select client_id from appointment where id = s.appointment_id),
    plain = (
        select jsonb_build_object('regions', jsonb_agg(jsonb_build_object(
            'region', region, 'aim', jsonb_strip_nulls(jsonb_build_object('target', target, 'start', start_with)),
            'worked', worked) order by region))
        from session_region r where r.appointment_id = s.appointment_id having count(*) > 0);
alter table session
    alter column client_id set not null,
    add constraint session_sealed check (num_nonnulls(plain, sealed) <= 1);
drop table session_region;
-- It is one client's now, and guarded like the check-ins in it.
alter table session enable row level security;
alter table session force row level security;
create policy own_rows on session using (
    client_id = nullif(current_setting('kneadwell.client', true), '')::uuid
    or current_setting('kneadwell.purpose', true) in ('due', 'keys', 'erasure', 'retention'));

-- For erasing, for changing keys, and for starting without reading what is sealed already.
create index session_of_client on session (client_id);
create index session_in_clear on session (appointment_id) where plain is not null;
create index session_finding_in_clear on session_finding (follow_up_id) where plain is not null;
create index client_needs_in_clear on client_needs (client_id) where plain is not null;
