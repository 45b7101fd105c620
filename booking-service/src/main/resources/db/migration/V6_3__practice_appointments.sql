-- Pages of the whole practice's appointments, for other systems. Holds, which have no name yet, are not among them.
create index appointment_of_practice on appointment (start_at, id) where client_name is not null;
