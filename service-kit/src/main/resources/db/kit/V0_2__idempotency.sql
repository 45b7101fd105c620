-- The first answer to each creating request, so that the same request sent again acts once.
create table idempotency_key (
    principal    uuid        not null,
    operation    text        not null,
    key          text        not null check (length(key) between 1 and 200),
    request_hash bytea       not null,
    status       int         not null,
    location     text,
    etag         text,
    body         text,
    created_at   timestamptz not null,
    primary key (principal, operation, key)
);

create index idempotency_key_created_at on idempotency_key (created_at);
