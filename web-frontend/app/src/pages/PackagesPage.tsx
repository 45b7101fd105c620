import { Button, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { booking } from "../api/booking";
import { PurchaseCard } from "../components/PurchaseCard";
import { Only } from "../components/Shell";
import { Empty, Loading, PageProblem } from "../components/States";
import { isInUse } from "../packages";

export function PackagesPage() {
  return (
    <Only account="client">
      <Packages />
    </Only>
  );
}

function Packages() {
  const { t } = useTranslation();
  const purchases = useQuery({ queryKey: ["purchases"], queryFn: booking.purchases });
  if (purchases.isLoadingError) return <PageProblem error={purchases.error} retry={() => void purchases.refetch()} />;
  if (!purchases.data) return <Loading />;
  // The service gives the oldest first.
  const all = [...purchases.data].reverse();
  const inUse = all.filter(isInUse);
  const over = all.filter((one) => !isInUse(one));
  return (
    <Stack gap="lg" maw={760}>
      <Title>{t("packages.title")}</Title>
      <Text>{t("packages.lead")}</Text>
      {inUse.length === 0 && (
        <Empty title={t("packages.none")}>
          <Text>{t("packages.noneText")}</Text>
          <Button renderRoot={(props) => <Link to="/matches" {...props} />}>{t("home.findTherapist")}</Button>
        </Empty>
      )}
      {inUse.map((one) => (
        <PurchaseCard key={one.id} purchase={one} />
      ))}
      {over.length > 0 && (
        <Stack component="section" aria-labelledby="over">
          <Title order={2} id="over">
            {t("packages.earlier")}
          </Title>
          {over.map((one) => (
            <PurchaseCard key={one.id} purchase={one} />
          ))}
        </Stack>
      )}
    </Stack>
  );
}
