import { Alert, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Service, type Slot, type Therapist } from "../api/booking";
import { newKey, now, Problem } from "../api/http";
import { Chips } from "../components/Chips";
import { Only } from "../components/Shell";
import { Loading, PageProblem, ProblemNotice } from "../components/States";
import { word } from "../i18n";
import { clocksDiffer, day, isoDay, price, time, viewerZone, zoneName } from "../time";

const DAY = 24 * 3600 * 1000;
const TWO_WEEKS = 14 * DAY;

export function TherapistPage() {
  return (
    <Only account="client">
      <OneTherapist />
    </Only>
  );
}

function OneTherapist() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/therapists/$id" });
  const therapist = useQuery({ queryKey: ["therapist", id], queryFn: () => booking.therapist(id) });
  const [serviceId, setServiceId] = useState<string | null>(null);
  if (therapist.error) return <PageProblem error={therapist.error} retry={() => void therapist.refetch()} />;
  if (!therapist.data) return <Loading />;
  const who = therapist.data;
  const service = who.services.find((s) => s.id === serviceId) ?? who.services[0];
  return (
    <Stack gap="lg">
      <Title>{who.name}</Title>
      <Card>
        <Stack gap="xs">
          {who.bio && <Text>{who.bio}</Text>}
          {who.location && (
            <Text>
              <strong>{t("therapist.where")}:</strong> {who.location.name}, {who.location.address}
            </Text>
          )}
          <Text>
            <strong>{t("therapist.styles")}:</strong> {who.styles.map((s) => word("style", s)).join(", ")}
          </Text>
          <Text>
            <strong>{t("therapist.regions")}:</strong> {who.regions.map((r) => word("region", r)).join(", ")}
          </Text>
          <Text>{t("therapist.range", who.intensityRange)}</Text>
        </Stack>
      </Card>
      {who.services.length > 0 && (
        <Chips
          single
          legend={t("therapist.service")}
          choices={who.services.map((s) => ({
            value: s.id,
            label: `${s.name}, ${t("therapist.minutes", { minutes: s.minutes })}${s.price ? `, ${price(s.price)}` : ""}`,
          }))}
          value={service ? [service.id] : []}
          onChange={(chosen) => setServiceId(chosen[0] ?? null)}
        />
      )}
      {service && <Slots key={service.id} therapist={who} service={service} />}
    </Stack>
  );
}

function Slots({ therapist, service }: { therapist: Therapist; service: Service }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [page, setPage] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [alternatives, setAlternatives] = useState<Slot[] | null>(null);
  const keys = useRef(new Map<string, string>());
  // Both days are included, and are days where the therapist is.
  const from = isoDay(now() + page * TWO_WEEKS, therapist.zone);
  const to = isoDay(now() + (page + 1) * TWO_WEEKS - DAY, therapist.zone);
  const slots = useQuery({
    queryKey: ["slots", therapist.id, service.id, from, to],
    queryFn: () => booking.slots(therapist.id, service.id, from, to),
  });

  async function hold(slot: Slot) {
    if (busy) return;
    setBusy(true);
    setError(null);
    setAlternatives(null);
    // One key per time, so that an impatient second tap is the same act.
    const key = keys.current.get(slot.start) ?? newKey();
    keys.current.set(slot.start, key);
    try {
      const held = await booking.hold(therapist.id, service.id, slot.start, key);
      await navigate({ to: "/hold/$id", params: { id: held.id } });
    } catch (problem) {
      keys.current.delete(slot.start);
      if (problem instanceof Problem && ["slot-taken", "inside-a-buffer"].includes(problem.code)) {
        setAlternatives((problem.members.alternatives as Slot[] | undefined) ?? []);
        void slots.refetch();
        window.scrollTo({ top: 0 });
      } else setError(problem);
    } finally {
      setBusy(false);
    }
  }

  const items = slots.data?.items ?? [];
  const days = [...new Set(items.map((slot) => isoDay(slot.start)))];
  const differs = items[0] ? clocksDiffer(items[0].start, viewerZone, therapist.zone) : viewerZone !== therapist.zone;
  return (
    <Stack component="section" aria-label={t("therapist.times")}>
      <Title order={2}>{t("therapist.times")}</Title>
      <Text c="dimmed">
        {differs
          ? t("therapist.zone", { mine: zoneName(viewerZone), name: therapist.name, theirs: zoneName(therapist.zone) })
          : t("therapist.zoneSame", { theirs: zoneName(therapist.zone) })}
      </Text>
      {alternatives && (
        <Alert color="clay" role="alert" title={t("problem.slot-taken")}>
          <Stack gap="xs">
            <Text>{t("therapist.taken")}</Text>
            <div className="slotGrid">
              {alternatives.map((slot) => (
                <SlotButton key={slot.start} slot={slot} zone={therapist.zone} withDay hold={hold} busy={busy} />
              ))}
            </div>
          </Stack>
        </Alert>
      )}
      {error !== null && <ProblemNotice error={error} />}
      {slots.isPending && <Loading lines={3} />}
      {slots.error && <ProblemNotice error={slots.error} retry={() => void slots.refetch()} />}
      {slots.data && items.length === 0 && (
        <Card>
          <Text fw={600}>{t("therapist.none")}</Text>
          {slots.data.whyNone?.map((sentence, i) => (
            <Text key={i}>{sentence}</Text>
          ))}
        </Card>
      )}
      {days.map((key) => {
        const ofDay = items.filter((slot) => isoDay(slot.start) === key);
        const first = ofDay[0];
        return first ? (
          <section key={key}>
            <Title order={3} mb="xs">
              {day(first.start)}
            </Title>
            <div className="slotGrid">
              {ofDay.map((slot) => (
                <SlotButton key={slot.start} slot={slot} zone={therapist.zone} hold={hold} busy={busy} />
              ))}
            </div>
          </section>
        ) : null;
      })}
      <Group>
        <Button variant="default" disabled={page === 0} onClick={() => setPage(page - 1)}>
          {t("therapist.earlier")}
        </Button>
        <Button variant="default" onClick={() => setPage(page + 1)}>
          {t("therapist.later")}
        </Button>
      </Group>
    </Stack>
  );
}

function SlotButton({
  slot,
  zone,
  withDay = false,
  busy,
  hold,
}: {
  slot: Slot;
  zone: string;
  withDay?: boolean;
  busy: boolean;
  hold: (slot: Slot) => Promise<void>;
}) {
  const { t } = useTranslation();
  const differs = clocksDiffer(slot.start, viewerZone, zone);
  const tall = differs || withDay;
  return (
    <Button
      variant="default"
      h={tall ? 62 : 48}
      px="xs"
      aria-disabled={busy}
      data-testid="slot"
      data-start={slot.start}
      aria-label={
        t("therapist.hold", { time: time(slot.start), day: day(slot.start) }) +
        (differs ? ` (${t("therapist.theirTime", { time: time(slot.start, zone) })})` : "")
      }
      onClick={() => void hold(slot)}
    >
      <Stack gap={0} align="center">
        {withDay && <Text fz="xs">{day(slot.start)}</Text>}
        <span>{time(slot.start)}</span>
        {differs && (
          <Text fz="xs" c="dimmed">
            {t("therapist.theirTime", { time: time(slot.start, zone) })}
          </Text>
        )}
      </Stack>
    </Button>
  );
}
