-- Which therapist's data was changed by which transaction, so that every replica can keep therapists in memory and never
-- answer from something a committed change has replaced. A reader remembers the snapshot of its last look; whatever is
-- visible now and was not visible then is new, whichever order the writers committed in. Each transaction writes rows of
-- its own, so writers never wait for one another here.
create table therapist_changed (
  txid xid8 not null default pg_current_xact_id(),
  -- The nil UUID: all of them.
  therapist_id uuid not null,
  primary key (txid, therapist_id)
);

-- Changes by transactions before this one are no longer listed: who looked last before it has to read everything again.
create table therapist_changes_forgotten (
  only_one boolean primary key default true check (only_one),
  before xid8 not null,
  -- What will be forgotten next time.
  next xid8 not null
);

insert into therapist_changes_forgotten (before, next)
values ('0', pg_snapshot_xmin(pg_current_snapshot()));

-- The first argument is the name of the column that says which therapist a row belongs to.
create function note_therapist_change() returns trigger language plpgsql set search_path from current as $$
begin
  if tg_op = 'TRUNCATE' then
    insert into therapist_changed (therapist_id) values ('00000000-0000-0000-0000-000000000000') on conflict do nothing;
    return null;
  end if;
  if tg_op <> 'INSERT' then
    insert into therapist_changed (therapist_id) values ((to_jsonb(old) ->> tg_argv[0])::uuid) on conflict do nothing;
  end if;
  if tg_op <> 'DELETE' then
    insert into therapist_changed (therapist_id) values ((to_jsonb(new) ->> tg_argv[0])::uuid) on conflict do nothing;
  end if;
  return null;
end
$$;

-- A new place is nobody's yet; whoever goes there is changed by going.
create function note_location_change() returns trigger language plpgsql set search_path from current as $$
begin
  insert into therapist_changed (therapist_id)
  select id from therapist where location_id = new.id
  union
  select therapist_id from therapist_base where location_id = new.id
  union
  select therapist_id from working_hours where location_id = new.id
  union
  select therapist_id from date_override where location_id = new.id
  on conflict do nothing;
  return null;
end
$$;

create trigger therapist_changed after insert or update or delete on therapist
  for each row execute function note_therapist_change('id');
create trigger therapist_changed after insert or update or delete on licence
  for each row execute function note_therapist_change('therapist_id');
create trigger therapist_changed after insert or update or delete on service
  for each row execute function note_therapist_change('therapist_id');
create trigger therapist_changed after insert or update or delete on working_hours
  for each row execute function note_therapist_change('therapist_id');
create trigger therapist_changed after insert or update or delete on date_override
  for each row execute function note_therapist_change('therapist_id');
create trigger therapist_changed after insert or update or delete on time_off
  for each row execute function note_therapist_change('therapist_id');
create trigger therapist_changed after insert or update or delete on booking_rules
  for each row execute function note_therapist_change('therapist_id');
create trigger therapist_changed after insert or update or delete on therapist_base
  for each row execute function note_therapist_change('therapist_id');
create trigger therapist_changed after insert or update or delete on travel_time
  for each row execute function note_therapist_change('therapist_id');
create trigger therapist_changed after update on location
  for each row execute function note_location_change();

create trigger therapists_emptied after truncate on therapist
  for each statement execute function note_therapist_change();
create trigger therapists_emptied after truncate on licence
  for each statement execute function note_therapist_change();
create trigger therapists_emptied after truncate on service
  for each statement execute function note_therapist_change();
create trigger therapists_emptied after truncate on working_hours
  for each statement execute function note_therapist_change();
create trigger therapists_emptied after truncate on date_override
  for each statement execute function note_therapist_change();
create trigger therapists_emptied after truncate on time_off
  for each statement execute function note_therapist_change();
create trigger therapists_emptied after truncate on booking_rules
  for each statement execute function note_therapist_change();
create trigger therapists_emptied after truncate on therapist_base
  for each statement execute function note_therapist_change();
create trigger therapists_emptied after truncate on travel_time
  for each statement execute function note_therapist_change();
