-- A client's rows are shown only to a transaction that has said whose it is (kneadwell.client), or for what it works through
-- everybody's (kneadwell.purpose). One that says nothing sees none, the owner included: a later migration that changes rows says
-- set_config('kneadwell.purpose', 'keys', true) first.
do $$
declare
    client_table text;
begin
    foreach client_table in array array[
        'session_check_in', 'client_needs', 'client_region', 'session_finding', 'client_alarm', 'client_plan', 'blocked_therapist']
    loop
        execute format('alter table %I enable row level security', client_table);
        execute format('alter table %I force row level security', client_table);
        execute format($policy$
            create policy own_rows on %I using (
                client_id = nullif(current_setting('kneadwell.client', true), '')::uuid
                or current_setting('kneadwell.purpose', true) in ('due', 'keys', 'erasure', 'retention'))$policy$, client_table);
    end loop;
end
$$;
