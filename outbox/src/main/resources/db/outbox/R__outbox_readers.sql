-- Lets the other services' login roles read events: every role x beside which a role x_owner exists.
-- Runs at every start (${flyway:timestamp}), so that a service added later can subscribe.
do $$
declare
    reader name;
begin
    for reader in
        select app.rolname
        from pg_roles app
                 join pg_roles own on own.rolname = app.rolname || '_owner'
        where app.rolname <> current_user
          and app.rolname <> '${flyway:defaultSchema}'
    loop
        execute format('grant usage on schema "${flyway:defaultSchema}" to %I', reader);
        execute format('grant select on outbox_v1, outbox_source_v1 to %I', reader);
        execute format('grant execute on function outbox_report(text, int, pg_snapshot),
            outbox_window_v1(pg_snapshot, int, int, int),
            outbox_window_rest_v1(pg_snapshot, pg_snapshot, bigint, bigint, int, int, int) to %I', reader);
    end loop;
end
$$;
