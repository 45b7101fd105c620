-- A partition counts as made when it is attached: one that was detached by hand still exists by its name, and an insert
-- for its day would fail all the same.

create function outbox_is_attached(day date) returns boolean
    language sql stable
    set search_path = "${flyway:defaultSchema}", pg_temp
as $$
select exists (select
               from pg_inherits i
                        join pg_class c on c.oid = i.inhrelid
               where i.inhparent = 'outbox'::regclass
                 and not i.inhdetachpending
                 and c.relname = 'outbox_p' || to_char(day, 'YYYYMMDD'))
$$;

-- As before, and attaches again what lies beside the table under a partition's name. What cannot be attached costs no
-- other day its partition; readiness tells of it.
create or replace function outbox_make_partitions(days_ahead int) returns int
    language plpgsql security definer
    set search_path = "${flyway:defaultSchema}", pg_temp
as $$
declare
    today date := (now() at time zone 'UTC')::date;
    day   date;
    part  text;
    made  int := 0;
begin
    if days_ahead not between 1 and 400 then
        raise exception 'days_ahead is from 1 to 400, not %', days_ahead;
    end if;
    perform pg_advisory_xact_lock(hashtextextended('outbox partitions ${flyway:defaultSchema}', 0));
    for i in -1..days_ahead loop
        day := today + i;
        part := 'outbox_p' || to_char(day, 'YYYYMMDD');
        continue when outbox_is_attached(day);
        begin
            if to_regclass(part) is null then
                execute format('create table %I (like outbox including defaults including constraints)', part);
            end if;
            execute format('alter table outbox attach partition %I for values from (%L) to (%L)', part, day, day + 1);
            made := made + 1;
        exception
            when others then
                raise warning 'outbox partition % could not be attached: %', part, sqlstate;
        end;
    end loop;
    return made;
end
$$;

create or replace function outbox_days_ahead() returns int
    language sql stable security definer
    set search_path = "${flyway:defaultSchema}", pg_temp
as $$
select coalesce(min(i) filter (where not outbox_is_attached((now() at time zone 'UTC')::date + i)), 401) - 1
from generate_series(0, 400) i
$$;

revoke all on function outbox_is_attached(date) from public;
