create index appointment_of_client on appointment (client_id);
