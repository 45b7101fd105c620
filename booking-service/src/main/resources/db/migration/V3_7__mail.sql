-- Appointments that were booked before there were reminders get one too, the day before at the same local time.
insert into mail_queue (id, kind, subject_id, occasion, created_at, due_at, next_at)
select uuidv7(), 'REMINDER', id, sequence::text, now(), due_at, due_at
from (select id, sequence, (start_at at time zone zone - interval '1 day') at time zone zone as due_at
      from appointment
      where state = 'booked' and client_email is not null) as booked
where due_at > now();
