package org.kneadwell.intake.privacy;

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
            "delete from mail_queue where subject_id in (select id from appointment where client_id = ?)",
            "delete from today_check where client_id = ?",
            "delete from comfortable where client_id = ?",
            "delete from appointment where client_id = ?",
            "delete from assessment where client_id = ?",
            "delete from draft where client_id = ?",
            "delete from clearance where client_id = ?",
            "delete from plan_change where client_id = ?",
            "delete from region_plan where client_id = ?",
            "delete from client_plan where client_id = ?",
            "delete from consent where client_id = ?");

    /** Of clients who have neither answered nor had an appointment since. */
    private static final String LONG_AWAY = """
            with since as (select ?::timestamptz as at),
              away as (
                select client_id from client_key
                where erased_at is null
                  and exists (select from draft d where d.client_id = client_key.client_id)
                  and not exists (select from draft d, since where d.client_id = client_key.client_id and d.updated_at >= since.at)
                  and not exists (
                    select from assessment a, since where a.client_id = client_key.client_id and a.assessed_at >= since.at)
                  and not exists (
                    select from appointment a, since where a.client_id = client_key.client_id and a.end_at >= since.at)),
              t as (delete from today_check where client_id in (select client_id from away)),
              o as (delete from comfortable where client_id in (select client_id from away)),
              c as (delete from clearance where client_id in (select client_id from away)),
              h as (delete from plan_change where client_id in (select client_id from away)),
              r as (delete from region_plan where client_id in (select client_id from away)),
              p as (delete from client_plan where client_id in (select client_id from away)),
              a as (delete from assessment where client_id in (select client_id from away))
            delete from draft where client_id in (select client_id from away)""";

    private static final String PAST_APPOINTMENTS = """
            with past as (select id from appointment where end_at < ?),
              t as (delete from today_check where appointment_id in (select id from past)),
              o as (delete from comfortable where appointment_id in (select id from past)),
              m as (delete from mail_queue where subject_id in (select id from past))
            delete from appointment where id in (select id from past)""";

    @Override
    public List<String> statements() {
        return FORGET;
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                new Kept(
                        "drafts", Period.ofDays(90), "delete from draft where submitted_at is null and updated_at < ?"),
                new Kept("health-data", Period.ofYears(3), LONG_AWAY),
                new Kept("past-visits", Period.ofYears(1), PAST_APPOINTMENTS),
                new Kept("withdrawn-consents", Period.ofYears(3), "delete from consent where withdrawn_at < ?"));
    }
}
