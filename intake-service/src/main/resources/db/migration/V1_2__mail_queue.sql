-- Mails are sent by the kit now, from one kind of table in every service. What waits goes on waiting.
insert into mail_queue (id, kind, subject_id, occasion, created_at, due_at, attempts, next_at)
select uuidv7(), 'NEW_APPOINTMENT', id, 'booked', now(), now(), mail_attempts, coalesce(mail_next_at, now())
from appointment
where mailed_at is null and state = 'booked';

-- Those that are known already: an event delivered again asks for no second mail.
insert into mail_queue (id, kind, subject_id, occasion, created_at, due_at, attempts, sent_at)
select uuidv7(), 'NEW_APPOINTMENT', id, 'booked', mailed_at, mailed_at, mail_attempts + 1, mailed_at
from appointment
where mailed_at is not null;

drop index appointment_to_mail;
alter table appointment
    drop column mailed_at,
    drop column mail_attempts,
    drop column mail_next_at;
