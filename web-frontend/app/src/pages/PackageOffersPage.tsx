import { Button, Card, Checkbox, Group, Stack, Text, Title } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { booking, type Package, type Purchase, type Service, type Therapist } from "../api/booking";
import { Confirm } from "../components/Confirm";
import { PackageTerms } from "../components/PackageTerms";
import { Only } from "../components/Shell";
import { Empty, Loading, PageProblem } from "../components/States";
import { byPerSession } from "../packages";
import { price } from "../time";
import { useAct } from "../useAct";

export function PackageOffersPage() {
  return (
    <Only account="client">
      <Offers />
    </Only>
  );
}

function Offers() {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/therapists/$id/packages" });
  const therapist = useQuery({ queryKey: ["therapist", id], queryFn: () => booking.therapist(id) });
  const offers = useQuery({ queryKey: ["packages", id], queryFn: () => booking.packages(id) });
  const purchases = useQuery({ queryKey: ["purchases"], queryFn: booking.purchases });
  const parts = [therapist, offers, purchases];
  const broken = parts.find((one) => one.isLoadingError);
  if (broken) return <PageProblem error={broken.error} retry={() => void Promise.all(parts.map((one) => one.refetch()))} />;
  if (!therapist.data || !offers.data || !purchases.data) return <Loading />;
  const who = therapist.data;
  const unpaid = purchases.data.filter((one) => one.state === "awaiting_payment");
  const back = (
    <Link to="/therapists/$id" params={{ id }}>
      {t("matches.choose", { name: who.name })}
    </Link>
  );
  if (offers.data.length === 0)
    return (
      <Empty order={1} title={t("packages.notOffered", { name: who.name })}>
        <Text>{t("packages.notOfferedText")}</Text>
        {back}
      </Empty>
    );
  return (
    <Stack gap="lg" maw={760}>
      <Title>{t("packages.of", { name: who.name })}</Title>
      <Text>{t("packages.ofText")}</Text>
      <Stack component="ul" className="plain">
        {[...offers.data].sort(byPerSession).map((offer) => (
          <Offer
            key={offer.id}
            offer={offer}
            therapist={who}
            service={who.services.find((one) => one.id === offer.service.id)}
            unpaid={unpaid.find((one) => one.packageId === offer.id)}
          />
        ))}
      </Stack>
      {back}
    </Stack>
  );
}

function Offer({ offer, therapist, service, unpaid }: { offer: Package; therapist: Therapist; service?: Service; unpaid?: Purchase }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { act, busy, error, forget } = useAct();
  const [asking, setAsking] = useState(false);
  const [automatic, setAutomatic] = useState(true);
  const what = t("packages.what", { count: offer.sessions, service: offer.service.name });
  const buy = () =>
    act(async (key) => {
      const bought = await booking.buyPackage(offer.id, automatic, key);
      await queries.invalidateQueries({ queryKey: ["purchases"] });
      await navigate({ to: "/packages/$id", params: { id: bought.id } });
    }, automatic);
  return (
    <Card component="li" data-testid="offer">
      <Stack gap="sm" align="flex-start">
        <Title order={2}>
          {what}
          {service && `, ${t("therapist.minutes", { minutes: service.minutes })}`}
        </Title>
        <PackageTerms offer={offer} service={service} />
        {unpaid ? (
          <Group>
            <Text>{t("packages.bought")}</Text>
            <Link to="/packages/$id" params={{ id: unpaid.id }}>
              {t("packages.open")}
            </Link>
          </Group>
        ) : (
          <Button aria-label={`${t("packages.buy")}: ${what}`} onClick={() => (forget(), setAsking(true))}>
            {t("packages.buy")}
          </Button>
        )}
      </Stack>
      <Confirm
        opened={asking}
        close={() => setAsking(false)}
        title={t("packages.sure", { what })}
        yes={t("packages.yes")}
        no={t("packages.no")}
        color="pine"
        busy={busy}
        error={error}
        act={() => void buy()}
      >
        <PackageTerms offer={offer} />
        <Text>{t("packages.sureText", { price: price(offer.price) })}</Text>
        <Checkbox
          label={t("packages.automatic")}
          description={t("packages.automaticText", { service: offer.service.name, name: therapist.name })}
          checked={automatic}
          onChange={(event) => setAutomatic(event.currentTarget.checked)}
        />
      </Confirm>
    </Card>
  );
}
