-- What other services read of this outbox: the events of a snapshot window, as functions, so that they are planned once
-- per connection and not for each read. Planning for 47 daily partitions costs 20 times what the read itself does, and a
-- planner that looks at the values may take a sequential scan where one transaction wrote most of a partition. Both are
-- settled here: plans without values, and always by an index. "offset 0" keeps the order and the limit out of the inner
-- part, which has to go by txid.
-- They run with the rights of whoever calls them and see what their snapshot sees.

-- Whatever the caller's snapshot can see and lo could not, oldest first; that snapshot comes along as hi.
create function outbox_window_v1(lo pg_snapshot, shard int, shards int, at_most int)
    returns table (hi pg_snapshot, seq bigint, id uuid, aggregatetype text, aggregateid text, aggregateversion bigint, type text,
                   payload jsonb, headers jsonb, occurred_at timestamptz)
    language plpgsql stable
    set search_path = "${flyway:defaultSchema}", pg_temp
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_bitmapscan = off
    set jit = off
as $$
#variable_conflict use_column
declare
    now_seen pg_snapshot := pg_current_snapshot();
    was_running xid8[] := array(select pg_snapshot_xip(lo));
begin
    if was_running = '{}' then
        return query
            select now_seen, e.seq, e.id, e.aggregatetype, e.aggregateid, e.aggregateversion, e.type, e.payload, e.headers, e.occurred_at
            from (select * from outbox_v1
                  where txid >= pg_snapshot_xmax(lo) and txid < pg_snapshot_xmax(now_seen)
                  offset 0) e
            where pg_visible_in_snapshot(e.txid, now_seen)
              and (shards = 1 or (hashtextextended(e.aggregateid, 0) & (shards - 1)) = shard)
            order by e.seq
            limit at_most;
    else
        return query
            select now_seen, e.seq, e.id, e.aggregatetype, e.aggregateid, e.aggregateversion, e.type, e.payload, e.headers, e.occurred_at
            from (select * from outbox_v1
                  where txid >= pg_snapshot_xmax(lo) and txid < pg_snapshot_xmax(now_seen)
                  union all
                  select * from outbox_v1
                  where txid = any (was_running)
                  offset 0) e
            where pg_visible_in_snapshot(e.txid, now_seen)
              and (shards = 1 or (hashtextextended(e.aggregateid, 0) & (shards - 1)) = shard)
            order by e.seq
            limit at_most;
    end if;
end
$$;

-- The next events of the window between lo and hi: after one number, up to another.
create function outbox_window_rest_v1(lo pg_snapshot, hi pg_snapshot, after_seq bigint, last_seq bigint, shard int, shards int, at_most int)
    returns table (seq bigint, id uuid, aggregatetype text, aggregateid text, aggregateversion bigint, type text,
                   payload jsonb, headers jsonb, occurred_at timestamptz)
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
        select e.seq, e.id, e.aggregatetype, e.aggregateid, e.aggregateversion, e.type, e.payload, e.headers, e.occurred_at
        from outbox_v1 e
        where e.seq > after_seq and e.seq <= last_seq
          and not pg_visible_in_snapshot(e.txid, lo) and pg_visible_in_snapshot(e.txid, hi)
          and (shards = 1 or (hashtextextended(e.aggregateid, 0) & (shards - 1)) = shard)
        order by e.seq
        limit at_most;
end
$$;

revoke all on function outbox_window_v1(pg_snapshot, int, int, int),
    outbox_window_rest_v1(pg_snapshot, pg_snapshot, bigint, bigint, int, int, int) from public;
