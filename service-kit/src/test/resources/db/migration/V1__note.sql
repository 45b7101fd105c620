create table note (
    id      uuid   primary key,
    text    text   not null,
    pressure int   not null check (pressure between 1 and 10),
    version bigint not null default 0
);
