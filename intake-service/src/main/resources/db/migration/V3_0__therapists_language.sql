-- In which language mails to the therapist of an appointment are written.
alter table appointment add column therapist_language text not null default 'en' check (therapist_language in ('en', 'de'));
