import { Button, Group, SegmentedControl, Stack, Text, Title } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Therapist } from "../api/booking";
import { desk } from "../api/desk";
import { now } from "../api/http";
import { practice } from "../api/practice";
import { OfTherapist } from "../components/OfTherapist";
import { Loading, PageProblem } from "../components/States";
import { day, isoDay, shortDay } from "../time";
import { ofAppointment, openIn, pieces, type WeekEntry } from "../week";

// The calendar is large and of no use on a phone: it is fetched when it is shown.
const WeekCalendar = lazy(() => import("../components/WeekCalendar").then((part) => ({ default: part.WeekCalendar })));

const DAY = 24 * 3600 * 1000;

export function WeekPage() {
  return <OfTherapist page={Week} />;
}

/** Noon of the week's Monday: noon is the same day in every zone that matters here, on days of 23 and of 25 hours too. */
function mondayNoon(zone: string, weeks: number): number {
  const noon = Date.parse(`${isoDay(now(), zone)}T12:00:00Z`);
  const weekday = (new Date(noon).getUTCDay() + 6) % 7;
  return noon + (weeks * 7 - weekday) * DAY;
}

function Week({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const { id, zone } = therapist;
  const wide = useMediaQuery("(min-width: 48em)", false, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<"calendar" | "list" | null>(null);
  const view = chosen ?? (wide ? "calendar" : "list");
  const [weeks, setWeeks] = useState(0);
  const noons = Array.from({ length: 7 }, (_, i) => mondayNoon(zone, weeks) + i * DAY);
  const days = noons.map((noon) => isoDay(noon, "UTC"));
  const [from, to] = [days[0] as string, days[6] as string];
  const appointments = useQuery({ queryKey: ["appointments", "week", from], queryFn: () => booking.appointments({ from, to }) });
  const timeOff = useQuery({ queryKey: ["time-off", id], queryFn: () => practice.timeOff(id) });
  const busy = useQuery({ queryKey: ["busy-times", id, from], queryFn: () => desk.busyTimes(id, from, to) });
  const hours = useQuery({ queryKey: ["hours", id, "shown"], queryFn: () => practice.hours(id) });
  const dates = useQuery({ queryKey: ["dates", id], queryFn: () => desk.dates(id) });
  const all = [appointments, timeOff, busy, hours, dates];
  const error = all.map((one) => one.error).find(Boolean);
  const ready = appointments.data && timeOff.data && busy.data && hours.data && dates.data;
  const entries: WeekEntry[] = ready
    ? [
        ...appointments.data.items
          .filter((a) => ["booked", "pending", "completed"].includes(a.state))
          .map((a) => ofAppointment(a, a.client?.name ?? "", a.state === "booked" ? undefined : a.state === "pending" ? t("week.pending") : t(`appointment.state.${a.state}`))),
        ...busy.data.items.flatMap((span) => pieces(span, "busy", t("week.busy"), days, zone)),
        ...timeOff.data.items.flatMap((span) => pieces(span, "off", t("week.off"), days, zone)),
      ].sort((one, other) => one.start.localeCompare(other.start))
    : [];
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Title>{t("week.title")}</Title>
        <Group>
          <Button variant="default" onClick={() => setWeeks(weeks - 1)}>
            {t("week.before")}
          </Button>
          <Button variant="default" disabled={weeks === 0} onClick={() => setWeeks(0)}>
            {t("week.this")}
          </Button>
          <Button variant="default" onClick={() => setWeeks(weeks + 1)}>
            {t("week.after")}
          </Button>
        </Group>
      </Group>
      <Group justify="space-between">
        <Text aria-live="polite">
          {day(noons[0] as number, "UTC")} – {day(noons[6] as number, "UTC")}
        </Text>
        <SegmentedControl
          aria-label={t("week.view")}
          size="md"
          value={view}
          onChange={(value) => setChosen(value as "calendar" | "list")}
          data={(["calendar", "list"] as const).map((value) => ({ value, label: t(`week.views.${value}`) }))}
        />
      </Group>
      {error && <PageProblem error={error} retry={() => all.forEach((one) => void one.refetch())} />}
      {!error && !ready && <Loading lines={3} />}
      {ready && view === "list" && <DayList noons={noons} entries={entries} today={isoDay(now(), zone)} />}
      {ready && view === "calendar" && (
        <Suspense fallback={<Loading lines={3} />}>
          <WeekCalendar
            monday={from}
            zone={zone}
            entries={entries}
            open={openIn(days, hours.data.body.weekly, dates.data.items)}
            title={t("week.title")}
          />
          <ul className="plain legend" aria-label={t("week.legend")}>
            {(["booked", "pending", "busy", "off"] as const).map((kind) => (
              <li key={kind}>
                <span className="swatch" data-kind={kind} aria-hidden="true" />
                {t(`week.${kind}`)}
              </li>
            ))}
          </ul>
        </Suspense>
      )}
    </Stack>
  );
}

function DayList({ noons, entries, today }: { noons: number[]; entries: WeekEntry[]; today: string }) {
  const { t } = useTranslation();
  return (
    <ol className="plain week">
      {noons.map((noon) => {
        const key = isoDay(noon, "UTC");
        const ofDay = entries.filter((one) => one.start.slice(0, 10) === key);
        return (
          <li key={key} className={key === today ? "today" : undefined} aria-current={key === today ? "date" : undefined}>
            <Title order={2} fz="md">
              {shortDay(noon)}
            </Title>
            {!ofDay.some((one) => one.appointment) && <Text c="dimmed">{t("week.free")}</Text>}
            <Stack component="ol" className="plain" gap="xs">
              {ofDay.map((one) => (
                <li key={one.id}>
                  {one.appointment ? (
                    <Link className="visit" to="/therapist/appointments/$id" params={{ id: one.appointment }}>
                      <strong>
                        {one.start.slice(11, 16)} – {one.end.slice(11, 16)}
                      </strong>
                      <span>
                        {one.title}
                        {one.note && `, ${one.note}`}
                      </span>
                    </Link>
                  ) : (
                    <p className="busyTime" data-kind={one.kind}>
                      {one.spoken}
                    </p>
                  )}
                </li>
              ))}
            </Stack>
          </li>
        );
      })}
    </ol>
  );
}
