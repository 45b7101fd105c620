-- A therapist lists what came in of all clients at once, and so says who asks (kneadwell.therapist) instead of whose rows they are:
-- then the rows of that account's appointments are seen, and none is changed.
create index appointment_of_therapist on appointment (therapist_account_id);

create policy therapists_rows on follow_up for select using (
    exists (select from appointment a
            where a.id = appointment_id
              and a.therapist_account_id = nullif(current_setting('kneadwell.therapist', true), '')::uuid));

create policy therapists_rows on answer for select using (
    exists (select from follow_up f join appointment a on a.id = f.appointment_id
            where f.id = follow_up_id
              and a.therapist_account_id = nullif(current_setting('kneadwell.therapist', true), '')::uuid));
