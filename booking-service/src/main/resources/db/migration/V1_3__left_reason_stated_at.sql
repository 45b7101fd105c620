alter table client_needs
    -- When the client last said why the therapist before was left; what sessions taught since then counts on top.
    add column left_reason_stated_at timestamptz;
