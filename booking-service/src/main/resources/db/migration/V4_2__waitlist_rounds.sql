-- Whether anybody waits at all is asked in every cancellation.
create index waitlist_entry_open on waitlist_entry (id) where state in ('waiting', 'offered');

-- A mark from looking everywhere, which can wait until what has just become free was looked at; and the order of marks.
alter table waitlist_mark
  add column everywhere boolean not null default false,
  add column position bigint generated always as identity;
