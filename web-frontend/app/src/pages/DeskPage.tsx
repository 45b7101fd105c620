import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Appointment } from "../api/booking";
import { now } from "../api/http";
import { practice } from "../api/practice";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { dateTime, day, isoDay, time } from "../time";

const DAY = 24 * 3600 * 1000;

export function DeskPage() {
  return (
    <Only account="therapist">
      <Desk />
    </Only>
  );
}

function Desk() {
  const { t } = useTranslation();
  const appointments = useQuery({
    queryKey: ["appointments", "desk"],
    queryFn: () =>
      booking.appointments({
        // A day of margin on both sides: the practice may be in another zone than this device.
        from: isoDay(now() - DAY),
        to: isoDay(now() + 15 * DAY),
      }),
  });
  if (appointments.isPending) return <Loading />;
  if (appointments.error) return <PageProblem error={appointments.error} retry={() => void appointments.refetch()} />;
  const shown = appointments.data.items
    .filter((a) => ["booked", "pending", "completed"].includes(a.state))
    .sort((a, b) => a.start.localeCompare(b.start));
  const isToday = (a: Appointment) => isoDay(a.start, a.zone) === isoDay(now(), a.zone);
  const requests = shown.filter((a) => a.state === "pending" && Date.parse(a.start) > now());
  const today = shown.filter(isToday);
  const coming = shown.filter((a) => !isToday(a) && Date.parse(a.start) > now());
  const days = [...new Set(coming.map((a) => isoDay(a.start, a.zone)))];
  return (
    <Stack gap="xl">
      <section>
        <Title mb="md">{t("desk.title")}</Title>
        {today.length === 0 && <Text c="dimmed">{t("desk.noneToday")}</Text>}
        <Stack component="ol" className="plain">
          {today.map((a) => (
            <Visit key={a.id} appointment={a} />
          ))}
        </Stack>
      </section>
      {requests.length > 0 && (
        <section>
          <Title order={2} mb="md">
            {t("desk.requests")}
          </Title>
          <Stack component="ol" className="plain">
            {requests.map((a) => (
              <Request key={a.id} appointment={a} />
            ))}
          </Stack>
        </section>
      )}
      <section>
        <Title order={2} mb="md">
          {t("desk.coming")}
        </Title>
        {coming.length === 0 && <Text c="dimmed">{t("desk.noneComing")}</Text>}
        <Stack>
          {days.map((key) => {
            const ofDay = coming.filter((a) => isoDay(a.start, a.zone) === key);
            const first = ofDay[0];
            return first ? (
              <section key={key}>
                <Title order={3} mb="xs">
                  {day(first.start, first.zone)}
                </Title>
                <Stack component="ol" className="plain">
                  {ofDay.map((a) => (
                    <Visit key={a.id} appointment={a} />
                  ))}
                </Stack>
              </section>
            ) : null;
          })}
        </Stack>
      </section>
    </Stack>
  );
}

/** Somebody asks for a time; it is theirs only once it is accepted. */
function Request({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async (work: (id: string) => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await work(a.id);
      await queries.invalidateQueries({ queryKey: ["appointments"] });
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const who = `${a.client?.name ?? ""}, ${dateTime(a.start, a.zone)}`;
  return (
    <Card component="li" padding="md" data-testid="request">
      <Stack gap="xs">
        <Text fw={650}>{who}</Text>
        <Text>{t("therapist.minutes", { minutes: a.service.minutes })} · {a.service.name}</Text>
        {a.answerBy && <Text c="dimmed">{t("desk.answerBy", { when: dateTime(a.answerBy, a.zone) })}</Text>}
        {error !== null && <ProblemNotice error={error} />}
        <Group>
          <Button loading={busy} aria-label={`${t("desk.accept")}: ${who}`} onClick={() => void act(practice.accept)}>
            {t("desk.accept")}
          </Button>
          <Button variant="default" disabled={busy} aria-label={`${t("desk.decline")}: ${who}`} onClick={() => void act(practice.decline)}>
            {t("desk.decline")}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function Visit({ appointment: a }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const name = a.client?.name ?? "";
  return (
    <Card component="li" padding="md" data-testid="visit">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Text fw={650} fz="lg">
              {time(a.start, a.zone)} – {time(a.end, a.zone)}
            </Text>
            {a.state !== "booked" && <Badge variant="light">{t(`appointment.state.${a.state}`)}</Badge>}
            {a.firstVisit && (
              <Badge variant="outline" color="clay">
                {t("desk.first")}
              </Badge>
            )}
          </Group>
          <Text>{t("desk.withClient", { service: a.service?.name ?? "", name })}</Text>
        </div>
        <Group>
          <Button
            variant="default"
            aria-label={`${t("desk.summary")}: ${name}, ${time(a.start, a.zone)}`}
            renderRoot={(props) => <Link to="/therapist/appointments/$id/summary" params={{ id: a.id }} {...props} />}
          >
            {t("desk.summary")}
          </Button>
          <Button
            aria-label={`${t("desk.session")}: ${name}, ${time(a.start, a.zone)}`}
            renderRoot={(props) => <Link to="/therapist/appointments/$id/session" params={{ id: a.id }} {...props} />}
          >
            {t("desk.session")}
          </Button>
        </Group>
      </Group>
    </Card>
  );
}
