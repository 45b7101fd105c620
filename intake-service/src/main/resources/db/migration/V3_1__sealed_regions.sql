-- Which region a row of a client's plan and of its history is about is sealed too. Rows that lie in "plain" take it along; of those
-- that are sealed already it goes into the document when the client's key is changed, which is asked for here.

select set_config('kneadwell.purpose', 'keys', true);

drop trigger plan_change_is_append_only on plan_change;
alter table region_plan alter column region drop not null, drop constraint region_plan_client_id_region_key;
alter table plan_change alter column region drop not null;

update region_plan set plain = coalesce(plain, '{}') || jsonb_build_object('region', region), region = null where sealed is null;
update plan_change set plain = plain || jsonb_build_object('region', region), region = null where sealed is null;
alter table region_plan
    drop constraint region_plan_sealed, add constraint region_plan_sealed check (num_nonnulls(plain, sealed) = 1);
create index region_plan_of_client on region_plan (client_id);

-- No keyset has this id.
update client_key set master_key = 0
where keyset is not null
  and client_id in (select client_id from region_plan where region is not null
                    union select client_id from plan_change where region is not null);

-- The history is written once. It is sealed when it lay in clear, sealed anew with the client's new key, and ends with the client.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('kneadwell.purpose', true) in ('erasure', 'retention') then
        return old;
    end if;
    if tg_op = 'UPDATE'
        and to_jsonb(new) - 'plain' - 'sealed' - 'region' = to_jsonb(old) - 'plain' - 'sealed' - 'region'
        and new.plain is null and (new.region is null or new.region = old.region)
        and (old.plain is not null
            or exists (select from client_key k where k.client_id = new.client_id and k.xmin = pg_current_xact_id()::xid)) then
        return new;
    end if;
    raise exception 'the history of a pressure plan is append-only';
end
$$;
create trigger plan_change_is_append_only before update or delete on plan_change
    for each row execute function refuse_change();
