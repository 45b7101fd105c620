-- How often the mail server did not say whether it took the mail: each may be a copy that arrived.
alter table mail_queue add column unanswered int not null default 0 check (unanswered >= 0);

-- What is waited for although it was due long ago. Reminders of the weeks to come wait as well, and are not read for it.
create index mail_queue_overdue on mail_queue (due_at) where next_at is not null;
