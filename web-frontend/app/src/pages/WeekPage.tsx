import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Appointment } from "../api/booking";
import { now } from "../api/http";
import { practice } from "../api/practice";
import { Only } from "../components/Shell";
import { Loading, PageProblem } from "../components/States";
import { day, isoDay, shortDay, time } from "../time";

const DAY = 24 * 3600 * 1000;

export function WeekPage() {
  return (
    <Only account="therapist">
      <Loader />
    </Only>
  );
}

function Loader() {
  const me = useQuery({ queryKey: ["me"], queryFn: practice.me });
  if (me.error) return <PageProblem error={me.error} retry={() => void me.refetch()} />;
  if (!me.data) return <Loading />;
  return <Week zone={me.data.zone} />;
}

/** Noon of the week's Monday: noon is the same day in every zone that matters here, on days of 23 and of 25 hours too. */
function mondayNoon(zone: string, weeks: number): number {
  const noon = Date.parse(`${isoDay(now(), zone)}T12:00:00Z`);
  const weekday = (new Date(noon).getUTCDay() + 6) % 7;
  return noon + (weeks * 7 - weekday) * DAY;
}

function Week({ zone }: { zone: string }) {
  const { t } = useTranslation();
  const [weeks, setWeeks] = useState(0);
  const days = Array.from({ length: 7 }, (_, i) => mondayNoon(zone, weeks) + i * DAY);
  const from = isoDay(days[0] as number, "UTC");
  const to = isoDay(days[6] as number, "UTC");
  const appointments = useQuery({ queryKey: ["appointments", "week", from], queryFn: () => booking.appointments({ from, to }) });
  const shown = (appointments.data?.items ?? [])
    .filter((a) => ["booked", "pending", "completed"].includes(a.state))
    .sort((a, b) => a.start.localeCompare(b.start));
  const today = isoDay(now(), zone);
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
      <Text aria-live="polite">
        {day(days[0] as number, "UTC")} – {day(days[6] as number, "UTC")}
      </Text>
      {appointments.error && <PageProblem error={appointments.error} retry={() => void appointments.refetch()} />}
      {appointments.isPending && <Loading lines={3} />}
      {appointments.data && (
        <ol className="plain week">
          {days.map((noon) => {
            const key = isoDay(noon, "UTC");
            const ofDay = shown.filter((a) => isoDay(a.start, a.zone) === key);
            return (
              <li key={key} className={key === today ? "today" : undefined} aria-current={key === today ? "date" : undefined}>
                <Title order={2} fz="md">
                  {shortDay(noon)}
                </Title>
                {ofDay.length === 0 && <Text c="dimmed">{t("week.free")}</Text>}
                <Stack component="ol" className="plain" gap="xs">
                  {ofDay.map((a) => (
                    <li key={a.id}>
                      <Visit appointment={a} />
                    </li>
                  ))}
                </Stack>
              </li>
            );
          })}
        </ol>
      )}
    </Stack>
  );
}

function Visit({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation();
  return (
    <Link
      className="visit"
      to={a.state === "completed" ? "/therapist/appointments/$id/session" : "/therapist/appointments/$id/summary"}
      params={{ id: a.id }}
    >
      <strong>
        {time(a.start, a.zone)} – {time(a.end, a.zone)}
      </strong>
      <span>{a.client?.name}</span>
      <span>
        {a.service.name}
        {a.state !== "booked" && `, ${t(`appointment.state.${a.state}`)}`}
      </span>
    </Link>
  );
}
