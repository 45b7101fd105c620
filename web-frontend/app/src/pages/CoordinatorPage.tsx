import { Badge, Button, Card, Group, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Therapist } from "../api/booking";
import { now } from "../api/http";
import { practice } from "../api/practice";
import { Only } from "../components/Shell";
import { Empty, Loading, PageProblem, ProblemNotice } from "../components/States";
import { word } from "../i18n";
import { dayAndYear } from "../time";

export function CoordinatorPage() {
  return (
    <Only account="coordinator">
      <Therapists />
    </Only>
  );
}

function Therapists() {
  const { t } = useTranslation();
  const therapists = useInfiniteQuery({
    queryKey: ["therapists"],
    queryFn: ({ pageParam }) => practice.therapists(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
  if (therapists.isPending) return <Loading />;
  if (therapists.error) return <PageProblem error={therapists.error} retry={() => void therapists.refetch()} />;
  const items = therapists.data.pages.flatMap((page) => page.items);
  return (
    <Stack gap="lg">
      <Title>{t("coordinator.title")}</Title>
      <Text>{t("coordinator.lead")}</Text>
      {items.length === 0 && <Empty title={t("coordinator.none")} />}
      <RunningOut therapists={items} />
      <Stack component="ul" className="plain" gap="sm">
        {items.map((therapist) => (
          <Row key={therapist.id} therapist={therapist} />
        ))}
      </Stack>
      {therapists.hasNextPage && (
        <Group>
          <Button variant="default" loading={therapists.isFetchingNextPage} onClick={() => void therapists.fetchNextPage()}>
            {t("coordinator.more")}
          </Button>
        </Group>
      )}
      <Text c="dimmed" fz="sm">
        {t("coordinator.noHealth")}
      </Text>
    </Stack>
  );
}

const DAY = 24 * 3600 * 1000;
const SOON_DAYS = 60;

/** Verified licences that end soon or have ended, the first to end first. */
function RunningOut({ therapists }: { therapists: Therapist[] }) {
  const { t } = useTranslation();
  const soon = therapists
    .flatMap((therapist) => therapist.licences.filter((licence) => licence.verified).map((licence) => ({ therapist, licence })))
    .map((one) => ({ ...one, days: Math.floor((Date.parse(`${one.licence.validUntil}T24:00:00Z`) - now()) / DAY) }))
    .filter((one) => one.days <= SOON_DAYS)
    .sort((one, other) => one.days - other.days);
  if (soon.length === 0) return null;
  return (
    <Card component="section" aria-labelledby="running-out">
      <Title order={2} id="running-out" mb="xs">
        {t("coordinator.soon")}
      </Title>
      <Stack component="ul" className="plain" gap="xs">
        {soon.map(({ therapist, licence, days }) => (
          <Group component="li" key={`${therapist.id}-${licence.jurisdiction}-${licence.number}`} justify="space-between">
            <Text>
              {therapist.name}, {licence.jurisdiction}: {t("coordinator.validUntil", { day: dayAndYear(licence.validUntil, "UTC") })}
            </Text>
            <Badge variant="light" color="clay">
              {days < 0 ? t("coordinator.ended") : t("coordinator.inDays", { count: days })}
            </Badge>
          </Group>
        ))}
      </Stack>
    </Card>
  );
}

function Row({ therapist }: { therapist: Therapist }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const verify = async (licenceId: string) => {
    setError(null);
    try {
      await practice.verifyLicence(therapist.id, licenceId);
      await queries.invalidateQueries({ queryKey: ["therapists"] });
    } catch (problem) {
      setError(problem);
    }
  };
  const licences = therapist.licences;
  return (
    <Card component="li" padding="md">
      <Stack gap="xs">
        <Title order={2} fz="lg">
          {therapist.name}
        </Title>
        <Text c="dimmed" fz="sm">
          {therapist.location.name} · {therapist.styles.map((style) => word("style", style)).join(", ")}
        </Text>
        {licences.length === 0 && <Text>{t("coordinator.noLicence")}</Text>}
        {licences.map((licence) => (
          <Group key={licence.id ?? licence.jurisdiction} justify="space-between">
            <Group gap="sm">
              <Text fw={600}>{licence.jurisdiction}</Text>
              <Text>{t("coordinator.validUntil", { day: dayAndYear(licence.validUntil, "UTC") })}</Text>
              <Badge variant="light" color={licence.verified ? "pine" : "clay"}>
                {licence.verified ? t("coordinator.verified") : t("coordinator.open")}
              </Badge>
            </Group>
            {!licence.verified && licence.id !== undefined && (
              <Button
                size="sm"
                aria-label={t("coordinator.verify", { jurisdiction: licence.jurisdiction, name: therapist.name })}
                onClick={() => void verify(licence.id as string)}
              >
                {t("coordinator.verifyShort")}
              </Button>
            )}
          </Group>
        ))}
        {error !== null && <ProblemNotice error={error} />}
      </Stack>
    </Card>
  );
}
