import { Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Package, Service } from "../api/booking";
import { perSession } from "../packages";
import { price } from "../time";

/** What a package costs beside a single session, and for how long it is good. */
export function PackageTerms({ offer, service }: { offer: Package; service?: Service }) {
  const { t } = useTranslation();
  const comparable = service && service.price.currency === offer.price.currency;
  return (
    <Stack gap={4}>
      <Text fw={600}>{t("packages.inAll", { price: price(offer.price), each: perSession(offer) })}</Text>
      {comparable && <Text>{t("packages.single", { price: price(service.price) })}</Text>}
      <Text>{t("packages.validity", { count: offer.validityDays })}</Text>
    </Stack>
  );
}
