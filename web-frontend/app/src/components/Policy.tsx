import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { CancellationTerms } from "../api/booking";
import { now } from "../api/http";
import { dateTime, price } from "../time";

/** What cancelling or moving costs, said before one does it. */
export function Policy({ terms }: { terms: CancellationTerms | undefined }) {
  const { t } = useTranslation();
  if (!terms) return null;
  const free = Date.parse(terms.freeUntil) > now();
  const costs = Number(terms.lateFee.amount) > 0;
  const values = { when: dateTime(terms.freeUntil), fee: price(terms.lateFee) };
  return (
    <Text data-testid="policy">
      {free && t("policy.freeUntil", values)} {free && costs && t("policy.after", values)}
      {!free && (costs ? t("policy.now", values) : t("policy.nowFree"))}
    </Text>
  );
}
