package org.kneadwell.feedback.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Period;
import java.util.List;
import org.kneadwell.kit.erasure.Forgets;
import org.kneadwell.kit.retention.Keeps;
import org.kneadwell.kit.retention.Kept;

/** Every table of this service with something about clients, and for how long. */
@ApplicationScoped
class ClientData implements Forgets, Keeps {

    /** What depends on others first. */
    private static final List<String> FORGET = List.of(
            "delete from mail_queue where subject_id in (select id from follow_up where client_id = ?)",
            "delete from plan_suggestion where client_id = ?",
            "delete from answer where client_id = ?",
            "delete from follow_up where client_id = ?",
            "delete from appointment where client_id = ?",
            "delete from client_intake where client_id = ?");

    private static final String OLD_FOLLOW_UPS = """
            with old as (select id, appointment_id from follow_up where session_ended_at < ?),
              m as (delete from mail_queue where subject_id in (select id from old)),
              s as (delete from plan_suggestion where follow_up_id in (select id from old)),
              a as (delete from answer where follow_up_id in (select id from old)),
              v as (delete from appointment where id in (select appointment_id from old))
            delete from follow_up where id in (select id from old)""";

    @Override
    public List<String> statements() {
        return FORGET;
    }

    @Override
    public List<Kept> kept() {
        return List.of(new Kept("follow-ups", Period.ofYears(3), OLD_FOLLOW_UPS));
    }
}
