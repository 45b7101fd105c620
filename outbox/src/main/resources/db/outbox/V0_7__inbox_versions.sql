-- The last version applied of each of these aggregates; of those of which none was there is no row. A function, because a
-- plan that was made while the table was empty reads all of it, and PostgreSQL keeps such a plan until statistics are
-- gathered: as the table grows, so does the time of every batch. Here the plan is always by the index,
-- one aggregate after the other ("limit" keeps the order of the join).
create function inbox_versions(of_subscription text, types text[], ids text[])
    returns table (aggregatetype text, aggregateid text, version bigint)
    language plpgsql stable
    set search_path = "${flyway:defaultSchema}", pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_bitmapscan = off
    set jit = off
as $$
#variable_conflict use_column
begin
    return query
        select k.aggregatetype, k.aggregateid, v.version
        from unnest(types, ids) k (aggregatetype, aggregateid)
        cross join lateral (
            select a.version from inbox_aggregate a
            where a.subscription = of_subscription and a.aggregatetype = k.aggregatetype and a.aggregateid = k.aggregateid
            limit 1) v;
end
$$;

revoke all on function inbox_versions(text, text[], text[]) from public;

do $$
begin
    if exists (select from pg_roles where rolname = '${flyway:defaultSchema}') and '${flyway:defaultSchema}' <> current_user then
        grant execute on function inbox_versions(text, text[], text[]) to "${flyway:defaultSchema}";
    end if;
end
$$;
