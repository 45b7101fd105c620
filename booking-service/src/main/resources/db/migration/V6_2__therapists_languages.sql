-- The languages a therapist works in, as ISO 639-1 codes, and the one mails to them are written in.
alter table therapist
    add column languages text[] not null default '{}',
    add column mail_language text not null default 'en',
    add constraint therapist_languages check (cardinality(languages) <= 20),
    add constraint therapist_mail_language check (mail_language in ('en', 'de'));
