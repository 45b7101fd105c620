import { Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Service, type Slot, type Therapist } from "../api/booking";
import { newKey, Problem } from "../api/http";
import { Chips } from "../components/Chips";
import { Only } from "../components/Shell";
import { SlotPicker } from "../components/SlotPicker";
import { Loading, PageProblem } from "../components/States";
import { languageName, word } from "../i18n";
import { byPerSession, perSession } from "../packages";
import { price } from "../time";

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
  if (therapist.isLoadingError) return <PageProblem error={therapist.error} retry={() => void therapist.refetch()} />;
  if (!therapist.data) return <Loading />;
  const who = therapist.data;
  const service = who.services.find((s) => s.id === serviceId) ?? who.services[0];
  return (
    <Stack gap="lg">
      <Title>{who.name}</Title>
      <Card>
        <Stack gap="xs">
          {who.bio && <Text className="lines">{who.bio}</Text>}
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
          {who.languages.length > 0 && (
            <Text>
              <strong>{t("therapist.languages")}:</strong> {who.languages.map(languageName).join(", ")}
            </Text>
          )}
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
      <PackagesLine therapistId={who.id} />
      {service && <Hold key={service.id} therapist={who} service={service} />}
    </Stack>
  );
}

/** Only where there are any; that they could not be read is no reason not to book. */
function PackagesLine({ therapistId }: { therapistId: string }) {
  const { t } = useTranslation();
  const offers = useQuery({ queryKey: ["packages", therapistId], queryFn: () => booking.packages(therapistId) });
  const cheapest = [...(offers.data ?? [])].sort(byPerSession)[0];
  if (!cheapest) return null;
  return (
    <Link to="/therapists/$id/packages" params={{ id: therapistId }}>
      {t("packages.line", { each: perSession(cheapest) })}
    </Link>
  );
}

const preload = () => void import("./HoldPage").catch(() => undefined);

/** Holds the time that is taken and goes on to its page. */
function Hold({ therapist, service }: { therapist: Therapist; service: Service }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const keys = useRef(new Map<string, string>());
  const hold = async (slot: Slot) => {
    // One key per time, so that an impatient second tap is the same act.
    const key = keys.current.get(slot.start) ?? newKey();
    keys.current.set(slot.start, key);
    // The page that follows comes meanwhile, and has what it shows.
    preload();
    try {
      const held = await booking.hold(therapist.id, service.id, slot.start, key);
      queries.setQueryData(["appointment", held.body.id], held);
      await navigate({ to: "/hold/$id", params: { id: held.body.id } });
    } catch (problem) {
      // Without an answer the same key is sent again; after a refusal the next try is a new one.
      if (problem instanceof Problem && problem.status > 0) keys.current.delete(slot.start);
      throw problem;
    }
  };
  const wait = (
    <Button
      mt="sm"
      variant="default"
      renderRoot={(props) => <Link to="/waitlist" search={{ therapist: therapist.id, service: service.id }} {...props} />}
    >
      {t("waitlist.waitFor", { name: therapist.name })}
    </Button>
  );
  return (
    <>
      <SlotPicker therapist={therapist} zone={therapist.zone} serviceId={service.id} pick={hold} whenNone={wait} />
      <Group>
        <Link to="/waitlist" search={{ therapist: therapist.id, service: service.id }}>
          {t("waitlist.noneSuits")}
        </Link>
        <Link to="/therapists/$id/series" params={{ id: therapist.id }} search={{ service: service.id }}>
          {t("series.link")}
        </Link>
      </Group>
    </>
  );
}
