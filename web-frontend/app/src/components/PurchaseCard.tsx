import { Badge, Card, Group, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Purchase } from "../api/booking";
import { dayAndYear, price } from "../time";

/** A package somebody bought, in short. */
export function PurchaseCard({ purchase }: { purchase: Purchase }) {
  const { t } = useTranslation();
  const name = `${purchase.service.name} · ${purchase.therapist.name}`;
  return (
    <Card padding="md" data-testid="package">
      <Stack gap={4}>
        <Group justify="space-between">
          <Text fw={600}>{name}</Text>
          <PurchaseState purchase={purchase} />
        </Group>
        <Text>
          <SessionsLeft purchase={purchase} />
        </Text>
        <Text c="dimmed" fz="sm">
          {[
            t("packages.price", { price: price(purchase.price) }),
            purchase.validUntil && t("packages.until", { day: dayAndYear(purchase.validUntil, "UTC") }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
        <Link to="/packages/$id" params={{ id: purchase.id }} aria-label={`${t("packages.open")}: ${name}`}>
          {t("packages.open")}
        </Link>
      </Stack>
    </Card>
  );
}

export function PurchaseState({ purchase, size }: { purchase: Purchase; size?: "xl" }) {
  const { t } = useTranslation();
  return (
    <Badge variant="light" size={size} color={purchase.state === "awaiting_payment" ? "clay" : "pine"}>
      {t(`packages.state.${purchase.state}`)}
    </Badge>
  );
}

/** Before it is paid nothing is left of it yet, and of one that is over nothing counts as left any more. */
export function SessionsLeft({ purchase: { state, sessions } }: { purchase: Purchase }) {
  const { t } = useTranslation();
  if (state === "awaiting_payment") return t("packages.oncePaid", { count: sessions.bought });
  if (state !== "active") return t("packages.wereUsed", { used: sessions.used, bought: sessions.bought });
  return t("packages.left", { left: sessions.left, bought: sessions.bought });
}
