-- Coordinators see how many follow-ups there were, whoever they are about: rows may be counted for that, and nothing else.
create policy counted on follow_up for select using (current_setting('kneadwell.purpose', true) = 'figures');

create index follow_up_by_end on follow_up (session_ended_at);
