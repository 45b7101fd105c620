create table sealed_note (
    id        uuid primary key,
    client_id uuid not null,
    plain     jsonb,
    sealed    bytea,
    other     bytea,
    topic     text
);
