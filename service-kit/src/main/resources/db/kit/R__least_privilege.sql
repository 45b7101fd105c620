-- Takes away what PostgreSQL and the default privileges of the schema give without being asked: everybody may call a new
-- function, and the login role may change every new table, the history of migrations among them.
-- Runs at every start (${flyway:timestamp}), after whatever was added.
revoke execute on all functions in schema "${flyway:defaultSchema}" from public;

do $$
begin
    if exists (select from pg_roles where rolname = '${flyway:defaultSchema}') and '${flyway:defaultSchema}' <> current_user then
        revoke all on flyway_schema_history from "${flyway:defaultSchema}";
    end if;
end
$$;
