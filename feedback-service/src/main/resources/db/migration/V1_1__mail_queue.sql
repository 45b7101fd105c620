-- Mails are sent by the kit now, from one kind of table in every service. What waits keeps its id, and so its Message-ID.
insert into mail_queue (id, kind, subject_id, occasion, created_at, due_at, attempts, next_at, sent_at, dropped_at)
select id, kind, follow_up_id, occasion, created_at, created_at, attempts, next_at, sent_at, dropped_at
from mail;

drop table mail;
