-- The language of mails to the client: the one they last read their follow-ups in.
alter table appointment add column language text not null default 'en' check (language in ('en', 'de'));
