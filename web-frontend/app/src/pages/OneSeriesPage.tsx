import { Alert, Badge, Button, Card, Group, Stack, Text, TextInput, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Occurrence, type Series, type SeriesScope } from "../api/booking";
import { now } from "../api/http";
import { Chips } from "../components/Chips";
import { Form } from "../components/Form";
import { Policy } from "../components/Policy";
import { Only } from "../components/Shell";
import { Loading, PageProblem } from "../components/States";
import { useForm } from "../components/useForm";
import { word } from "../i18n";
import { clocksDiffer, dateTime, localDateTime, viewerZone, zoneName } from "../time";

export function OneSeriesPage() {
  return (
    <Only account="client">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/series/$id" });
  const series = useQuery({ queryKey: ["series", id], queryFn: () => booking.series(id) });
  if (series.isLoadingError) return <PageProblem error={series.error} retry={() => void series.refetch()} />;
  if (!series.data) return <Loading />;
  return <OneSeries series={series.data} />;
}

function ahead(one: Occurrence): boolean {
  return ["booked", "pending"].includes(one.state) && Date.parse(one.start) > now();
}

interface Doing {
  what: "move" | "cancel";
  number: number;
}

function OneSeries({ series }: { series: Series }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [doing, setDoing] = useState<Doing | null>(null);
  const [told, setTold] = useState<{ number: number; code?: string; sentence?: string; alternatives: Occurrence["alternatives"] }[]>([]);
  // What the answer says of each beyond the series itself: why a new time was refused.
  const done = async (changed: Series) => {
    queries.setQueryData(["series", series.id], changed);
    setTold(changed.occurrences.filter((one) => one.code !== undefined && one.state !== "refused"));
    setDoing(null);
    window.scrollTo(0, 0);
    await queries.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "series" || query.queryKey[1] !== series.id });
  };
  return (
    <Stack gap="lg" maw={760}>
      <Title>{t("series.title", { name: series.therapist.name })}</Title>
      <Text>
        {series.service.name} · {t(`series.rhythm.${series.every}`)}
      </Text>
      {told.length > 0 && (
        <Alert color="clay" role="alert" title={t("oneSeries.notAll")}>
          <ul>
            {told.map((one) => (
              <li key={one.number}>
                {t("oneSeries.number", { n: one.number })}: {one.code ? t(`problem.${one.code}`, { defaultValue: one.sentence ?? "" }) : one.sentence}
                {one.alternatives.length > 0 && ` ${t("oneSeries.nearest", { times: one.alternatives.map((slot) => dateTime(slot.start)).join("; ") })}`}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      <Stack component="ol" className="plain">
        {series.occurrences.map((one) => (
          <Card component="li" key={one.number} padding="md" data-testid="occurrence">
            <Stack gap="xs">
              <Group justify="space-between">
                <Text fw={600}>{dateTime(one.start)}</Text>
                <Badge variant="light" color={one.state === "refused" ? "clay" : "pine"}>
                  {one.state === "refused" ? t("series.taken") : t(`appointment.state.${one.state}`, { defaultValue: word("", one.state) })}
                </Badge>
              </Group>
              {clocksDiffer(one.start, viewerZone, series.zone) && (
                <Text c="dimmed" fz="sm">
                  {t("hold.theirZone", { when: dateTime(one.start, series.zone), zone: zoneName(series.zone) })}
                </Text>
              )}
              {one.state === "refused" && one.sentence && <Text c="dimmed">{one.sentence}</Text>}
              {one.appointmentId && (
                <Link to="/appointments/$id" params={{ id: one.appointmentId }} aria-label={`${t("home.openAppointment")}, ${dateTime(one.start)}`}>
                  {t("home.openAppointment")}
                </Link>
              )}
              {doing?.number === one.number ? (
                doing.what === "move" ? (
                  <MoveOne series={series} one={one} done={done} close={() => setDoing(null)} />
                ) : (
                  <CancelOne series={series} one={one} done={done} close={() => setDoing(null)} />
                )
              ) : (
                (ahead(one) || one.state === "refused") && (
                  <Group>
                    <Button
                      variant="default"
                      aria-label={`${t("move.link")}: ${dateTime(one.start)}`}
                      onClick={() => setDoing({ what: "move", number: one.number })}
                    >
                      {t("move.link")}
                    </Button>
                    {ahead(one) && (
                      <Button
                        variant="subtle"
                        color="clay"
                        aria-label={`${t("oneSeries.cancel")}: ${dateTime(one.start)}`}
                        onClick={() => setDoing({ what: "cancel", number: one.number })}
                      >
                        {t("oneSeries.cancel")}
                      </Button>
                    )}
                  </Group>
                )
              )}
            </Stack>
          </Card>
        ))}
      </Stack>
      <Link to="/appointments">{t("appointments.title")}</Link>
    </Stack>
  );
}

interface Changing {
  series: Series;
  one: Occurrence;
  done: (changed: Series) => Promise<void>;
  close: () => void;
}

function Scope({ series, one, value, onChange }: { series: Series; one: Occurrence; value: SeriesScope; onChange: (scope: SeriesScope) => void }) {
  const { t } = useTranslation();
  const following = series.occurrences.filter((other) => other.number > one.number && ahead(other)).length;
  if (following === 0) return null;
  return (
    <Chips
      single
      legend={t("oneSeries.which")}
      choices={[
        { value: "one" as const, label: t("oneSeries.one") },
        { value: "following" as const, label: t("oneSeries.following", { count: following }) },
      ]}
      value={[value]}
      onChange={(chosen) => onChange(chosen[0] ?? "one")}
    />
  );
}

/** By date and time on the wall where it takes place; those that follow keep their distance. */
function MoveOne({ series, one, done, close }: Changing) {
  const { t } = useTranslation();
  const [scope, setScope] = useState<SeriesScope>("one");
  const wall = localDateTime(one.start, series.zone);
  const [date, setDate] = useState(wall.slice(0, 10));
  const [time, setTime] = useState(wall.slice(11, 16));
  const form = useForm(["date", "time"]);
  const change = { number: one.number, scope, date, time };
  const move = () => form.act(async (key) => done(await booking.changeSeries(series.id, change, key)), change);
  return (
    <Form form={form} send={move}>
      <Stack gap="sm">
        <Scope series={series} one={one} value={scope} onChange={setScope} />
        <Group align="flex-start">
          <TextInput type="date" label={t("oneSeries.date")} error={form.wrong.date} value={date} onChange={(e) => setDate(e.currentTarget.value)} />
          <TextInput type="time" label={t("oneSeries.time")} error={form.wrong.time} value={time} onChange={(e) => setTime(e.currentTarget.value)} />
        </Group>
        <Text c="dimmed" fz="sm">
          {t("oneSeries.kept")} {t("therapist.zoneSame", { theirs: zoneName(series.zone) })}
        </Text>
        {form.notice}
        <Group>
          <Button type="submit" disabled={!date || !time} loading={form.busy}>
            {t("move.yes")}
          </Button>
          <Button variant="default" disabled={form.busy} onClick={close}>
            {t("move.keep")}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}

/** Each on its own terms, which are shown before. */
function CancelOne({ series, one, done, close }: Changing) {
  const { t } = useTranslation();
  const [scope, setScope] = useState<SeriesScope>("one");
  const form = useForm([]);
  const meant = series.occurrences.filter((other) =>
    scope === "one" ? other.number === one.number : other.number >= one.number && ahead(other),
  );
  const cancel = () => form.act(async () => done(await booking.cancelSeries(series.id, one.number, scope)));
  return (
    <Stack gap="sm">
      <Scope series={series} one={one} value={scope} onChange={setScope} />
      <Text fw={600}>{t("policy.title")}</Text>
      {meant.map((other) => other.appointmentId && <Terms key={other.number} id={other.appointmentId} when={dateTime(other.start)} />)}
      <Text>{t("appointment.cancelText")}</Text>
      {form.notice}
      <Group>
        <Button color="clay" loading={form.busy} onClick={() => void cancel()}>
          {t("oneSeries.cancelYes", { count: meant.length })}
        </Button>
        <Button variant="default" disabled={form.busy} onClick={close}>
          {t("appointment.cancelNo")}
        </Button>
      </Group>
    </Stack>
  );
}

function Terms({ id, when }: { id: string; when: string }) {
  const appointment = useQuery({ queryKey: ["appointment", id], queryFn: () => booking.appointment(id) });
  return (
    <div>
      <Text fz="sm" c="dimmed">
        {when}
      </Text>
      {appointment.data ? <Policy terms={appointment.data.body.cancellation} /> : <Loading lines={1} />}
    </div>
  );
}
