-- Busy time elsewhere in rows of a day at most, so that a search knows how long before its range a row that matters can begin,
-- and need not read the whole year to come. What is there is cut; whatever still writes longer rows is refused, and the last
-- good copy stays.
insert into busy_elsewhere (id, source_id, therapist_id, start_at, end_at)
select uuidv7(), source_id, therapist_id, piece, least(piece + interval '24 hours', end_at)
from busy_elsewhere, generate_series(start_at + interval '24 hours', end_at - interval '1 microsecond', interval '24 hours') as piece
where end_at - start_at > interval '24 hours';

update busy_elsewhere set end_at = start_at + interval '24 hours' where end_at - start_at > interval '24 hours';

alter table busy_elsewhere add constraint busy_elsewhere_is_short check (end_at - start_at <= interval '24 hours');

create index busy_elsewhere_by_start on busy_elsewhere (therapist_id, start_at) include (end_at);
drop index busy_elsewhere_of_therapist;

-- Whole days are days where the therapist is, so a calendar is read whole again when that changes.
create function therapist_base_means_other_days() returns trigger language plpgsql set search_path from current as $$
begin
    update busy_calendar set last_read_at = null where therapist_id = coalesce(new.therapist_id, old.therapist_id);
    return null;
end
$$;

create trigger therapist_base_means_other_days after insert or update or delete on therapist_base
    for each row execute function therapist_base_means_other_days();
