import { Badge, Button, Card, Group, NumberInput, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type NewSeries, type Occurrence, type Series as BookedSeries, type Slot, type Therapist } from "../api/booking";
import { Chips } from "../components/Chips";
import { Only } from "../components/Shell";
import { SlotPicker } from "../components/SlotPicker";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { why } from "../refusals";
import { dateTime, localDateTime } from "../time";
import { useAct } from "../useAct";

const RHYTHMS = ["P1W", "P2W", "P4W"] as const;

export function SeriesPage() {
  return (
    <Only account="client">
      <Loader />
    </Only>
  );
}

function Loader() {
  const { id } = useParams({ from: "/therapists/$id/series" });
  const search = useSearch({ from: "/therapists/$id/series" });
  const therapist = useQuery({ queryKey: ["therapist", id], queryFn: () => booking.therapist(id) });
  if (therapist.isLoadingError) return <PageProblem error={therapist.error} retry={() => void therapist.refetch()} />;
  if (!therapist.data) return <Loading />;
  const service = therapist.data.services.find((one) => one.id === search.service) ?? therapist.data.services[0];
  return service ? <Series therapist={therapist.data} serviceId={service.id} /> : null;
}

function Series({ therapist, serviceId }: { therapist: Therapist; serviceId: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [every, setEvery] = useState<NewSeries["every"]>("P2W");
  const [times, setTimes] = useState(3);
  const [preview, setPreview] = useState<{ wanted: NewSeries; occurrences: Occurrence[]; notes: string[] } | null>(null);
  const [booked, setBooked] = useState<BookedSeries | null>(null);
  const { act, busy, error } = useAct();
  const look = async (slot: Slot) => {
    const wanted = { therapistId: therapist.id, serviceId, start: localDateTime(slot.start, therapist.zone), every, times };
    const seen = await booking.previewSeries(wanted);
    setPreview({ wanted, ...seen });
    window.scrollTo({ top: 0 });
  };
  const book = () =>
    act(async (key) => {
      if (!preview) return;
      const made = await booking.bookSeries(preview.wanted, key);
      setBooked(made);
      setPreview(null);
      await queries.invalidateQueries();
    }, preview?.wanted);
  return (
    <Stack gap="lg" maw={760}>
      <Title>{t("series.title", { name: therapist.name })}</Title>
      <Text>{t("series.lead")}</Text>
      {error !== null && <ProblemNotice error={error} />}
      {booked && (
        <Card role="status">
          <Title order={2}>{t("series.booked")}</Title>
          <Occurrences items={booked.occurrences} />
          <Button mt="sm" variant="default" renderRoot={(props) => <Link to="/series/$id" params={{ id: booked.id }} {...props} />}>
            {t("oneSeries.open")}
          </Button>
        </Card>
      )}
      {preview && (
        <Card>
          <Stack gap="sm">
            <Title order={2}>{t("series.preview")}</Title>
            <Occurrences items={preview.occurrences} />
            {preview.notes.map((note, i) => (
              <Text key={i}>{note}</Text>
            ))}
            <Group>
              <Button loading={busy} onClick={() => void book()}>
                {t("series.book", { count: preview.occurrences.filter((one) => one.state !== "refused").length })}
              </Button>
              <Button variant="default" disabled={busy} onClick={() => setPreview(null)}>
                {t("hold.again")}
              </Button>
            </Group>
          </Stack>
        </Card>
      )}
      {!preview && !booked && (
        <>
          <Chips
            single
            legend={t("series.every")}
            choices={RHYTHMS.map((value) => ({ value, label: t(`series.rhythm.${value}`) }))}
            value={[every]}
            onChange={(chosen) => setEvery(chosen[0] ?? every)}
          />
          <NumberInput
            maw={220}
            label={t("series.times")}
            min={2}
            max={4}
            allowDecimal={false}
            value={times}
            onChange={(value) => setTimes(typeof value === "number" ? value : 3)}
          />
          <Text fw={600}>{t("series.first")}</Text>
          <SlotPicker therapist={therapist} zone={therapist.zone} serviceId={serviceId} pick={look} />
        </>
      )}
    </Stack>
  );
}

function Occurrences({ items }: { items: Occurrence[] }) {
  const { t } = useTranslation();
  return (
    <Stack component="ol" className="plain" gap="xs" mt="xs">
      {items.map((one) => (
        <li key={one.number}>
          <Group gap="sm">
            {one.appointmentId ? (
              <Link to="/appointments/$id" params={{ id: one.appointmentId }}>
                {dateTime(one.start)}
              </Link>
            ) : (
              <Text>{dateTime(one.start)}</Text>
            )}
            <Badge variant="light" color={one.state === "refused" ? "clay" : "pine"}>
              {one.state === "refused" ? t("series.taken") : t("series.free")}
            </Badge>
          </Group>
          {one.sentence && <Text c="dimmed">{why(one.code, one.sentence)}</Text>}
          {one.alternatives.length > 0 && (
            <Text c="dimmed">{t("oneSeries.nearest", { times: one.alternatives.map((slot) => dateTime(slot.start)).join("; ") })}</Text>
          )}
        </li>
      ))}
    </Stack>
  );
}
