-- A mail that cannot be sent waits its turn again and holds up no other.
alter table appointment
    add column mail_attempts int not null default 0 check (mail_attempts >= 0),
    add column mail_next_at timestamptz;

drop index appointment_to_mail;
create index appointment_to_mail on appointment (mail_next_at nulls first, start_at) where mailed_at is null and state = 'booked';
