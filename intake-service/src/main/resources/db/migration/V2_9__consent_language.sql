-- In which language a text was read when it was agreed to; until now there was only English.
alter table consent add column language text not null default 'en' check (language in ('en', 'de'));
