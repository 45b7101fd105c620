-- What is counted of a period. A hold costs nothing here: it is not one of them before it is booked.
create index appointment_counted on appointment (start_at) where state in ('booked', 'completed', 'no_show', 'cancelled');
