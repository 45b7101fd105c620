package org.kneadwell.booking.appointment;

import java.util.UUID;

/** Lets the database give up changes of one client's appointments, as it does when others are quicker. */
public final class Losing implements AutoCloseable {

    private Losing() {}

    /** @param sqlState such as {@code 40P01}, a deadlock, or {@code 23P01}, an exclusion constraint */
    public static Losing times(int times, String sqlState, UUID client) {
        // A sequence, because it goes on counting in transactions that come to nothing.
        Practice.update("create sequence losing");
        Practice.update("""
                create function lose() returns trigger language plpgsql security definer set search_path = booking as $$
                begin
                  if nextval('losing') <= %d then
                    raise exception 'others were quicker' using errcode = '%s';
                  end if;
                  return new;
                end $$
                """.formatted(times, sqlState));
        Practice.update("""
                create trigger lose before insert or update on appointment
                for each row when (new.client_id = '%s') execute function lose()
                """.formatted(client));
        return new Losing();
    }

    @Override
    public void close() {
        Practice.update("drop function lose cascade");
        Practice.update("drop sequence losing");
    }
}
